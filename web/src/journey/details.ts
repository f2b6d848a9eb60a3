/**
 * What is known of a pain point, solution, KPI, system, team or process besides its name: which fields there are,
 * what a person fills in, and the changes that come of it. What others wrote meanwhile in the same fields stays.
 */
import { apply, patch, put, type Change } from './document';
import { set } from './edits';
import { merged } from './merged';
import { evidenceOf, get, ofKind, touchpoints as touchpointsOf } from './queries';
import { newId, SOLUTION_STATUSES, type Cell, type Detailed, type Kind, type LaneType, type MapDocument } from './records';
import { removeAll } from './removal';
import { plain } from './rich';
import { line, lines } from './typed';

export type DetailedKind = Detailed['kind'];
export const DETAILED = ['pain_point', 'solution', 'kpi', 'process', 'team', 'system'] as const satisfies readonly DetailedKind[];

export type Sort =
  | { as: 'line'; most: number }
  | { as: 'note' }
  | { as: 'step' }
  | { as: 'choice'; of: readonly string[]; usual: string }
  | { as: 'date' }
  | { as: 'number' }
  | { as: 'tags' }
  | { as: 'one' | 'many'; kind: Kind };

export type FieldOf = Sort & { field: string };

const name: FieldOf = { field: 'name', as: 'line', most: 200 };
const description: FieldOf = { field: 'description', as: 'note' };
const owner: FieldOf = { field: 'owner', as: 'line', most: 500 };
const touchpoints: FieldOf = { field: 'touchpoints', as: 'many', kind: 'touchpoint' };
const step = (field: string): FieldOf => ({ field, as: 'step' });

/** In the order in which they are asked. */
export const FIELDS: Readonly<Record<DetailedKind, readonly FieldOf[]>> = {
  pain_point: [name, description, step('severity'), touchpoints],
  solution: [
    name,
    description,
    { field: 'status', as: 'choice', of: SOLUTION_STATUSES, usual: 'idea' },
    owner,
    ...['impact', 'reach', 'confidence', 'effort'].map(step),
    { field: 'due', as: 'date' },
    { field: 'shipped', as: 'date' },
    { field: 'stakeholders', as: 'tags' },
    { field: 'pain_points', as: 'many', kind: 'pain_point' },
    { field: 'kpis', as: 'many', kind: 'kpi' },
    touchpoints,
  ],
  kpi: [
    name,
    { field: 'definition', as: 'note' },
    { field: 'target', as: 'number' },
    { field: 'unit', as: 'line', most: 60 },
    { field: 'better', as: 'choice', of: ['higher', 'lower'], usual: 'higher' },
    { field: 'cadence', as: 'choice', of: ['day', 'week', 'month', 'quarter', 'year'], usual: 'month' },
    owner,
    { field: 'phase', as: 'one', kind: 'phase' },
    { field: 'touchpoint', as: 'one', kind: 'touchpoint' },
  ],
  system: [name, description, { field: 'supplier', as: 'line', most: 500 }, owner, touchpoints],
  team: [name, description, { field: 'lead', as: 'line', most: 500 }, touchpoints],
  process: [name, description, owner, { field: 'teams', as: 'many', kind: 'team' }, { field: 'systems', as: 'many', kind: 'system' }, touchpoints],
};

export type Value = string | number | null | readonly string[];
export type Form = Record<string, Value>;

export const isDetailed = (kind: string | undefined): kind is DetailedKind => (DETAILED as readonly string[]).includes(kind ?? '');
export const detailed = (document: MapDocument, id: string): Detailed | null => {
  const record = document.records[id];
  return record && isDetailed(record.kind) ? (record as Detailed) : null;
};

/** What a record says in a field, as it is filled in. */
export function valueOf(record: Detailed, of: FieldOf): Value {
  const value = (record as unknown as Record<string, Value | undefined>)[of.field];
  if (of.as === 'many' || of.as === 'tags') return value ?? [];
  if (of.as === 'line' || of.as === 'note') return value ?? '';
  if (of.as === 'choice') return value ?? of.usual;
  if (of.as === 'date') return typeof value === 'string' ? value.slice(0, 10) : '';
  return value ?? null;
}

export const formOf = (record: Detailed): Form => Object.fromEntries(FIELDS[record.kind].map((of) => [of.field, valueOf(record, of)]));

/** A list of which others may have made something meanwhile: what one took off is off, what one added is there. */
function together(began: readonly string[], mine: readonly string[], now: readonly string[]): string[] {
  const [before, after] = [new Set(began), new Set(mine)];
  const kept = now.filter((each) => after.has(each) || !before.has(each));
  return [...kept, ...mine.filter((each) => !before.has(each) && !kept.includes(each))];
}

function written(of: FieldOf, began: Value, mine: Value, now: Value): Value {
  if (of.as === 'line') return line(merged(String(began), String(mine), String(now)), of.most);
  if (of.as === 'note') return lines(merged(String(began), String(mine), String(now)));
  if (of.as === 'many' || of.as === 'tags') return together(began as string[], mine as string[], now as string[]);
  if (of.as === 'date') return mine || null;
  return mine;
}

/** Changes for what was filled in otherwise than it was when the form opened. */
export function fillIn(document: MapDocument, began: Detailed, form: Form): Change[] {
  const now = detailed(document, began.id);
  if (!now) return [];
  const mine = FIELDS[began.kind].flatMap((of) => {
    const [before, after] = [valueOf(began, of), form[of.field] ?? null];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return [[of.field, written(of, before, after, valueOf(now, of))] as const];
  });
  return set(document, began.id, Object.fromEntries(mine));
}

/** A new one that only has a name yet, at these touchpoints or nowhere. */
export function begun(kind: DetailedKind, called: string, at: readonly string[] = []): { id: string; changes: Change[] } {
  const id = newId(kind);
  const place = kind === 'kpi' ? { touchpoint: at[0] ?? null } : { touchpoints: [...at] };
  return { id, changes: [put({ id, kind, name: line(called), ...place } as Detailed)] };
}

type Made = 'pain_point' | 'solution' | 'system' | 'kpi';
const MADE: Partial<Record<LaneType, Made>> = { pains: 'pain_point', opportunities: 'solution', systems: 'system', kpis: 'kpi' };

/** Which record a card of this lane may become. What is said about a card stays with it (SPEC R32), and so does a file. */
export function becomes(document: MapDocument, card: Cell): Made | null {
  const kind = MADE[get(document, 'lane', card.lane)?.type ?? 'text'] ?? null;
  const fit = !card.file && line(plain(card.text)) !== '' && !ofKind(document, 'comment').some(({ target }) => target === card.id);
  return fit ? kind : null;
}

/** Makes of a card the record it speaks of, at every touchpoint it covers; its evidence goes along. */
export function become(document: MapDocument, card: Cell): { id: string; kind: Made; changes: Change[] } | null {
  const kind = becomes(document, card);
  if (!kind) return null;
  const all = touchpointsOf(document).map(({ id }) => id);
  const [from, to] = [all.indexOf(card.touchpoint), all.indexOf(card.span ?? '')];
  const { id, changes } = begun(kind, plain(card.text), all.slice(from, Math.max(from, to) + 1));
  const grounds = evidenceOf(document, card.id).map((each) => patch(each.id, { target: id }));
  const made = [...changes, ...grounds];
  return { id, kind, changes: [...made, ...removeAll(apply(document, made).document, [card.id])] };
}
