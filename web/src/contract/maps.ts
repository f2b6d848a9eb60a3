/** The maps of the workspace, as lists show them. */
import { api } from './api';
import type { BinnedMap, MapSummary, Thumbnail } from './wire';

/** Every map, the one changed last first; without its drawing, which only who shows it asks for. */
export const allMaps = async (signal?: AbortSignal): Promise<MapSummary[]> =>
  (await api.get<{ maps: MapSummary[] }>('/maps', { thumbnails: false }, signal)).maps;

/** Maps in small, by id. */
export const thumbnailsOf = async (ids: readonly string[], signal?: AbortSignal): Promise<Record<string, Thumbnail>> =>
  ids.length ? (await api.get<{ maps: Record<string, Thumbnail> }>('/maps/thumbnails', { id: ids }, signal)).maps : {};

/** Maps in the bin, the one changed last first. */
export const binned = async (signal?: AbortSignal): Promise<BinnedMap[]> => (await api.get<{ maps: BinnedMap[] }>('/maps/bin', {}, signal)).maps;

export const reviveMap = (id: string): Promise<unknown> => api.post(`/maps/bin/${encodeURIComponent(id)}/revive`);
