import type { Grid } from '../grid';
import { placeOf } from '../roving';
import { keyOf, spotAt } from './block';
import type { Selection } from './selection.svelte';

/**
 * Shows the selection. It lies in the page and not in the state of each position, as the tab stop does,
 * so that a block of a thousand positions is drawn without any of them being made anew.
 */
export function paint(root: HTMLElement, grid: Grid, selection: Selection): void {
  const keys = new Set(selection.spots(grid).map(keyOf));
  const cards = new Set(selection.picked.map((each) => `${each.id}@${each.touchpoint}`));
  root.toggleAttribute('data-many', selection.many(grid));
  // one look through the page, whatever the size of the block
  for (const position of root.querySelectorAll<HTMLElement>('[role="gridcell"][data-row]')) {
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
