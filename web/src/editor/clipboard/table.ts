/** Tables as spreadsheets put them on the clipboard: tab-separated text with quoted cells, and HTML. */

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

export function writeText(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}

/** The first table of a page, or null. A cell over several columns or rows leaves the others empty. */
export function readHtml(html: string): string[][] | null {
  if (!/<table/i.test(html)) return null;
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return null;
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
          below[x + right] = down || right ? '' : linesOf(cell);
        }
      }
      x += wide;
    }
  }
  const width = Math.max(0, ...rows.map((row) => row.length));
  return width ? rows.map((row) => Array.from({ length: width }, (_, x) => row[x] ?? '')) : null;
}

/** Cells as a spreadsheet gives them: a page that is nothing but a table, or one cell that says where it is from; else null. */
export function readCells(html: string, text: string): string[][] | null {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const table = page.querySelector('table');
  const said = (node: Element | null): string => (node?.textContent ?? '').replace(/\s+/g, '');
  if (table) return said(table) === said(page.body) ? readHtml(html) : null;
  return page.querySelector('[data-sheets-value], [data-sheets-root], google-sheets-html-origin') ? readText(text) : null;
}

const spanOf = (cell: Element, name: string): number => Math.min(1000, Math.max(1, Number(cell.getAttribute(name)) || 1));

const BLOCKS = new Set(['P', 'DIV', 'LI', 'H1', 'H2', 'H3', 'H4']);

/** Text with line ends where the page shows them. */
function linesOf(cell: Node): string {
  return textOf(cell)
    .replace(new RegExp(`(?: *${EDGE} *)+`, 'g'), '\n')
    .replace(/ *\n */g, '\n')
    .trim();
}

/** Where a paragraph begins or ends; two that meet are one line end. */
const EDGE = '\uE000';

function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.nodeValue ?? '').replace(/[\s\u00a0]+/g, ' ');
  if (node.nodeName === 'BR') return '\n';
  if (node.nodeName === 'STYLE' || node.nodeName === 'SCRIPT') return '';
  const inside = [...node.childNodes].map(textOf).join('');
  return BLOCKS.has(node.nodeName) ? `${EDGE}${inside}${EDGE}` : inside;
}

export function writeHtml(rows: readonly (readonly string[])[]): string {
  const safe = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
  const lines = rows.map((row) => `<tr>${row.map((text) => `<td>${safe(text)}</td>`).join('')}</tr>`);
  return `<meta charset="utf-8"><table>${lines.join('')}</table>`;
}
