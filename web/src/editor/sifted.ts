/** What the filter of a view leaves of the map: cards and touchpoints that do not fit, and the filter in words. */
import { nameOf } from '$/journey/queries';
import { isSieve, sift, type Sifted } from '$/journey/sifting';
import type { Editor } from './editor.svelte';

/** Null while nothing is filtered. Without measures no card has a grade, and a grade asked for would hide all of them. */
export function siftedOf(editor: Editor): Sifted | null {
  const { view, document } = editor;
  if (!isSieve(view.look)) return null;
  const { personas, channels, grades } = view.look;
  return sift(document, { personas, channels, grades: editor.measures ? grades : [] }, (id) => editor.gradeOf(id), view.hidden);
}

/** What was chosen to filter by, one name after another. */
export const siftedBy = ({ view, document }: Editor): string =>
  [...[...view.personas].map((id) => nameOf(document, id)), ...view.channels, ...[...view.grades].sort()].join(' · ');
