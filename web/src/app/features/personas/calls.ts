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

export const allPersonas = async (signal: AbortSignal): Promise<PersonaOnMap[]> =>
  (await api.get<{ personas: PersonaOnMap[] }>('/personas', {}, signal)).personas;

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
