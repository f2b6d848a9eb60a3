/** What the Data page asks of the server. */
import { api, send, BASE, type Sending } from '$/contract/api';
import type { Activities, Activity, ImportReport, Job, Preview, Source } from '$/contract/wire';

export interface Upload {
  upload: string;
  name: string;
  bytes: number;
}

/** How the file is taken apart; what is undefined is recognised by the server. */
export interface Reading {
  delimiter?: string;
  encoding?: string;
  header?: boolean;
  decimal?: string;
  time_format?: string;
}

export interface ImportOptions extends Reading {
  columns: Record<string, string>;
  timezone?: string;
  score_kind?: string;
}

const part = encodeURIComponent;

export const upload = (file: File, progress: (share: number) => void): Sending<Upload> =>
  send<Upload>('/uploads', { name: file.name }, file, progress);

export const preview = (id: string, reading: Reading): Promise<Preview> =>
  api.get<Preview>(`/uploads/${part(id)}/preview`, { ...reading });

export const forget = (id: string): Promise<unknown> => api.remove(`/uploads/${part(id)}`);

export const startImport = (id: string, options: ImportOptions): Promise<Job<ImportReport>> =>
  api.post<Job<ImportReport>>('/imports', { upload: id, options });

export const sources = async (signal?: AbortSignal): Promise<Source[]> =>
  (await api.get<{ sources: Source[] }>('/sources', {}, signal)).sources;

export const removeSource = (id: Source['id']): Promise<Job> => api.remove<Job>(`/sources/${part(String(id))}`);

/** Where the bad rows of a source can be had as CSV. */
export const rejectedAddress = (id: Source['id']): string => `${BASE}/sources/${part(String(id))}/rejected`;

/** So many activities are listed to choose from; beyond them names are sought at the server. */
export const LISTED = 5000;

export const commonest = (asked: { limit?: number; search?: string }, signal: AbortSignal): Promise<Activities> => api.get<Activities>('/activities', asked, signal);

export const activities = async (signal: AbortSignal): Promise<readonly Activity[]> => (await commonest({ limit: LISTED }, signal)).activities;

/** Names of the further columns of the events. */
export const attributes = async (signal: AbortSignal): Promise<string[]> =>
  (await api.get<{ attributes: { name: string }[] }>('/attributes', {}, signal)).attributes.map((one) => one.name);
