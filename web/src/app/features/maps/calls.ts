/** What the gallery asks of the server. */
import { api, BASE } from '$/contract/api';
import type { MapSummary, Template } from '$/contract/wire';
import { language } from '$/i18n/language.svelte';
import type { MapRecord } from '$/journey/records';

const part = encodeURIComponent;

interface Made {
  id: string;
}

export const templates = async (signal: AbortSignal, tag: string): Promise<Template[]> =>
  (await api.get<{ templates: Template[] }>('/templates', { language: tag }, signal)).templates;

export const makeMap = (name: string, template: string): Promise<Made> =>
  api.post<Made>('/maps', { name, template, language: language.value });

/** A copy with its files; without its history, comments and suggestions. */
export const duplicate = (map: MapSummary, name: string): Promise<Made> => api.post<Made>(`/maps/${part(map.id)}/duplicate`, { name });

/** The map's own record. */
export const aboutMap = async (id: string): Promise<MapRecord> =>
  (await api.get<{ document: { records: { map: MapRecord } } }>(`/maps/${part(id)}`)).document.records.map;

export const changeMap = (id: string, fields: Partial<MapRecord>): Promise<unknown> =>
  api.patch(`/maps/${part(id)}`, { changes: [{ op: 'patch', id: 'map', fields }] });

export const removeMap = (id: string): Promise<unknown> => api.remove(`/maps/${part(id)}`);

export const purgeMap = (id: string): Promise<unknown> => api.remove(`/maps/bin/${part(id)}`);

/** Opens the contents of a *.journey.json file as a new map. */
export const openFile = (contents: unknown): Promise<Made & { name: string }> => api.post<Made & { name: string }>('/maps/import', contents);

export const fileAddress = (id: string): string => `${BASE}/maps/${part(id)}/export.journey.json`;
