/**
 * The map as a grid: columns (touchpoints, ghosts, placeholders) and rows (lanes), derived from a
 * document and never stored. Arrays that did not change keep their identity from one derivation to
 * the next, so that one edit redraws one position.
 */
import type { Ghost } from '$/journey/measures';
import { cardsByTouchpoint } from '$/journey/cards';
import { byOrder, groupBy, lanes, ofKind, phases, touchpoints } from '$/journey/queries';
import type { CardRecord, Cell, Lane, MapDocument, Phase, Touchpoint } from '$/journey/records';

export type Column =
  | { type: 'touchpoint'; key: string; phase: string; touchpoint: Touchpoint }
  | { type: 'ghost'; key: string; phase: string; ghost: Ghost }
  | { type: 'empty'; key: string; phase: string }
  | { type: 'collapsed'; key: string; phase: string; count: number };

export interface PhaseSpan {
  phase: Phase;
  /** Zero-based first column and number of columns. */
  start: number;
  span: number;
  collapsed: boolean;
  touchpoints: number;
}

export interface Grid {
  columns: Column[];
  spans: PhaseSpan[];
  rows: Lane[];
  /** Cards by `positionKey(lane, touchpoint)`. */
  cards: ReadonlyMap<string, readonly CardRecord[]>;
  /** Touchpoints that have a binding. */
  bound: ReadonlySet<string>;
  /** Cells that reach over several columns, by lane, in their order. */
  spanning: ReadonlyMap<string, readonly Cell[]>;
  /** Each touchpoint's number in map order, and the column that shows it: its own, or that of its folded phase. */
  places: ReadonlyMap<string, { rank: number; column: string }>;
  /** Only some columns of a wider grid, those from here: a sheet of paper. */
  part?: { whole: Grid; from: number };
}

export interface GridView {
  ghosts: readonly Ghost[];
  collapsed: ReadonlySet<string>;
  hiddenLanes: ReadonlySet<string>;
  /** Folded lanes that are open nevertheless. */
  unfolded?: ReadonlySet<string>;
  /** Where somebody writes: it is shown whatever is folded or hidden. */
  open?: { lane: string | null; touchpoint: string | null; phase: string | null };
}

export const positionKey = (lane: string, touchpoint: string): string => `${lane}|${touchpoint}`;

const NONE: readonly never[] = [];

export function gridOf(document: MapDocument, view: GridView, before?: Grid): Grid {
  const allPhases = phases(document);
  const inPhase = groupBy(touchpoints(document), (touchpoint) => touchpoint.phase);
  const placed = placeGhosts(view.ghosts, allPhases, inPhase);
  const columns: Column[] = [];
  const spans: PhaseSpan[] = [];
  const places = new Map<string, { rank: number; column: string }>();
  for (const phase of allPhases) {
    const inside = inPhase.get(phase.id) ?? [];
    const written = view.open?.phase === phase.id || inside.some(({ id }) => id === view.open?.touchpoint);
    const collapsed = view.collapsed.has(phase.id) && inside.length > 0 && !written;
    const start = columns.length;
    for (const { id } of inside) places.set(id, { rank: places.size, column: collapsed ? `collapsed:${phase.id}` : id });
    if (collapsed) {
      const count = inside.length;
      columns.push({ type: 'collapsed', key: `collapsed:${phase.id}`, phase: phase.id, count });
    } else {
      columns.push(...columnsOf(phase, inside, placed.get(phase.id) ?? []));
    }
    const span = columns.length - start;
    spans.push({ phase, start, span, collapsed, touchpoints: inside.length });
  }
  const cells = ofKind(document, 'cell').sort(byOrder);
  const spanning = groupBy(cells.filter((cell) => cell.span), (cell) => cell.lane);
  return {
    spanning: keepGroups(spanning, before?.spanning),
    places,
    columns: keepSame(columns, before?.columns),
    spans: keepSame(spans, before?.spans),
    rows: keepSame(
      lanes(document)
        .filter(({ id }) => !view.hiddenLanes.has(id) || id === view.open?.lane)
        .map((lane) => (lane.collapsed && (lane.id === view.open?.lane || view.unfolded?.has(lane.id)) ? { ...lane, collapsed: false } : lane)),
      before?.rows,
    ),
    cards: keepGroups(cardsByPosition(document, cells), before?.cards),
    bound: new Set(ofKind(document, 'binding').map((binding) => binding.touchpoint)),
  };
}

function columnsOf(phase: Phase, inside: Touchpoint[], ghosts: Ghost[]): Column[] {
  const columns: Column[] = [];
  const ghostAfter = groupBy(ghosts, (ghost) => ghost.after ?? '');
  const push = (list: Ghost[] | undefined): void => {
    for (const ghost of list ?? []) {
      columns.push({ type: 'ghost', key: `ghost:${ghost.activity}`, phase: phase.id, ghost });
    }
  };
  push(ghostAfter.get(''));
  for (const touchpoint of inside) {
    columns.push({ type: 'touchpoint', key: touchpoint.id, phase: phase.id, touchpoint });
    push(ghostAfter.get(touchpoint.id));
  }
  if (columns.length === 0) {
    columns.push({ type: 'empty', key: `empty:${phase.id}`, phase: phase.id });
  }
  return columns;
}

/** Each ghost in the phase of the touchpoint it follows; before all others when it follows none. */
function placeGhosts(
  ghosts: readonly Ghost[],
  all: Phase[],
  inPhase: ReadonlyMap<string, Touchpoint[]>,
): Map<string, Ghost[]> {
  const phaseOf = new Map<string, string>();
  for (const [phase, inside] of inPhase) {
    for (const touchpoint of inside) phaseOf.set(touchpoint.id, phase);
  }
  const known = new Set(all.map((phase) => phase.id));
  const placed = ghosts.flatMap((ghost) => {
    const after = ghost.after && phaseOf.has(ghost.after) ? ghost.after : null;
    const home = after ? phaseOf.get(after) : ghost.phase;
    const phase = home && known.has(home) ? home : all[0]?.id;
    return phase ? [{ phase, ghost: after === ghost.after ? ghost : { ...ghost, after } }] : [];
  });
  const groups = new Map<string, Ghost[]>();
  for (const { phase, ghost } of placed) {
    groups.set(phase, [...(groups.get(phase) ?? []), ghost]);
  }
  return groups;
}

function cardsByPosition(document: MapDocument, cells: readonly Cell[]): Map<string, CardRecord[]> {
  const cards = new Map<string, CardRecord[]>();
  for (const lane of lanes(document)) {
    for (const [touchpoint, records] of cardsByTouchpoint(document, lane.type)) {
      cards.set(positionKey(lane.id, touchpoint), records);
    }
  }
  for (const cell of cells) {
    const key = positionKey(cell.lane, cell.touchpoint);
    const there = cards.get(key);
    if (there) there.push(cell);
    else cards.set(key, [cell]);
  }
  return cards;
}

export const cardsAt = (grid: Grid, lane: string, touchpoint: string): readonly CardRecord[] =>
  grid.cards.get(positionKey(lane, touchpoint)) ?? NONE;

/** The old items where they are equal field by field, so keyed lists see no change. */
function keepSame<T extends object>(now: T[], before: readonly T[] | undefined): T[] {
  if (!before) return now;
  const kept = now.map((item, at) => {
    const old = before[at];
    return old && sameFields(item, old) ? old : item;
  });
  const same = kept.length === before.length && kept.every((item, at) => item === before[at]);
  return same ? (before as T[]) : kept;
}

function keepGroups<T>(
  now: Map<string, T[]>,
  before: ReadonlyMap<string, readonly T[]> | undefined,
): ReadonlyMap<string, readonly T[]> {
  if (!before) return now;
  const kept = new Map<string, readonly T[]>();
  for (const [key, items] of now) {
    const old = before.get(key);
    const same = old?.length === items.length && items.every((item, at) => item === old[at]);
    kept.set(key, same && old ? old : items);
  }
  return kept;
}

function sameFields(a: object, b: object): boolean {
  const left = Object.entries(a) as [string, unknown][];
  const right = b as Record<string, unknown>;
  return (
    left.length === Object.keys(right).length && left.every(([key, value]) => right[key] === value)
  );
}
