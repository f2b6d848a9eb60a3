/** Files that belong to a map: pictures of personas, images and files in cells. A record names one by its id. */
import { address, api, send, type Sending } from './api';
import type { components } from './openapi';

export type MapFile = components['schemas']['MapFile'];

/** The largest file that is taken, in bytes. */
export const MOST_BYTES = 10 * 2 ** 20;

/** What a picker of pictures accepts; the server looks at the bytes themselves. */
export const PICTURES = 'image/png,image/jpeg,image/webp,image/gif,image/avif';

const part = encodeURIComponent;
const folder = (map: string): string => `/maps/${part(map)}/files`;

/** Keeps a file with a map; the same content again gives the file it has. `progress` gets the share sent, 0…1. */
export const addFile = (map: string, file: Blob & { readonly name?: string }, progress: (share: number) => void = () => undefined): Sending<MapFile> =>
  send<MapFile>(folder(map), { name: file.name || 'file' }, file, progress);

export const mapFiles = async (map: string, signal?: AbortSignal): Promise<MapFile[]> =>
  (await api.get<{ files: MapFile[] }>(folder(map), {}, signal)).files;

/** Refused (files.in_use) while the map names it. */
export const removeFile = (map: string, file: string): Promise<unknown> => api.remove(`${folder(map)}/${part(file)}`);

/** For an <img> or a link; with `save` the browser saves it, also when it could be shown. */
export const contentAddress = (map: string, file: string, save = false): string => address(`${folder(map)}/${part(file)}`, save ? { save } : {});
