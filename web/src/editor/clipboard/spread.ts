/** What is selected filled: with its first row or column, or with what was typed in one of its cells. */
import { addCard, named, writeCard } from '$/journey/cards';
import { put, type Change } from '$/journey/document';
import { set } from '$/journey/edits';
import { get, groupBy } from '$/journey/queries';
import type { Editor } from '../editor.svelte';
import { around, type Spot } from '../selection/block';
import { copied, fill, piecesOf, repeated, type Landing } from './block';
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

/** Ctrl+Enter: what was typed stands in all that is selected, in one step; false where that is no more than where one types. */
export function writeAll(editor: Editor, card: string | null, text: string): boolean {
  const { selection, grid, document } = editor;
  if (!selection.many(grid)) return false;
  const spots = selection.spots(grid);
  const lanes = groupBy(spots, (spot) => spot.lane);
  const changes = selection.picked.length
    ? selection.picked.flatMap(({ id, touchpoint }) => writeCard(document, id, touchpoint, text))
    : [...lanes].flatMap(([lane, there]) => inLane(editor, lane, there, card, text));
  editor.change(words('didFill', { n: selection.picked.length || spots.length }), changes);
  return true;
}

/** One pain point at all of them is one record; of anything else each place has its own. */
function inLane({ document, choice }: Editor, lane: string, spots: readonly Spot[], card: string | null, text: string): Change[] {
  const type = get(document, 'lane', lane)?.type;
  const touchpoints = spots.map((spot) => spot.touchpoint);
  if ((type === 'pains' || type === 'opportunities') && text.trim()) {
    const known = get(document, type === 'pains' ? 'pain_point' : 'solution', card);
    if (known) return set(document, known.id, { name: named(text).name, touchpoints: [...new Set([...(known.touchpoints ?? []), ...touchpoints])] });
    return addCard(document, lane, touchpoints[0] ?? '', text).changes.map((change) => (change.op === 'put' ? put({ ...change.record, touchpoints } as typeof change.record) : change));
  }
  return touchpoints.flatMap((touchpoint) => fill(document, piecesOf([[text]]), [{ id: lane }], [{ id: touchpoint }], choice.chosen).changes);
}
