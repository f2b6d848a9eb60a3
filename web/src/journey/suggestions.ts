/** Changes that are proposed: gathered in one record, shown, and taken or left. */
import { apply, patch, put, rebase, remove, type Change } from './document';
import { merged } from './merged';
import { ofKind } from './queries';
import { newId, type MapDocument, type Suggestion } from './records';
import { same } from './same';

/** How long after it was begun further changes of the same person join a suggestion. */
const OPEN_MS = 10 * 60_000;
const MOST = 1000;

/** Kinds that are talk about the map, not the map: they are never proposed. */
const TALK = /^(comment|suggestion|view)_/;
export const isTalk = (changes: readonly Change[]): boolean => changes.every(({ id }) => TALK.test(id));

/** A change as it was proposed, with what stood there then. */
export type Proposed = Change & { readonly was?: Readonly<Record<string, unknown>> };

export const changesOf = (suggestion: Suggestion): readonly Proposed[] => suggestion.changes as unknown as readonly Proposed[];

export const openSuggestions = (document: MapDocument): Suggestion[] =>
  ofKind(document, 'suggestion')
    .filter(({ status }) => (status ?? 'open') === 'open')
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));

/**
 * Proposes changes: joined to the open suggestion that one began just now, or a new one. `begun` says which were begun on
 * this page: of two pages that write in one suggestion the last would be alone in it. What is only proposed is changed
 * where it is proposed.
 */
export function suggest(document: MapDocument, changes: readonly Change[], by: string, now = Date.now(), begun: (id: string) => boolean = () => true): Change[] {
  if (changes.length === 0) return [];
  const fresh = changes.map((change) => remembering(document, change));
  const own = openSuggestions(document).filter((each) => each.by === by && each.changes.length + changes.length <= MOST);
  const last = own.find((each) => changes.some((change) => proposedIn(document, each, change))) ?? own.findLast(({ id, at }) => begun(id) && now - Date.parse(at) < OPEN_MS);
  if (last) {
    return [patch(last.id, { changes: joined([...changesOf(last), ...fresh]) as unknown as Suggestion['changes'] })];
  }
  const at = new Date(now).toISOString();
  const record = { id: newId('suggestion'), kind: 'suggestion', by, at, note: '', status: 'open', decided_by: null, decided_at: null } as const;
  return [put({ ...record, changes: joined(fresh) as unknown as Suggestion['changes'] })];
}

/** Whether a change is about something that is only there when this suggestion is taken. */
function proposedIn(document: MapDocument, suggestion: Suggestion, change: Change): boolean {
  const puts = (id: string): boolean => changesOf(suggestion).some((each) => each.op === 'put' && each.id === id);
  return (change.op !== 'put' && !document.records[change.id] && puts(change.id)) || missing(document, change).some(puts);
}

/** A change with what it takes the place of. */
function remembering(document: MapDocument, change: Change): Proposed {
  const record = fieldsOf(document, change.id);
  if (!record || change.op === 'put') return change;
  const fields = change.op === 'patch' ? Object.keys(change.fields) : Object.keys(record).filter((field) => typeof record[field] === 'string');
  return { ...change, was: Object.fromEntries(fields.map((field) => [field, record[field] ?? null])) };
}

const fieldsOf = (document: MapDocument, id: string): Record<string, unknown> | undefined =>
  document.records[id] as unknown as Record<string, unknown> | undefined;

/** Fewer changes that come to the same: what is typed further replaces what was typed before. */
function joined(changes: readonly Proposed[]): Proposed[] {
  const kept: Proposed[] = [];
  for (const change of changes) {
    const before = kept.findIndex(({ id }) => id === change.id);
    const old = kept[before];
    if (!old || change.op === 'put') kept.push(change);
    else if (change.op === 'patch' && old.op === 'patch') {
      const was = old.was || change.was ? { was: { ...change.was, ...old.was } } : {};
      kept[before] = { ...patch(change.id, { ...old.fields, ...change.fields }), ...was };
    } else if (change.op === 'patch' && old.op === 'put') kept[before] = put({ ...old.record, ...change.fields } as typeof old.record);
    else if (change.op === 'remove' && old.op === 'put') kept.splice(before, 1);
    else kept.push(change);
  }
  return kept;
}

/** Something that another changed after a suggestion about it was made. */
export interface Overtaken {
  readonly id: string;
  readonly field: string;
  readonly was: unknown;
  readonly now: unknown;
  /** What is proposed; undefined when that is to remove it. */
  readonly wanted: unknown;
}

/** Where the map is no longer as it was when this was proposed, nor as is proposed. */
export function overtaken(document: MapDocument, suggestion: Suggestion): Overtaken[] {
  return changesOf(suggestion).flatMap((change) => {
    const record = fieldsOf(document, change.id);
    if (!record || !change.was) return [];
    return Object.entries(change.was).flatMap(([field, was]) => {
      const now = record[field] ?? null;
      const wanted = change.op === 'patch' ? (change.fields[field] ?? null) : undefined;
      return same(now, was) || same(now, wanted) ? [] : [{ id: change.id, field, was, now, wanted }];
    });
  });
}

export type Mark = 'added' | 'changed' | 'removed';

export interface Preview {
  readonly document: MapDocument;
  readonly marks: ReadonlyMap<string, Mark>;
}

export const UNMARKED: Preview['marks'] = new Map();

/**
 * The map as it would be, with what would go still there and marked. With `only` `added`, what is there
 * is shown as it is, and what would come stands beside it.
 */
export function preview(document: MapDocument, suggestions: readonly Suggestion[], only?: 'added'): Preview {
  const marks = new Map<string, Mark>();
  let shown = document;
  for (const change of suggestions.flatMap(changesOf)) {
    if (change.op === 'remove') {
      if (shown.records[change.id]) marks.set(change.id, 'removed');
      continue;
    }
    const there = document.records[change.id] !== undefined;
    const result = rebase(shown, [change]);
    if (result.lost.length || (change.op === 'put' && missing(shown, change).length)) continue;
    marks.set(change.id, there ? 'changed' : 'added');
    if (!there || only !== 'added') shown = result.document;
  }
  return { document: shown, marks };
}

const POINTERS = ['lane', 'touchpoint', 'phase', 'from', 'to', 'target'] as const;

/** What a change points to and is not on the map. */
export function missing(document: MapDocument, change: Change): string[] {
  const fields = (change.op === 'put' ? change.record : change.op === 'patch' ? change.fields : {}) as unknown as Record<string, unknown>;
  return POINTERS.map((name) => fields[name]).filter((id): id is string => typeof id === 'string' && !document.records[id]);
}

/** What no longer fits, because it is about something that was removed meanwhile. */
export function unfit(document: MapDocument, suggestion: Suggestion): Change[] {
  const { document: after, lost } = rebase(document, changesOf(suggestion));
  const gone = changesOf(suggestion).filter((change) => change.op !== 'remove' && after.records[change.id] && missing(after, change).length > 0);
  return [...lost, ...gone];
}

interface Decision {
  by: string;
  at: string;
}

/** The changes that still fit, without those that only made sense beside one that does not. */
export function fitting(document: MapDocument, suggestion: Suggestion): readonly Proposed[] {
  let kept = changesOf(suggestion);
  for (;;) {
    const lost = new Set(unfit(document, { ...suggestion, changes: kept as unknown as Suggestion['changes'] }));
    if (lost.size === 0) return kept;
    kept = kept.filter((change) => !lost.has(change));
  }
}

/**
 * Accepts: the changes as they fit on the map now, and who decided; nothing when none fits any more. In
 * a text that another changed meanwhile both keep their words; `isText` says what is text.
 */
export function accept(document: MapDocument, suggestion: Suggestion, { by, at }: Decision, isText: (kind: string, field: string) => boolean): Change[] {
  const fit = fitting(document, suggestion);
  if (fit.length === 0) return [];
  const { kept } = rebase(document, fit.map((change) => beside(document, change, isText)));
  const decided = patch(suggestion.id, { status: 'accepted', decided_by: by, decided_at: at });
  apply(document, kept);
  return [...kept, decided];
}

/** Accepts every suggestion that nothing stands in the way of: all of its changes fit, and nobody changed the same meanwhile. */
export function acceptAll(document: MapDocument, decision: Decision, isText: (kind: string, field: string) => boolean): Change[] {
  const changes: Change[] = [];
  let now = document;
  for (const suggestion of openSuggestions(document)) {
    if (unfit(now, suggestion).length || overtaken(now, suggestion).length) continue;
    const taken = accept(now, suggestion, decision, isText);
    now = apply(now, taken).document;
    changes.push(...taken);
  }
  return changes;
}

function beside(document: MapDocument, change: Proposed, isText: (kind: string, field: string) => boolean): Change {
  if (change.op === 'remove') return remove(change.id);
  if (change.op === 'put') return put(change.record);
  const record = fieldsOf(document, change.id);
  const fields = Object.entries(change.fields).map(([field, wanted]) => {
    const [was, now] = [change.was?.[field], record?.[field]];
    const texts = typeof wanted === 'string' && typeof was === 'string' && typeof now === 'string';
    return [field, texts && isText(String(record?.kind), field) ? merged(was, wanted, now) : wanted];
  });
  return patch(change.id, Object.fromEntries(fields) as Record<string, unknown>);
}

/** What somebody wrote in a suggestion that was decided on before it came there, as it is proposed anew. */
export function crossed(document: MapDocument, written: readonly Proposed[], decided: Suggestion): Change[] {
  const held = changesOf(decided);
  return written
    .filter((change) => !held.some((each) => same(each, change)))
    .flatMap((change): Change[] => {
      const record = fieldsOf(document, change.id);
      if (change.op === 'remove') return record ? [remove(change.id)] : [];
      const wanted = (change.op === 'put' ? change.record : change.fields) as unknown as Record<string, unknown>;
      if (!record) return change.op === 'put' ? [put(change.record)] : [patch(change.id, wanted)];
      const fields = Object.entries(wanted).filter(([field, value]) => !same(record[field], value));
      return fields.length ? [patch(change.id, Object.fromEntries(fields))] : [];
    });
}

export const decline = (suggestion: Suggestion, { by, at }: Decision): Change[] => [
  patch(suggestion.id, { status: 'declined', decided_by: by, decided_at: at }),
];
