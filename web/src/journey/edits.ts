/**
 * What a person does to a map, said as changes. Each function is pure: document in, changes out;
 * an empty list means there was nothing to do. Removing takes what hangs on a record with it.
 */
import { patch, put, remove, type Change } from './document';
import { between } from './order';
import * as ask from './queries';
import { removeAll } from './removal';
import { line } from './typed';
import {
  newId,
  type Contact,
  type Evidence,
  type LaneMeasure,
  type LaneType,
  type MapDocument,
  type Rule,
} from './records';

interface Placed {
  id: string;
  order: string;
}

/** An order key for a place in a sorted list: before the item at `index`, or after the last. */
export function orderAt(siblings: readonly Placed[], index: number): string {
  const at = Math.max(0, Math.min(index, siblings.length));
  const before = siblings[at - 1]?.order ?? null;
  // two that were given the same key at once leave no room between them: then behind both
  const after = siblings.slice(at).find((each) => before === null || each.order > before);
  return between(before, after?.order ?? null);
}

export function rename(document: MapDocument, id: string, name: string): Change[] {
  const record = document.records[id];
  const clean = line(name);
  if (!record || !('name' in record) || clean === '' || record.name === clean) return [];
  return [patch(id, { name: clean })];
}

/** Patches only what differs, so an edit that changed nothing is not a change. */
export function set(
  document: MapDocument,
  id: string,
  fields: Record<string, unknown>,
): Change[] {
  const record = document.records[id] as unknown as Record<string, unknown> | undefined;
  if (!record) return [];
  const changed = Object.entries(fields).filter(
    ([field, value]) => JSON.stringify(record[field] ?? null) !== JSON.stringify(value ?? null),
  );
  return changed.length ? [patch(id, Object.fromEntries(changed))] : [];
}

// --- phases -----------------------------------------------------------------------------------

export function addPhase(document: MapDocument, name: string, after: string | null): Change[] {
  const siblings = ask.phases(document);
  const index = after ? siblings.findIndex((phase) => phase.id === after) + 1 : siblings.length;
  const used = new Set(siblings.map((phase) => phase.tint ?? 0));
  const tint = [0, 1, 2, 3, 4, 5, 6, 7].find((each) => !used.has(each)) ?? siblings.length % 8;
  return [
    put({
      id: newId('phase'),
      kind: 'phase',
      name,
      order: orderAt(siblings, index),
      goal: '',
      information_need: '',
      conversion: null,
      tint,
    }),
  ];
}

export function movePhase(document: MapDocument, id: string, by: -1 | 1): Change[] {
  return moveAmong(ask.phases(document), id, by);
}

export function removePhase(document: MapDocument, id: string): Change[] {
  if (!ask.get(document, 'phase', id)) return [];
  const inside = ask.touchpoints(document, id).map((touchpoint) => touchpoint.id);
  return removeAll(document, [...inside, id]);
}

// --- touchpoints ------------------------------------------------------------------------------

export interface NewTouchpoint {
  name: string;
  phase: string;
  /** Right after this touchpoint; at the phase's end when null or not in the phase. */
  after?: string | null;
  channel?: string | null;
  contact?: Contact | null;
  rule?: Rule | null;
}

export function addTouchpoint(document: MapDocument, wanted: NewTouchpoint): Change[] {
  const siblings = ask.touchpoints(document, wanted.phase);
  const found = siblings.findIndex((touchpoint) => touchpoint.id === wanted.after);
  const index = found >= 0 ? found + 1 : siblings.length;
  const id = newId('touchpoint');
  const changes: Change[] = [
    put({
      id,
      kind: 'touchpoint',
      name: wanted.name,
      phase: wanted.phase,
      order: orderAt(siblings, index),
      channel: wanted.channel ?? null,
      contact: wanted.contact ?? null,
      moment_of_truth: false,
      required: false,
      repeatable: true,
      description: '',
    }),
  ];
  if (wanted.rule) changes.push(...bind(document, id, wanted.rule));
  return changes;
}

/** One place to the left or right; at the edge of its phase it goes over into the next one. */
export function moveTouchpoint(document: MapDocument, id: string, by: -1 | 1): Change[] {
  const touchpoint = ask.get(document, 'touchpoint', id);
  if (!touchpoint) return [];
  const within = moveAmong(ask.touchpoints(document, touchpoint.phase), id, by);
  if (within.length) return within;
  const phases = ask.phases(document);
  const next = phases[phases.findIndex((phase) => phase.id === touchpoint.phase) + by];
  return next ? moveToPhase(document, id, next.id, by < 0 ? 'end' : 'start') : [];
}

export function moveToPhase(
  document: MapDocument,
  id: string,
  phase: string,
  place: 'start' | 'end',
): Change[] {
  const siblings = ask.touchpoints(document, phase).filter((each) => each.id !== id);
  const order = orderAt(siblings, place === 'start' ? 0 : siblings.length);
  return [patch(id, { phase, order })];
}

export function removeTouchpoint(document: MapDocument, id: string): Change[] {
  return ask.get(document, 'touchpoint', id) ? removeAll(document, [id]) : [];
}

export function bind(document: MapDocument, touchpoint: string, rule: Rule | null): Change[] {
  const binding = ask.bindingOf(document, touchpoint);
  if (!rule) return binding ? removeAll(document, [binding.id]) : [];
  if (binding) return set(document, binding.id, { rule });
  return [put({ id: newId('binding'), kind: 'binding', touchpoint, rule })];
}

// --- lanes ------------------------------------------------------------------------------------

export function addLane(
  document: MapDocument,
  name: string,
  type: LaneType,
  after: string | null,
  measure: LaneMeasure | null = null,
): Change[] {
  const siblings = ask.lanes(document);
  const index = after ? siblings.findIndex((lane) => lane.id === after) + 1 : siblings.length;
  const order = orderAt(siblings, index);
  return [put({ id: newId('lane'), kind: 'lane', name, type, order, collapsed: false, ...(measure ? { measure } : {}) })];
}

export function moveLane(document: MapDocument, id: string, by: -1 | 1): Change[] {
  return moveAmong(ask.lanes(document), id, by);
}

export function removeLane(document: MapDocument, id: string): Change[] {
  return ask.get(document, 'lane', id) ? removeAll(document, [id]) : [];
}

// --- emotions and evidence --------------------------------------------------------------------

export const EMOTION_RANGE = { low: -2, high: 2 };

/** The assumed emotion at a touchpoint, of everybody or of one persona, in whole steps; `null` takes it off the map. */
export function feel(
  document: MapDocument,
  touchpoint: string,
  value: number | null,
  word?: string,
  persona: string | null = null,
): Change[] {
  const emotion = ask.emotionAt(document, touchpoint, persona);
  if (value === null) return emotion ? removeAll(document, [emotion.id]) : [];
  const clamped = Math.max(EMOTION_RANGE.low, Math.min(EMOTION_RANGE.high, Math.round(value)));
  const fields = { value: clamped, ...(word === undefined ? {} : { word: line(word, 60) }) };
  if (emotion) return set(document, emotion.id, fields);
  const id = newId('emotion');
  return [put({ id, kind: 'emotion', touchpoint, persona, word: '', ...fields })];
}

export function addEvidence(fields: Omit<Evidence, 'id' | 'kind'>): Change[] {
  return [put({ id: newId('evidence'), kind: 'evidence', ...fields })];
}

export const removeEvidence = (id: string): Change[] => [remove(id)];

function moveAmong(siblings: readonly Placed[], id: string, by: -1 | 1): Change[] {
  const from = siblings.findIndex((each) => each.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= siblings.length) return [];
  const others = siblings.filter((each) => each.id !== id);
  return [patch(id, { order: orderAt(others, to) })];
}
