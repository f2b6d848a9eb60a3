/** One row or column of what is selected, over the rest of it. */
import type { Editor } from '../editor.svelte';
import { around } from '../selection/block';
import { copied, fill, repeated, type Landing } from './block';
import { words } from './words';

/** Ctrl+D and Ctrl+R: the first row of what is selected goes down over the rest of it, or its first column to the right. */
export function spread(editor: Editor, down: boolean): boolean {
  const { selection, grid } = editor;
  const whole = around(grid, selection.blocks);
  if ((down ? whole.lanes : whole.touchpoints).length < 2) return false;
  const from = down ? { ...whole, lanes: whole.lanes.slice(0, 1) } : { ...whole, touchpoints: whole.touchpoints.slice(0, 1) };
  const into = down ? { ...whole, lanes: whole.lanes.slice(1) } : { ...whole, touchpoints: whole.touchpoints.slice(1) };
  const persona = editor.choice.chosen;
  const pieces = repeated(copied(editor.document, grid, from, { persona, map: editor.about?.map }), into.lanes.length, into.touchpoints.length);
  const land = (ids: readonly string[]): Landing[] => ids.map((id) => ({ id }));
  const filled = fill(editor.document, pieces ?? [], land(into.lanes), land(into.touchpoints), persona);
  editor.change(words('didFill', { n: filled.written }), filled.changes);
  return true;
}
