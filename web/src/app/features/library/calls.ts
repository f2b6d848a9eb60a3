/** What the library asks of the server. */
import { api } from '$/contract/api';
import type { LibraryEntry, Renamed } from '$/contract/wire';

export const KINDS = ['touchpoint', 'channel', 'system', 'team'] as const;
export type Kind = (typeof KINDS)[number];

export type Use = NonNullable<LibraryEntry['used_in']>[number];
/** An entry with everywhere it is used. */
export type Whole = LibraryEntry & { readonly used_in: readonly Use[] };

export interface Found {
  readonly entries: readonly LibraryEntry[];
  /** How many there are, also those that are not among `entries`. */
  readonly found: number;
}

/** The names that fit a text, those of most maps first; where they are used is asked per name. */
export const entriesOf = (kind: Kind, q: string, limit: number, signal: AbortSignal): Promise<Found> =>
  api.get<Found>('/library', { kind, q, limit, uses: false }, signal);

export const entryOf = (kind: Kind, name: string, signal?: AbortSignal): Promise<Whole> => api.get<Whole>('/library/entry', { kind, name }, signal);

/** Names to offer to who types one. */
export const namesOf = async (kind: Kind, signal: AbortSignal): Promise<string[]> =>
  (await api.get<{ names: string[] }>('/library/names', { kind, limit: 300 }, signal)).names;

/** Gives one name another one in every map; each map is a change of its own. */
export const rename = (kind: Kind, from: string, to: string): Promise<Renamed> => api.post<Renamed>('/library/rename', { kind, from, to });
