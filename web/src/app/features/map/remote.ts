/** A map on the server: how it is loaded, changed and measured. */
import { api } from '$/contract/api';
import type { Measures } from '$/journey/measures';
import type { MapDocument } from '$/journey/records';

export interface StoredMap {
  id: string;
  version: number;
  name: string;
  changed_at: string;
  changed_by: string;
  document: MapDocument;
}

export const pathOf = (id: string, rest = ''): string => `/maps/${encodeURIComponent(id)}${rest}`;

/** What narrows the journeys that are measured; the same everywhere in the app. */
export interface Filters {
  from?: string;
  to?: string;
  segment?: string;
  where?: string;
  channel?: string;
  /** A persona of the map: only its customers. */
  persona?: string;
}
export const FILTERS = ['from', 'to', 'segment', 'where', 'channel'] as const;

/** The filters of an address as one text: the same text means the same question. */
export function filterText(query: URLSearchParams): string {
  const chosen = new URLSearchParams();
  for (const name of FILTERS) {
    const value = query.get(name);
    if (value) chosen.set(name, value);
  }
  return chosen.toString();
}

export const filtersOf = (text: string): Filters => Object.fromEntries(new URLSearchParams(text));

export const measuresOf = (id: string, filters: Filters, signal: AbortSignal): Promise<Measures> =>
  api.get<Measures>(pathOf(id, '/measures'), { ...filters }, signal);

export interface Neighbour {
  from: string | null;
  to: string | null;
  count: number;
  journeys: number;
  share: number;
  median_s: number | null;
  p90_s: number | null;
}

/** Directly-follows counts over touchpoints; ids of touchpoints, names of off-map activities, null for start and end. */
export interface MapTransitions {
  n: number;
  transitions: Neighbour[];
}

export const transitionsOf = (id: string, filters: Filters, signal: AbortSignal): Promise<MapTransitions> =>
  api.get<MapTransitions>(pathOf(id, '/transitions'), { ...filters }, signal);
