/** Cards moved by whole columns and lanes, as they are seen: folded columns and hidden lanes are stepped over. */
import type { CardMove } from '$/journey/moves';
import type { Touchpoint } from '$/journey/records';
import type { Grid } from '../grid';

/** A card where it stands; a pain point can stand at several touchpoints. */
export interface Held {
  id: string;
  lane: string;
  touchpoint: string;
}

export const shownTouchpoints = (grid: Grid): Touchpoint[] =>
  grid.columns.flatMap((column) => (column.type === 'touchpoint' ? [column.touchpoint] : []));

/** Each card as far to the right and down as the others; one that would leave the map is left out. */
export function shifted(grid: Grid, held: readonly Held[], by: { columns: number; rows: number }): CardMove[] {
  const columns = shownTouchpoints(grid).map((each) => each.id);
  const rows = grid.rows.map((each) => each.id);
  return held.flatMap(({ id, lane, touchpoint }) => {
    const to = columns[columns.indexOf(touchpoint) + by.columns];
    const into = rows[rows.indexOf(lane) + by.rows];
    if (!to || !into || !columns.includes(touchpoint) || !rows.includes(lane)) return [];
    return [{ id, from: touchpoint, lane: into, touchpoint: to, before: null }];
  });
}
