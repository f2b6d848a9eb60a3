/** What the pages over all personas ask of the server. */
import { api } from '$/contract/api';
import type { Interval, Measures } from '$/journey/measures';
import type { Persona } from '$/journey/records';

export interface PersonaOnMap {
  map: string;
  map_name: string;
  map_state: 'current' | 'future';
  persona: Persona;
}

/** Where a persona is, without its record. */
export type PersonaPlace = Omit<PersonaOnMap, 'persona'> & { readonly persona: string };

/** All personas of one name. */
export interface NamedPersonas {
  readonly name: string;
  readonly first: PersonaOnMap;
  readonly on: readonly PersonaPlace[];
}

export interface PersonaNames {
  readonly names: readonly NamedPersonas[];
  /** How many names fit, also those that are not among `names`. */
  readonly found: number;
  readonly all: number;
}

/** The names of personas of which some say the words that are sought. */
export const namesOf = (q: string, limit: number, signal: AbortSignal): Promise<PersonaNames> => api.get<PersonaNames>('/personas/names', { q, limit }, signal);

/** Those that are named by their keys, with all that they say. */
export const personasOf = async (only: readonly string[], signal: AbortSignal): Promise<PersonaOnMap[]> =>
  only.length ? (await api.get<{ personas: PersonaOnMap[] }>('/personas', { only }, signal)).personas : [];

export interface Size {
  n: number;
  of: number;
  share: number | null;
  interval: Interval | null;
}

export const sizeOf = async (rule: string, signal: AbortSignal): Promise<Size> =>
  (await api.get<{ customers: Size }>('/segments/count', { rule }, signal)).customers;

export const measuresOf = ({ map, persona }: PersonaOnMap, signal: AbortSignal): Promise<Measures> =>
  api.get<Measures>(`/maps/${encodeURIComponent(map)}/measures`, { persona: persona.id }, signal);

export const keyOf = ({ map, persona }: PersonaOnMap): string => `${map}.${persona.id}`;
export const keyAt = ({ map, persona }: PersonaPlace): string => `${map}.${persona}`;
