/** The keys of a selection: Shift with an arrow or click, Ctrl+A, Escape, Delete. */
import { clearCards } from '$/journey/cards';
import type { Change } from '$/journey/document';
import { emotionAt, get } from '$/journey/queries';
import { removeAll } from '$/journey/removal';
import { spread } from '../clipboard/spread';
import type { Editor } from '../editor.svelte';
import { reach } from '../filling';
import { cardAt, find, placeOf, positionOf, stand, standOnDrawn, step, stopsOf, type Size } from '../roving';
import { heldIn, placeOfSpot, spotAt, type Spot } from './block';
import { embolden } from './bold';
import { leap } from './leap';
import { words } from './words';

/** True when the key was one of the selection's. */
export function selecting(editor: Editor, root: HTMLElement, event: KeyboardEvent, size: Size): boolean {
  const position = positionOf(event.target as Element);
  if (!position || event.altKey) return false;
  const { selection, grid } = editor;
  const ctrl = event.ctrlKey || event.metaKey;
  const spot = spotAt(grid, placeOf(position));
  if (ctrl && !event.shiftKey && event.key.toLowerCase() === 'a') return everything(editor);
  if (spot && event.shiftKey && /^(Arrow|Home$|End$|Page)/.test(event.key)) return grow(editor, root, event, size);
  if (spot && event.key === ' ' && (event.shiftKey || ctrl)) return stretch(editor, spot, ctrl);
  if (ctrl && !event.shiftKey && event.key.toLowerCase() === 'b' && spot) return embolden(editor, cardAt(event.target as Element)?.dataset.card);
  if (!selection.many(grid)) return false;
  if (event.key === 'Escape') {
    selection.only(spot);
    editor.say(words('selectedNone'));
    return true;
  }
  if (ctrl && !event.shiftKey && /^[dr]$/i.test(event.key)) return spread(editor, event.key.toLowerCase() === 'd');
  if (event.key !== 'Delete' && event.key !== 'Backspace') return false;
  clear(editor);
  standAgain(editor, root, position);
  return true;
}

/** What one stood on is gone: then its position keeps the focus. */
export function standAgain(editor: Editor, root: HTMLElement, position: HTMLElement): void {
  editor.selection.quietly(() => standOnDrawn(root, () => (root.contains(document.activeElement) ? null : stopsOf(position)[0])));
}

/** Empties what is selected, in one step. */
export function clear(editor: Editor, spots: readonly Spot[] = editor.selection.spots(editor.grid)): void {
  const { grid, selection } = editor;
  const held = selection.many(grid) ? selection.held(grid) : heldIn(grid, spots);
  const felt = spots
    .filter((spot) => get(editor.document, 'lane', spot.lane)?.type === 'emotion')
    .flatMap((spot) => emotionAt(editor.document, spot.touchpoint, editor.choice.chosen)?.id ?? []);
  const changes: Change[] = [...clearCards(editor.document, held), ...(felt.length ? removeAll(editor.document, felt) : [])];
  if (!editor.change(words('didClear', { n: held.length + felt.length }), changes) && !editor.store.readOnly) editor.say(words('nothingToClear'));
}

function everything(editor: Editor): boolean {
  const { grid, selection } = editor;
  const columns = grid.columns.flatMap((column) => (column.type === 'touchpoint' ? [column.touchpoint.id] : []));
  const [first, last] = [columns[0], columns.at(-1)];
  const [top, bottom] = [grid.rows[0]?.id, grid.rows.at(-1)?.id];
  if (!first || !last || !top || !bottom) return false;
  selection.all({ from: { lane: top, touchpoint: first }, to: { lane: bottom, touchpoint: last } });
  tell(editor);
  return true;
}

/** The whole column or lane one stands in. */
export function stretch(editor: Editor, spot: Spot, column: boolean): boolean {
  everything(editor);
  const { block } = editor.selection;
  if (!block) return false;
  const [from, to] = [block.from, block.to];
  editor.selection.all(
    column
      ? { from: { ...from, touchpoint: spot.touchpoint }, to: { ...to, touchpoint: spot.touchpoint } }
      : { from: { ...from, lane: spot.lane }, to: { ...to, lane: spot.lane } },
  );
  tell(editor);
  return true;
}

function grow(editor: Editor, root: HTMLElement, event: KeyboardEvent, size: Size): boolean {
  const { selection, grid } = editor;
  const now = selection.block ? placeOfSpot(grid, selection.block.to) : null;
  let place = now ?? placeOf(positionOf(event.target as Element) as HTMLElement);
  // columns that are folded or off the map are stepped over
  for (let steps = 0; steps < size.cols; steps += 1) {
    const ctrl = event.ctrlKey || event.metaKey;
    const next = (ctrl && leap(editor, event.key, place, size)) || step(event.key, place, size, ctrl);
    if (!next || (next.row === place.row && next.col === place.col)) return true;
    place = { row: Math.max(next.row, 2), col: Math.max(next.col, 1) };
    const spot = spotAt(grid, place);
    if (!spot) continue;
    selection.extend(spot);
    reach(editor, place);
    const position = find(root, place);
    const stop = position && stopsOf(position)[0];
    if (stop) selection.quietly(() => stand(root, stop));
    tell(editor);
    return true;
  }
  return true;
}

/** Says how much is selected. */
export function tell(editor: Editor): void {
  const { selection, grid } = editor;
  if (selection.picked.length) editor.say(words('pickedCards', { n: selection.picked.length }));
  else editor.say(words('selected', { n: selection.spots(grid).length }));
}
