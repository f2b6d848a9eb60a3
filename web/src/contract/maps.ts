/** The maps of the workspace, as lists show them. */
import { api } from './api';
import type { MapSummary, Thumbnail } from './wire';

/** Every map, the one changed last first; without its drawing, which only who shows it asks for. */
export const allMaps = async (signal?: AbortSignal): Promise<MapSummary[]> =>
  (await api.get<{ maps: MapSummary[] }>('/maps', { thumbnails: false }, signal)).maps;

/** Maps in small, by id. */
export const thumbnailsOf = async (ids: readonly string[], signal?: AbortSignal): Promise<Record<string, Thumbnail>> =>
  ids.length ? (await api.get<{ maps: Record<string, Thumbnail> }>('/maps/thumbnails', { id: ids }, signal)).maps : {};
