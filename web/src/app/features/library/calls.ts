/** What the library asks of the server. */
import { api } from '$/contract/api';
import type { LibraryEntry, Renamed } from '$/contract/wire';

export const KINDS = ['touchpoint', 'channel', 'system', 'team'] as const;
export type Kind = (typeof KINDS)[number];

export const entriesOf = async (kind: Kind, signal: AbortSignal): Promise<LibraryEntry[]> =>
  (await api.get<{ entries: LibraryEntry[] }>('/library', { kind }, signal)).entries;

/** Gives one name another one in every map; each map is a change of its own. */
export const rename = (kind: Kind, from: string, to: string): Promise<Renamed> => api.post<Renamed>('/library/rename', { kind, from, to });
