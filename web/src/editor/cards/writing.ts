/** Bold, list and link in a text field: by key, by button and by paste. */
import { plain } from '$/journey/rich';
import * as edits from '$/journey/rich_edits';
import { readCells } from '../clipboard/table';
import { richFromHtml } from './pasting';

export type Format = 'bold' | 'list' | 'link';

export function format(field: HTMLTextAreaElement, what: Format): void {
  write(field, edits[what](selected(field)));
}

/** True when the key was one for formatting. */
export function formatKey(field: HTMLTextAreaElement, event: KeyboardEvent): boolean {
  if (event.altKey) return false;
  const ctrl = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (ctrl && !event.shiftKey && key === 'b') format(field, 'bold');
  else if (ctrl && event.shiftKey && key === 'k') format(field, 'link');
  else if (ctrl && event.shiftKey && (event.code === 'Digit8' || key === 'l')) format(field, 'list');
  else if (!ctrl && event.shiftKey && event.key === 'Enter') write(field, edits.newLine(selected(field)));
  else return false;
  event.preventDefault();
  return true;
}

/** Takes bold, lists and links over from what is pasted; false leaves the paste to the browser. */
export function pasteRich(field: HTMLTextAreaElement, event: ClipboardEvent): boolean {
  const board = event.clipboardData;
  if (!board) return false;
  const linked = edits.linked(selected(field), board.getData('text/plain').trim());
  const rich = linked ? null : richFromHtml(board.getData('text/html'));
  if (!linked && rich === null) return false;
  event.preventDefault();
  if (linked) write(field, linked);
  else if (rich !== null) insert(field, field.selectionStart, field.selectionEnd, rich);
  return true;
}

/** Cells of a spreadsheet come without the quotes and line end they have as text: a row is a line. Marks only where there may be some. */
export function pasteCells(field: HTMLTextAreaElement, event: ClipboardEvent, marks: boolean): boolean {
  const html = event.clipboardData?.getData('text/html');
  const rows = html ? readCells(html, event.clipboardData?.getData('text/plain') ?? '') : null;
  const rich = rows?.map((row) => row.filter(Boolean).join(' ')).join('\n').trim();
  const text = rich && (marks ? rich : plain(rich));
  if (!text) return false;
  event.preventDefault();
  insert(field, field.selectionStart, field.selectionEnd, text);
  return true;
}

const selected = (field: HTMLTextAreaElement): edits.Selected => ({
  text: field.value,
  from: field.selectionStart,
  to: field.selectionEnd,
});

/** Writes only what differs, so that the field's own undo stays small. */
function write(field: HTMLTextAreaElement, next: edits.Selected): void {
  const old = field.value;
  let start = 0;
  while (start < old.length && old[start] === next.text[start]) start += 1;
  let tail = 0;
  while (tail < Math.min(old.length, next.text.length) - start && old.at(-1 - tail) === next.text.at(-1 - tail)) tail += 1;
  if (next.text !== old) insert(field, start, old.length - tail, next.text.slice(start, next.text.length - tail));
  field.setSelectionRange(next.from, next.to);
}

function insert(field: HTMLTextAreaElement, from: number, to: number, text: string): void {
  const room = field.maxLength < 0 ? text.length : field.maxLength - field.value.length + (to - from);
  field.focus();
  field.setSelectionRange(from, to);
  const fit = text.slice(0, Math.max(0, room));
  // the one way that leaves the browser's undo for the field whole
  const done = fit === '' ? document.execCommand('delete') : document.execCommand('insertText', false, fit);
  if (done) return;
  field.setRangeText(fit, from, to, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
