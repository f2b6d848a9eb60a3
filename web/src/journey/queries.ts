/** Questions to a document. Everything comes back in map order: by `order`, then by id. */
import type {
  Binding,
  Cell,
  Emotion,
  Evidence,
  JourneyRecord,
  Kind,
  Lane,
  MapDocument,
  MapRecord,
  PainPoint,
  Persona,
  Phase,
  Touchpoint,
} from './records';

type Of<K extends Kind> = Extract<JourneyRecord, { kind: K }>;

interface Ordered {
  id: string;
  order: string;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Map order: plain text comparison of `order`, ids on ties, the same as on the server. */
export const byOrder = (a: Ordered, b: Ordered): number =>
  compare(a.order, b.order) || compare(a.id, b.id);

/** The records of each kind, of documents that were asked: a map that is drawn asks for twenty kinds, and a document never changes. */
const sorted = new WeakMap<MapDocument, ReadonlyMap<string, JourneyRecord[]>>();

/** A list of one's own, to order as one likes. */
export function ofKind<K extends Kind>(document: MapDocument, kind: K): Of<K>[] {
  const known = sorted.get(document);
  const kinds = known ?? groupBy(Object.values(document.records), (record) => record.kind);
  if (!known) sorted.set(document, kinds);
  return [...((kinds.get(kind) ?? []) as Of<K>[])];
}

export function get<K extends Kind>(
  document: MapDocument,
  kind: K,
  id: string | null | undefined,
): Of<K> | null {
  const record = id ? document.records[id] : undefined;
  return record?.kind === kind ? (record as Of<K>) : null;
}

export const mapRecord = (document: MapDocument): MapRecord | null => get(document, 'map', 'map');

export const phases = (document: MapDocument): Phase[] =>
  ofKind(document, 'phase').sort(byOrder);

export const lanes = (document: MapDocument): Lane[] => ofKind(document, 'lane').sort(byOrder);

/** Touchpoints in map order: phase by phase, or those of one phase. */
export function touchpoints(document: MapDocument, phase?: string): Touchpoint[] {
  const all = ofKind(document, 'touchpoint').sort(byOrder);
  if (phase !== undefined) return all.filter((touchpoint) => touchpoint.phase === phase);
  const byPhase = groupBy(all, (touchpoint) => touchpoint.phase);
  return phases(document).flatMap((each) => byPhase.get(each.id) ?? []);
}

/** The same map with these lanes folded where they are open, and open where they are folded. */
export function refolded(document: MapDocument, ids: ReadonlySet<string>): MapDocument {
  const turned = [...ids].flatMap((id) => get(document, 'lane', id) ?? []).map((lane) => [lane.id, { ...lane, collapsed: !lane.collapsed }] as const);
  return turned.length ? { ...document, records: { ...document.records, ...Object.fromEntries(turned) } } : document;
}

export const cellsAt = (document: MapDocument, lane: string, touchpoint: string): Cell[] =>
  ofKind(document, 'cell')
    .filter((cell) => cell.lane === lane && cell.touchpoint === touchpoint)
    .sort(byOrder);

export const bindingOf = (document: MapDocument, touchpoint: string): Binding | null =>
  ofKind(document, 'binding').find((binding) => binding.touchpoint === touchpoint) ?? null;

export const evidenceOf = (document: MapDocument, target: string): Evidence[] =>
  ofKind(document, 'evidence')
    .filter((evidence) => evidence.target === target)
    .sort((a, b) => compare(b.at, a.at));

/** The assumed emotion at a touchpoint, for everyone or for one persona. */
export const emotionAt = (
  document: MapDocument,
  touchpoint: string,
  persona: string | null = null,
): Emotion | null =>
  ofKind(document, 'emotion').find(
    (emotion) => emotion.touchpoint === touchpoint && (emotion.persona ?? null) === persona,
  ) ?? null;

export const painsAt = (document: MapDocument, touchpoint: string): PainPoint[] =>
  ofKind(document, 'pain_point').filter((pain) => pain.touchpoints.includes(touchpoint));

export const personas = (document: MapDocument): Persona[] => ofKind(document, 'persona');

/** Name of a record where it has one, its id where it has none. */
export function nameOf(document: MapDocument, id: string | null | undefined): string {
  const record = id ? document.records[id] : undefined;
  return record && 'name' in record && record.name ? String(record.name) : (id ?? '');
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
