/** Bold for whole cards, without opening them. */
import { set } from '$/journey/edits';
import { get } from '$/journey/queries';
import { emboldened, isAllBold } from '$/journey/rich_edits';
import type { Editor } from '../editor.svelte';
import { words } from './words';

/** The ids of the cells among what is selected. */
export const cellsOf = (editor: Editor): string[] => [
  ...new Set(editor.selection.held(editor.grid).flatMap(({ id }) => (get(editor.document, 'cell', id) ? [id] : []))),
];

/** Every selected card bold, or none when all were; without a selection the card that is given. */
export function embolden(editor: Editor, card: string | null = null): boolean {
  const ids = editor.selection.many(editor.grid) ? cellsOf(editor) : card && get(editor.document, 'cell', card) ? [card] : [];
  const texts = ids.map((id) => ({ id, text: get(editor.document, 'cell', id)?.text ?? '' })).filter(({ text }) => text.trim());
  if (texts.length === 0) return false;
  const on = !texts.every(({ text }) => isAllBold(text));
  const changes = texts.flatMap(({ id, text }) => set(editor.document, id, { text: emboldened(text, on) }));
  editor.change(words(on ? 'didBold' : 'didUnbold', { n: texts.length }), changes);
  return true;
}
