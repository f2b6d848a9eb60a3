import type { Preview } from '$/contract/wire';
import { t } from './words';

/** What a column is called on the page: its own name, or its place in a file without names. */
export function columnName(preview: Preview, name: string): string {
  if (preview.header) return name;
  const place = preview.columns.findIndex((column) => column.name === name);
  return place < 0 ? name : t('columnN', { n: place + 1 });
}
