/**
 * Putting things in another place, said as changes: phases and lanes before another, touchpoints into a
 * phase, cards from position to position. `before` names what it comes in front of; null is the end.
 */
import { named } from './cards';
import { patch, put, remove, type Change } from './document';
import { orderAt } from './edits';
import { between } from './order';
import * as ask from './queries';
import {
  isMeasuredLane,
  newId,
  type CardRecord,
  type Cell,
  type JourneyRecord,
  type LaneType,
  type MapDocument,
} from './records';

interface Placed {
  id: string;
  order: string;
}

export const placePhase = (document: MapDocument, id: string, before: string | null): Change[] =>
  placed(ask.phases(document), id, before);

export const placeLane = (document: MapDocument, id: string, before: string | null): Change[] =>
  placed(ask.lanes(document), id, before);

/** A touchpoint into a phase, its own or another. */
export function placeTouchpoint(document: MapDocument, id: string, phase: string, before: string | null): Change[] {
  const touchpoint = ask.get(document, 'touchpoint', id);
  if (!touchpoint || !ask.get(document, 'phase', phase)) return [];
  const siblings = ask.touchpoints(document, phase);
  if (touchpoint.phase === phase) return placed(siblings, id, before);
  return [patch(id, { phase, order: orderAt(siblings, indexOf(siblings, before)) })];
}

function placed(siblings: readonly Placed[], id: string, before: string | null): Change[] {
  const now = siblings.findIndex((each) => each.id === id);
  if (now < 0 || before === id) return [];
  const others = siblings.filter((each) => each.id !== id);
  const index = indexOf(others, before);
  return index === now ? [] : [patch(id, { order: orderAt(others, index) })];
}

function indexOf(siblings: readonly Placed[], before: string | null): number {
  const found = before === null ? -1 : siblings.findIndex((each) => each.id === before);
  return found < 0 ? siblings.length : found;
}

// --- cards ------------------------------------------------------------------------------------

/** One card on its way from a touchpoint to a position. */
export interface CardMove {
  id: string;
  from: string;
  lane: string;
  touchpoint: string;
  before: string | null;
}

const HOMES: Partial<Record<JourneyRecord['kind'], LaneType>> = {
  pain_point: 'pains',
  solution: 'opportunities',
  system: 'systems',
  kpi: 'kpis',
};

/** Whether a lane can show a card: text goes anywhere that is not counted, records only in their own lane. */
export function holds(lane: LaneType, card: CardRecord['kind']): boolean {
  if (card === 'cell') return lane !== 'emotion' && !isMeasuredLane(lane);
  return HOMES[card] === lane;
}

/** Moves cards; what its new lane cannot hold stays. Cards for one position keep the order they come in. */
export function moveCards(document: MapDocument, moves: readonly CardMove[]): Change[] {
  const changes: Change[] = [];
  const lists = new Map<string, string[]>();
  const cells: { cell: Cell; move: CardMove }[] = [];
  for (const move of moves) {
    const card = document.records[move.id];
    const lane = ask.get(document, 'lane', move.lane);
    if (!card || !lane || !ask.get(document, 'touchpoint', move.touchpoint)) continue;
    if (card.kind === 'cell' && holds(lane.type, 'cell')) cells.push({ cell: card, move });
    else if (card.kind === 'kpi' && lane.type === 'kpis') {
      if (card.touchpoint !== move.touchpoint) changes.push(patch(card.id, { touchpoint: move.touchpoint }));
    } else if ('touchpoints' in card && HOMES[card.kind] === lane.type && move.from !== move.touchpoint) {
      const now = lists.get(card.id) ?? card.touchpoints ?? [];
      const next = now.map((each) => (each === move.from ? move.touchpoint : each));
      lists.set(card.id, [...new Set(next)]);
    }
  }
  for (const [id, touchpoints] of lists) changes.push(patch(id, { touchpoints }));
  const moving = new Set(cells.map(({ cell }) => cell.id));
  const groups = ask.groupBy(cells, ({ move }) => `${move.lane}|${move.touchpoint}|${move.before ?? ''}`);
  for (const group of groups.values()) changes.push(...intoPosition(document, group, moving));
  return changes;
}

function intoPosition(
  document: MapDocument,
  group: readonly { cell: Cell; move: CardMove }[],
  moving: ReadonlySet<string>,
): Change[] {
  const to = group[0]?.move;
  if (!to) return [];
  const there = ask.cellsAt(document, to.lane, to.touchpoint);
  const others = there.filter((cell) => !moving.has(cell.id));
  const index = indexBefore(document, there, others, to.before);
  const ids = group.map(({ cell }) => cell.id);
  const wished = [...others.slice(0, index).map((cell) => cell.id), ...ids, ...others.slice(index).map((cell) => cell.id)];
  if (wished.length === there.length && wished.every((id, at) => there[at]?.id === id)) return [];
  let low = orderAt(others, index);
  const high = others[index]?.order ?? null;
  return group.flatMap(({ cell, move }, at) => {
    if (at > 0) low = between(low, high !== null && high > low ? high : null);
    return moveCell(document, cell, move, low);
  });
}

/** Where to put cards among those that stay: before one of them, or what comes after it when it moves too. */
function indexBefore(
  document: MapDocument,
  there: readonly Cell[],
  others: readonly Cell[],
  before: string | null,
): number {
  if (before === null) return others.length;
  // pain points and the like stand before the cells of their position
  if (document.records[before]?.kind !== 'cell') return 0;
  const from = there.findIndex((cell) => cell.id === before);
  const next = there.slice(Math.max(0, from)).find((cell) => others.includes(cell));
  return from < 0 || !next ? others.length : others.indexOf(next);
}

function moveCell(document: MapDocument, cell: Cell, move: CardMove, order: string): Change[] {
  const lane = ask.get(document, 'lane', move.lane)?.type;
  if (lane === 'pains' || lane === 'opportunities') {
    const own = ask.get(document, 'lane', cell.lane)?.type === lane;
    if (!own && cell.text.trim()) return becomeRecord(document, cell, lane, move.touchpoint);
  }
  const span = cell.touchpoint === move.touchpoint ? (cell.span ?? null) : spanFrom(document, cell, move.touchpoint);
  const fields = { lane: move.lane, touchpoint: move.touchpoint, span, order };
  const changed = Object.entries(fields).filter(([field, value]) => (cell as unknown as Record<string, unknown>)[field] !== value);
  return changed.length ? [patch(cell.id, Object.fromEntries(changed))] : [];
}

/** A card that reached over some columns reaches over as many from its new place, as far as there are. */
function spanFrom(document: MapDocument, cell: Cell, touchpoint: string): string | null {
  if (!cell.span) return null;
  const columns = ask.touchpoints(document).map((each) => each.id);
  const length = columns.indexOf(cell.span) - columns.indexOf(cell.touchpoint);
  const start = columns.indexOf(touchpoint);
  const end = Math.min(start + length, columns.length - 1);
  return length > 0 && end > start ? (columns[end] ?? null) : null;
}

/** Text that is put among the pain points or opportunities becomes one, and keeps what was said about it. */
function becomeRecord(document: MapDocument, cell: Cell, lane: 'pains' | 'opportunities', touchpoint: string): Change[] {
  const kind = lane === 'pains' ? 'pain_point' : 'solution';
  const id = newId(kind);
  const about = Object.values(document.records).filter((record) => 'target' in record && record.target === cell.id);
  const record = { id, ...named(cell.text), touchpoints: [touchpoint] };
  return [
    put(kind === 'pain_point' ? { ...record, kind, severity: null } : ({ ...record, kind } as JourneyRecord)),
    ...about.map((each) => patch(each.id, { target: id })),
    remove(cell.id),
  ];
}

// --- cards over several columns ---------------------------------------------------------------

/** The columns a card covers, its own first (SPEC R26). */
export function covered(document: MapDocument, cell: Cell): string[] {
  const columns = ask.touchpoints(document).map((each) => each.id);
  const start = columns.indexOf(cell.touchpoint);
  const end = cell.span ? columns.indexOf(cell.span) : -1;
  return columns.slice(start, Math.max(end, start) + 1);
}

/** Lets a card reach to a touchpoint; its own, or one before it, makes it one column wide. */
export function spanTo(document: MapDocument, id: string, touchpoint: string): Change[] {
  const cell = ask.get(document, 'cell', id);
  if (!cell) return [];
  const columns = ask.touchpoints(document).map((each) => each.id);
  const end = columns.indexOf(touchpoint);
  if (end < 0) return [];
  const span = end > columns.indexOf(cell.touchpoint) ? touchpoint : null;
  const reaches = covered(document, cell).length > 1 ? (cell.span ?? null) : null;
  return span === reaches ? [] : [patch(id, { span })];
}
