/** Versions and comparisons on the server. */
import { api } from '$/contract/api';
import type { MapComparison, MeasuredDifference, Version } from '$/contract/wire';
import type { MapDocument } from '$/journey/records';
import { pathOf, type Filters } from '../remote';

export const versionsOf = async (id: string, signal?: AbortSignal): Promise<Version[]> =>
  (await api.get<{ versions: Version[] }>(pathOf(id, '/versions'), {}, signal)).versions;

export const nameVersion = (id: string, version: number | null, name: string): Promise<Version> =>
  api.post<Version>(pathOf(id, '/versions'), version === null ? { name } : { name, version });

export const unnameVersion = (id: string, version: number): Promise<unknown> => api.remove(pathOf(id, `/versions/${version}/name`));

export const documentAt = async (id: string, version: number, signal: AbortSignal): Promise<MapDocument> =>
  (await api.get<{ document: MapDocument }>(pathOf(id, `/versions/${version}`), {}, signal)).document;

export interface Asked {
  from: number | null;
  to: number | null;
  other: string | null;
}

const query = ({ from, to, other }: Asked): { version: number | null; to_version: number | null; with: string | null } => ({
  version: from,
  to_version: to,
  with: other,
});

export interface TwoMaps {
  comparison: MapComparison;
  before: MapDocument;
  after: MapDocument;
}

/** What differs, and both maps exactly as they were compared. */
export async function twoMaps(id: string, asked: Asked, signal: AbortSignal): Promise<TwoMaps> {
  const comparison = await api.get<MapComparison>(pathOf(id, '/compare'), query(asked), signal);
  const [before, after] = await Promise.all(
    [comparison.before, comparison.after].map((side) => documentAt(side.map, side.version, signal)),
  );
  return { comparison, before: before as MapDocument, after: after as MapDocument };
}

export const measuredOf = async (id: string, asked: Asked, filters: Filters, signal: AbortSignal): Promise<readonly MeasuredDifference[]> =>
  (await api.get<MapComparison>(pathOf(id, '/compare'), { ...query(asked), ...filters, measured: true }, signal)).measured ?? [];

export const duplicateAsFuture = (id: string, name: string | null): Promise<{ id: string; name: string }> =>
  api.post<{ id: string; name: string }>(pathOf(id, '/duplicate'), name ? { state: 'future', name } : { state: 'future' });
