/** Blocks of positions, as in a spreadsheet: from one corner to the other, over what is shown. */
import type { CardRecord } from '$/journey/records';
import { cardsAt, positionKey, type Grid } from '../grid';
import { shownTouchpoints, type Held } from './shift';

/** A position by what it belongs to, so that it stays the same when columns move. */
export interface Spot {
  lane: string;
  touchpoint: string;
}

export interface Corners {
  from: Spot;
  to: Spot;
}

export interface Block {
  touchpoints: string[];
  lanes: string[];
}

export const keyOf = (spot: Spot): string => positionKey(spot.lane, spot.touchpoint);

/** The spot of a place in the grid; null for headers and for columns that are no touchpoint. */
export function spotAt(grid: Grid, place: { row: number; col: number }): Spot | null {
  const lane = grid.rows[place.row - 2];
  const column = grid.columns[place.col - 1];
  return lane && column?.type === 'touchpoint' ? { lane: lane.id, touchpoint: column.touchpoint.id } : null;
}

/** The place of a spot in the grid; null when it is folded, hidden or gone. */
export function placeOfSpot(grid: Grid, spot: Spot): { row: number; col: number } | null {
  const row = grid.rows.findIndex((lane) => lane.id === spot.lane);
  const col = grid.columns.findIndex((column) => column.type === 'touchpoint' && column.touchpoint.id === spot.touchpoint);
  return row < 0 || col < 0 ? null : { row: row + 2, col: col + 1 };
}

export function blockOf(grid: Grid, { from, to }: Corners): Block {
  const touchpoints = between(shownTouchpoints(grid).map((each) => each.id), from.touchpoint, to.touchpoint);
  const lanes = between(grid.rows.map((each) => each.id), from.lane, to.lane);
  return { touchpoints, lanes };
}

function between(ids: readonly string[], one: string, other: string): string[] {
  const ends = [ids.indexOf(one), ids.indexOf(other)].sort((a, b) => a - b);
  return (ends[0] ?? -1) < 0 ? [] : ids.slice(ends[0], (ends[1] ?? 0) + 1);
}

/** The spots of several blocks, each once, row by row. */
export function spotsOf(grid: Grid, blocks: readonly Corners[]): Spot[] {
  const found = new Map<string, Spot>();
  for (const corners of blocks) {
    const { lanes, touchpoints } = blockOf(grid, corners);
    for (const lane of lanes) {
      for (const touchpoint of touchpoints) found.set(positionKey(lane, touchpoint), { lane, touchpoint });
    }
  }
  return [...found.values()];
}

/** The smallest block round several. */
export function around(grid: Grid, blocks: readonly Corners[]): Block {
  const spots = spotsOf(grid, blocks);
  const lanes = new Set(spots.map((spot) => spot.lane));
  const touchpoints = new Set(spots.map((spot) => spot.touchpoint));
  const rows = grid.rows.map((lane) => lane.id);
  const columns = shownTouchpoints(grid).map((each) => each.id);
  const whole = (ids: string[], some: ReadonlySet<string>): string[] => {
    const at = ids.flatMap((id, index) => (some.has(id) ? [index] : []));
    return at.length ? ids.slice(at[0], (at.at(-1) ?? 0) + 1) : [];
  };
  return { lanes: whole(rows, lanes), touchpoints: whole(columns, touchpoints) };
}

/** Where Enter or Tab leads within a block: down its columns or along its rows, and round again at its end, as in a spreadsheet. */
export function onward({ lanes, touchpoints }: Block, { lane, touchpoint }: Spot, by: { down: number; right: number }): Spot {
  const [y, x, high, wide] = [lanes.indexOf(lane), touchpoints.indexOf(touchpoint), lanes.length, touchpoints.length];
  const round = (at: number): number => (at + high * wide) % (high * wide);
  const next = by.down ? round(x * high + y + by.down) : round(y * wide + x + by.right);
  const [row, column] = by.down ? [next % high, Math.floor(next / high)] : [Math.floor(next / wide), next % wide];
  return { lane: lanes[row] ?? lane, touchpoint: touchpoints[column] ?? touchpoint };
}

/** Every card in some spots. */
export const heldIn = (grid: Grid, spots: readonly Spot[]): Held[] =>
  spots.flatMap((spot) => cardsAt(grid, spot.lane, spot.touchpoint).map((card: CardRecord) => ({ ...spot, id: card.id })));
