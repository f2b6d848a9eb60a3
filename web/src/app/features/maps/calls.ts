/** What the gallery asks of the server. */
import { api, BASE } from '$/contract/api';
import type { MapSummary, Template } from '$/contract/wire';
import { language } from '$/i18n/language.svelte';

const part = encodeURIComponent;

interface Made {
  id: string;
}

export const maps = async (signal: AbortSignal): Promise<MapSummary[]> => (await api.get<{ maps: MapSummary[] }>('/maps', {}, signal)).maps;

export const templates = async (signal: AbortSignal, tag: string): Promise<Template[]> =>
  (await api.get<{ templates: Template[] }>('/templates', { language: tag }, signal)).templates;

export const makeMap = (name: string, template: string): Promise<Made> =>
  api.post<Made>('/maps', { name, template, language: language.value });

/** A copy with its files; without its history, comments and suggestions. */
export const duplicate = (map: MapSummary, name: string): Promise<Made> => api.post<Made>(`/maps/${part(map.id)}/duplicate`, { name });

export const removeMap = (id: string): Promise<unknown> => api.remove(`/maps/${part(id)}`);

/** Opens the contents of a *.journey.json file as a new map. */
export const openFile = (contents: unknown): Promise<Made & { name: string }> => api.post<Made & { name: string }>('/maps/import', contents);

export const fileAddress = (id: string): string => `${BASE}/maps/${part(id)}/export.journey.json`;
