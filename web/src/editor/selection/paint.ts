import type { Grid } from '../grid';
import { placeOf } from '../roving';
import { keyOf, placeOfSpot, spotAt, type Spot } from './block';
import type { Selection } from './selection.svelte';

/**
 * Shows the selection. It lies in the page and not in the state of each position, as the tab stop does,
 * so that a block of a thousand positions is drawn without any of them being made anew.
 */
export function paint(root: HTMLElement, grid: Grid, selection: Selection): void {
  const spots = selection.spots(grid);
  const keys = new Set(spots.map(keyOf));
  const cards = new Set(selection.picked.map((each) => `${each.id}@${each.touchpoint}`));
  root.toggleAttribute('data-many', selection.many(grid));
  // one look through the page, whatever the size of the block
  for (const position of root.querySelectorAll<HTMLElement>(lookedAt(grid, spots))) {
    const spot = spotAt(grid, placeOf(position));
    const on = spot !== null && keys.has(keyOf(spot));
    if (on) position.setAttribute('aria-selected', 'true');
    else if (position.hasAttribute('aria-selected')) position.removeAttribute('aria-selected');
  }
  for (const old of root.querySelectorAll('[data-picked]')) old.removeAttribute('data-picked');
  if (cards.size === 0) return;
  for (const card of root.querySelectorAll<HTMLElement>('[data-card]')) {
    if (cards.has(`${card.dataset.card}@${card.dataset.touchpoint}`)) card.setAttribute('data-picked', '');
  }
}

const POSITION = '[role="gridcell"][data-row]';

/** The positions of which the selection may have changed: for a block all of them, else the one and what was selected. */
function lookedAt(grid: Grid, spots: readonly Spot[]): string {
  if (spots.length > 1) return POSITION;
  const place = spots[0] ? placeOfSpot(grid, spots[0]) : null;
  const was = `${POSITION}[aria-selected]`;
  return place ? `${was}, ${POSITION}[data-row="${place.row}"][data-col="${place.col}"]` : was;
}
