import type { Grid } from '../grid';
import { keyOf } from './block';
import type { Selection } from './selection.svelte';

/**
 * Shows the selection. It lies in the page and not in the state of each position, as the tab stop does,
 * so that a block of a thousand positions is drawn without any of them being made anew.
 */
export function paint(root: HTMLElement, grid: Grid, selection: Selection): void {
  const keys = new Set(selection.spots(grid).map(keyOf));
  const cards = new Set(selection.picked.map((each) => `${each.id}@${each.touchpoint}`));
  root.toggleAttribute('data-many', selection.many(grid));
  for (const [row, lane] of grid.rows.entries()) {
    for (const position of root.querySelectorAll<HTMLElement>(`[data-row="${row + 2}"]`)) {
      const column = grid.columns[Number(position.dataset.col) - 1];
      const on = column?.type === 'touchpoint' && keys.has(keyOf({ lane: lane.id, touchpoint: column.touchpoint.id }));
      if (on) position.setAttribute('aria-selected', 'true');
      else if (position.hasAttribute('aria-selected')) position.removeAttribute('aria-selected');
    }
  }
  for (const old of root.querySelectorAll('[data-picked]')) old.removeAttribute('data-picked');
  if (cards.size === 0) return;
  for (const card of root.querySelectorAll<HTMLElement>('[data-card]')) {
    if (cards.has(`${card.dataset.card}@${card.dataset.touchpoint}`)) card.setAttribute('data-picked', '');
  }
}
