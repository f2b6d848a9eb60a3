import type { Preview } from '$/contract/wire';
import { sayNote } from '$/i18n/errors';
import { t } from './words';

/** How the server calls a column that has no name in its file. */
const NAMELESS = /^column (\d+)( \(\d+\))?$/;

/** What a column is called on the page: its own name, or its place where the file gives none. */
export function columnName(preview: Preview, name: string): string {
  const place = preview.columns.findIndex((column) => column.name === name);
  const nameless = !preview.header || NAMELESS.exec(name)?.[1] === String(place + 1);
  return place < 0 || !nameless ? name : t('columnN', { n: place + 1 });
}

/** A remark of the server about a file, with its columns called as the page calls them. */
export function sayOf(preview: Preview | null, note: Parameters<typeof sayNote>[0]): string {
  const column = note.params?.column;
  if (preview === null || typeof column !== 'string') return sayNote(note);
  return sayNote({ ...note, params: { ...note.params, column: columnName(preview, column) } });
}
