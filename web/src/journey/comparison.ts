/**
 * Two maps in one: the later one, with what is no longer on it as ghosts where it stood, and a mark on
 * everything that differs. What differs was found by the server; here it gets its place.
 */
import type { ComparedEntry, MapComparison } from '$/contract/wire';
import { byOrder, groupBy, lanes, ofKind, phases } from './queries';
import type { Cell, Emotion, JourneyRecord, Lane, MapDocument, Phase, Touchpoint } from './records';

export const OPS = ['added', 'changed', 'moved', 'removed'] as const;
export type Op = (typeof OPS)[number];
/** `both`: changed and moved; `left`: it stood here and moved elsewhere. */
export type Mark = Op | 'both' | 'left';

/** How an emotion differs, and what it was; null where nobody had given one. */
export interface FeltBefore {
  op: Op;
  was: number | null;
}

export interface LaidOver {
  document: MapDocument;
  /** By record, as it is called in `document`. */
  marks: ReadonlyMap<string, Mark>;
  /** By `feltKey`. */
  felt: ReadonlyMap<string, FeltBefore>;
}

/** Nothing differs. */
export const ALIKE: Omit<LaidOver, 'document'> = { marks: new Map(), felt: new Map() };

export const feltKey = (touchpoint: string, persona: string | null | undefined): string => `${touchpoint}|${persona ?? ''}`;

/** The trace that a moved card leaves where it stood. */
const TRACE = '~was';
/** The record that a ghost stands for. */
export const withoutTrace = (id: string): string => id.replace(TRACE, '');

const TALK = new Set(['comment', 'suggestion', 'view', 'sticky']);

/** A map without what is said about it and how people look at it. */
export function withoutTalk(document: MapDocument): MapDocument {
  const kept = Object.entries(document.records).filter(([, record]) => !TALK.has(record.kind));
  return { ...document, records: Object.fromEntries(kept) };
}

export const entriesOf = (comparison: MapComparison): ComparedEntry[] => comparison.groups.flatMap((group) => group.entries);

/** The kinds of difference that an entry counts for: what changed and moved is found under both. */
export const opsOf = (entry: ComparedEntry): readonly Op[] => (entry.op === 'changed' && entry.moved ? ['changed', 'moved'] : [entry.op]);

/** One of the two maps by itself, with a mark on what is different on the other. */
export function aloneOf(document: MapDocument, comparison: MapComparison, side: 'before' | 'after', ops: ReadonlySet<Op> = new Set(OPS)): LaidOver {
  const marks = new Map<string, Mark>();
  const felt = new Map<string, FeltBefore>();
  for (const entry of entriesOf(comparison)) {
    const id = entry[side];
    const record = id ? document.records[id] : undefined;
    if (!id || !record || !opsOf(entry).some((op) => ops.has(op))) continue;
    if (record.kind === 'emotion') felt.set(feltKey(record.touchpoint, record.persona), { op: entry.op, was: record.value });
    else marks.set(id, markOf(entry, ops));
  }
  return { document: unfolded(withoutTalk(document)), marks, felt };
}

function markOf(entry: ComparedEntry, ops: ReadonlySet<Op>): Mark {
  if (entry.op !== 'changed' || !entry.moved) return entry.op;
  return ops.has('changed') && ops.has('moved') ? 'both' : ops.has('moved') ? 'moved' : 'changed';
}

/** Folded lanes would hide what differs in them. */
export function unfolded(document: MapDocument): MapDocument {
  const open = lanes(document).filter((lane) => lane.collapsed).map((lane) => [lane.id, { ...lane, collapsed: false }] as const);
  return open.length ? { ...document, records: { ...document.records, ...Object.fromEntries(open) } } : document;
}

/** Both maps in one picture; only differences of the kinds in `ops` are marked, and only then are there ghosts. */
export function laidOver(before: MapDocument, after: MapDocument, comparison: MapComparison, ops: ReadonlySet<Op> = new Set(OPS)): LaidOver {
  const shown = entriesOf(comparison).filter((entry) => opsOf(entry).some((op) => ops.has(op)));
  const renamed = comparison.same;
  const marks = new Map<string, Mark>();
  const felt = new Map<string, FeltBefore>();
  const ghosts = new Map<string, JourneyRecord>();

  for (const entry of shown) {
    const old = entry.before ? before.records[entry.before] : undefined;
    const now = entry.after ? after.records[entry.after] : undefined;
    if (entry.kind === 'emotion') {
      markFelt(felt, entry.op, translated(old, renamed), now);
      continue;
    }
    if (entry.op === 'removed' && old) {
      ghosts.set(old.id, translated(old, renamed));
      marks.set(old.id, 'removed');
    } else if (entry.after) {
      marks.set(entry.after, markOf(entry, ops));
      const trace = entry.moved && ops.has('moved') ? traceOf(translated(old, renamed), now) : null;
      if (trace) {
        ghosts.set(trace.id, trace);
        marks.set(trace.id, 'left');
      }
    }
  }
  return { document: unfolded(merged(before, withoutTalk(after), ghosts, renamed)), marks, felt };
}

function markFelt(felt: Map<string, FeltBefore>, op: Op, old: JourneyRecord | undefined, now: JourneyRecord | undefined): void {
  const [was, is] = [old, now].map((record) => (record?.kind === 'emotion' ? record : null)) as [Emotion | null, Emotion | null];
  const at = is ?? was;
  if (at) felt.set(feltKey(at.touchpoint, at.persona), { op, was: was?.value ?? null });
}

/** A card that went to another place, as it stood in the place before. */
function traceOf(old: JourneyRecord | undefined, now: JourneyRecord | undefined): Cell | null {
  if (old?.kind !== 'cell' || now?.kind !== 'cell') return null;
  if (old.lane === now.lane && old.touchpoint === now.touchpoint) return null;
  return { ...old, id: now.id + TRACE, span: null };
}

/** A record of the first map with its references as the second map has them. */
function translated<R extends JourneyRecord | undefined>(record: R, renamed: Readonly<Record<string, string>>): R {
  if (!record || Object.keys(renamed).length === 0) return record;
  const told = (value: unknown): unknown =>
    typeof value === 'string' ? (renamed[value] ?? value) : Array.isArray(value) ? (value as unknown[]).map(told) : value;
  const fields = Object.entries(record).map(([key, value]) => [key, key === 'id' ? value : told(value)]);
  return Object.fromEntries(fields) as R;
}

/** The second map with its ghosts, each right after what stood before it on the first map. */
function merged(before: MapDocument, after: MapDocument, ghosts: ReadonlyMap<string, JourneyRecord>, renamed: Readonly<Record<string, string>>): MapDocument {
  const records: Record<string, JourneyRecord> = { ...after.records };
  const there = (id: string): boolean => id in records;
  for (const ghost of ghosts.values()) records[ghost.id] = ghost;
  // what hangs on something that is not in the picture cannot be drawn: a ghost of a kind that is left out
  for (const ghost of ghosts.values()) {
    if (!placesOf(ghost).every((id) => there(id))) Reflect.deleteProperty(records, ghost.id);
  }
  const whole = { ...after, records };
  const old = (list: readonly { id: string }[]): string[] => list.map(({ id }) => renamed[id] ?? id);
  reorder(records, ghosts, phases(whole), old(phases(before)));
  reorder(records, ghosts, lanes(whole), old(lanes(before)));
  const columns = old(ofKind(before, 'touchpoint').sort(byOrder));
  for (const inside of groupBy(ofKind(whole, 'touchpoint').sort(byOrder), ({ phase }) => phase).values()) {
    reorder(records, ghosts, inside, columns);
  }
  return { ...after, records };
}

/** What a record cannot be drawn without. */
function placesOf(record: JourneyRecord): string[] {
  if (record.kind === 'cell') return [record.lane, record.touchpoint];
  if (record.kind === 'touchpoint') return [record.phase];
  if (record.kind === 'connection') return [record.from, record.to];
  return [];
}

/** Gives a list with ghosts in it new order keys, so that each ghost stands where it stood. */
function reorder(
  records: Record<string, JourneyRecord>,
  ghosts: ReadonlyMap<string, JourneyRecord>,
  list: readonly (Phase | Lane | Touchpoint)[],
  former: readonly string[],
): void {
  if (!list.some(({ id }) => ghosts.has(id))) return;
  const sequence = list.filter(({ id }) => !ghosts.has(id)).map(({ id }) => id);
  const mine = new Set(list.map(({ id }) => id));
  const row = former.filter((id) => mine.has(id));
  row.forEach((id, at) => {
    if (!ghosts.has(id)) return;
    const left = row.slice(0, at).findLast((each) => sequence.includes(each));
    sequence.splice(left === undefined ? 0 : sequence.indexOf(left) + 1, 0, id);
  });
  sequence.forEach((id, at) => {
    // three digits and a letter: they compare as text and do not end in 0
    records[id] = { ...(records[id] as Phase), order: `${String(at).padStart(4, '0')}V` };
  });
}
