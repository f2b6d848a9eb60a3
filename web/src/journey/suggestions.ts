/** Changes that are proposed: gathered in one record, shown, and taken or left. */
import { apply, patch, put, rebase, type Change } from './document';
import { ofKind } from './queries';
import { newId, type MapDocument, type Suggestion } from './records';

/** How long after it was begun further changes of the same person join a suggestion. */
const OPEN_MS = 10 * 60_000;
const MOST = 1000;

/** Kinds that are talk about the map, not the map: they are never proposed. */
const TALK = /^(comment|suggestion|view)_/;
export const isTalk = (changes: readonly Change[]): boolean => changes.every(({ id }) => TALK.test(id));

export const changesOf = (suggestion: Suggestion): readonly Change[] => suggestion.changes as unknown as readonly Change[];

export const openSuggestions = (document: MapDocument): Suggestion[] =>
  ofKind(document, 'suggestion')
    .filter(({ status }) => (status ?? 'open') === 'open')
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));

/** Proposes changes: joined to the open suggestion that one began just now, or a new one. */
export function suggest(document: MapDocument, changes: readonly Change[], by: string, now = Date.now()): Change[] {
  if (changes.length === 0) return [];
  const last = openSuggestions(document).findLast((each) => each.by === by);
  if (last && now - Date.parse(last.at) < OPEN_MS && last.changes.length + changes.length <= MOST) {
    return [patch(last.id, { changes: joined([...changesOf(last), ...changes]) })];
  }
  const at = new Date(now).toISOString();
  const record = { id: newId('suggestion'), kind: 'suggestion', by, at, note: '', status: 'open', decided_by: null, decided_at: null } as const;
  return [put({ ...record, changes: joined(changes) as unknown as Suggestion['changes'] })];
}

/** Fewer changes that come to the same: what is typed further replaces what was typed before. */
function joined(changes: readonly Change[]): Change[] {
  const kept: Change[] = [];
  for (const change of changes) {
    const before = kept.findIndex(({ id }) => id === change.id);
    const old = kept[before];
    if (!old || change.op === 'put') kept.push(change);
    else if (change.op === 'patch' && old.op === 'patch') kept[before] = patch(change.id, { ...old.fields, ...change.fields });
    else if (change.op === 'patch' && old.op === 'put') kept[before] = put({ ...old.record, ...change.fields } as typeof old.record);
    else if (change.op === 'remove' && old.op === 'put') kept.splice(before, 1);
    else kept.push(change);
  }
  return kept;
}

export type Mark = 'added' | 'changed' | 'removed';

export interface Preview {
  readonly document: MapDocument;
  readonly marks: ReadonlyMap<string, Mark>;
}

export const UNMARKED: Preview['marks'] = new Map();

/** The map as it would be, with what would go still there and marked. */
export function preview(document: MapDocument, suggestions: readonly Suggestion[]): Preview {
  const marks = new Map<string, Mark>();
  let shown = document;
  for (const change of suggestions.flatMap(changesOf)) {
    if (change.op === 'remove') {
      if (shown.records[change.id]) marks.set(change.id, 'removed');
      continue;
    }
    const result = rebase(shown, [change]);
    if (result.lost.length || (change.op === 'put' && missing(shown, change).length)) continue;
    marks.set(change.id, document.records[change.id] ? 'changed' : 'added');
    shown = result.document;
  }
  return { document: shown, marks };
}

const POINTERS = ['lane', 'touchpoint', 'phase', 'from', 'to', 'target'] as const;

/** What a change points to and is not on the map. */
function missing(document: MapDocument, change: Change): string[] {
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

/** Accepts: the changes as they fit on the map now, and who decided; nothing when some no longer fit. */
export function accept(document: MapDocument, suggestion: Suggestion, { by, at }: Decision): Change[] {
  if (unfit(document, suggestion).length) return [];
  const { kept } = rebase(document, changesOf(suggestion));
  const decided = patch(suggestion.id, { status: 'accepted', decided_by: by, decided_at: at });
  apply(document, kept);
  return [...kept, decided];
}

export const decline = (suggestion: Suggestion, { by, at }: Decision): Change[] => [
  patch(suggestion.id, { status: 'declined', decided_by: by, decided_at: at }),
];
