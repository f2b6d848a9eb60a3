/** Tables as spreadsheets put them on the clipboard: tab-separated text with quoted cells, and HTML. */
import { blocks, ITEM, type Inline } from '$/journey/rich';
import { richFromHtml, richOf, weightsOf } from '../cards/pasting';

/** Reads tab-separated text. A cell in quotes may hold tabs, line ends and doubled quotes. */
export function readText(text: string): string[][] {
  const all = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= all.length) {
    const quoted = all[at] === '"' ? /^"((?:[^"]|"")*)"(?=\t|\n|$)/.exec(all.slice(at)) : null;
    let end: number;
    let cell: string;
    if (quoted) {
      end = at + quoted[0].length;
      cell = (quoted[1] ?? '').replaceAll('""', '"');
    } else {
      const stop = all.slice(at).search(/[\t\n]/);
      end = stop < 0 ? all.length : at + stop;
      cell = all.slice(at, end);
    }
    rows.at(-1)?.push(cell);
    if (all[end] === '\n') rows.push([]);
    at = end + 1;
  }
  return rows;
}

/** Items of a list out of a text: a row of cells or a line each, without the sign before it. */
export const readItems = (text: string): string[] =>
  readText(text)
    .map((row) => row.map((cell) => cell.trim()).filter(Boolean).join(' '))
    .map((each) => each.replace(/^(?:[-–•·*▪◦‣]|\d{1,2}[.)])\s+/, ''))
    .filter(Boolean);

export function writeText(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}

/** The first table of a page, with the marks of its cells, or null. A cell over several columns or rows leaves the others empty. */
export function readHtml(html: string): string[][] | null {
  if (!/<table/i.test(html)) return null;
  const page = new DOMParser().parseFromString(html, 'text/html');
  const table = page.querySelector('table');
  if (!table) return null;
  const weights = weightsOf(page);
  const rows: string[][] = [];
  for (const [y, line] of [...table.querySelectorAll('tr')].entries()) {
    if (line.closest('table') !== table) continue;
    const row = (rows[y] ??= []);
    let x = 0;
    for (const cell of line.querySelectorAll<HTMLTableCellElement>(':scope > td, :scope > th')) {
      while (row[x] !== undefined) x += 1;
      const wide = spanOf(cell, 'colspan');
      const high = spanOf(cell, 'rowspan');
      for (let down = 0; down < high; down += 1) {
        for (let right = 0; right < wide; right += 1) {
          const below = (rows[y + down] ??= []);
          below[x + right] = down || right ? '' : richOf(cell, weights);
        }
      }
      x += wide;
    }
  }
  const width = Math.max(0, ...rows.map((row) => row.length));
  return width ? rows.map((row) => Array.from({ length: width }, (_, x) => row[x] ?? '')) : null;
}

/** Words with bold, a list or a link that are no table: one card where they are one cell or hold a list, else one for each line. */
export function readRich(html: string, text: string): string[][] | null {
  const rich = richFromHtml(html);
  if (rich === null) return null;
  const rows = readText(text);
  const one = rich.split('\n').some((each) => each.startsWith(ITEM)) || (rows.length === 1 && rows[0]?.length === 1);
  return one ? [[rich]] : rich.split('\n').map((each) => [each]);
}

/** Cells as a spreadsheet gives them: a page that is nothing but a table, or one cell that says where it is from; else null. */
export function readCells(html: string, text: string): string[][] | null {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const table = page.querySelector('table');
  const said = (node: Element | null): string => (node?.textContent ?? '').replace(/\s+/g, '');
  if (table) return said(table) === said(page.body) ? readHtml(html) : null;
  if (!page.querySelector('[data-sheets-value], [data-sheets-root], google-sheets-html-origin')) return null;
  const rich = richFromHtml(html);
  return rich === null ? readText(text) : [[rich]];
}

const spanOf = (cell: Element, name: string): number => Math.min(1000, Math.max(1, Number(cell.getAttribute(name)) || 1));

const safe = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const partOf = (part: Inline): string => {
  if (part.type === 'text') return safe(part.text);
  const inside = part.inside.map(partOf).join('');
  return part.type === 'bold' ? `<b>${inside}</b>` : `<a href="${safe(part.href)}">${inside}</a>`;
};

/** A line end that Excel keeps in its cell, where a plain one would begin another. */
const LINE_END = '<br style="mso-data-placement:same-cell">';
/** What a spreadsheet would take for a formula it is told to take for text. */
const AS_TEXT = ` style="mso-number-format:'\\@'"`;

/** The marks of cards as other programs have them. */
export function writeHtml(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const lines = blocks(text).map((block) => (block.type === 'item' ? ITEM : '') + block.inside.map(partOf).join(''));
    return `<td${/^[=+\-@]/.test(text) ? AS_TEXT : ''}>${lines.join(LINE_END)}</td>`;
  };
  return `<meta charset="utf-8"><table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}
