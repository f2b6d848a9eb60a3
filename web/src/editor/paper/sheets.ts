/** Cutting a wide map into sheets of paper: whole phases where they fit, never more columns than can be read. */
import type { Column, Grid, PhaseSpan } from '../grid';

export const COLUMNS_PER_SHEET = 9;

export function sheets(grid: Grid, most = COLUMNS_PER_SHEET): Grid[] {
  const pieces = grid.spans.flatMap((span) => split(span, most));
  const out: Grid[] = [];
  let taken: PhaseSpan[] = [];
  const flush = (): void => {
    const first = taken[0];
    const last = taken.at(-1);
    if (!first || !last) return;
    const columns = grid.columns.slice(first.start, last.start + last.span).map(shared);
    const spans = taken.map((span) => ({ ...span, start: span.start - first.start }));
    out.push({ ...grid, columns, spans, part: { whole: grid, from: first.start } });
    taken = [];
  };
  for (const piece of pieces) {
    const width = taken.reduce((sum, span) => sum + span.span, 0);
    if (width + piece.span > most) flush();
    taken.push(piece);
  }
  flush();
  return out;
}

/** On paper all columns are of one width: one that was made wide on a screen would push others off the sheet. */
const shared = (column: Column): Column =>
  column.type === 'touchpoint' && column.touchpoint.width ? { ...column, touchpoint: { ...column.touchpoint, width: null } } : column;

/** A phase that is wider than a sheet, in parts of about the same width. */
function split(span: PhaseSpan, most: number): PhaseSpan[] {
  const parts = Math.max(1, Math.ceil(span.span / most));
  const width = Math.ceil(span.span / parts);
  return Array.from({ length: parts }, (_, at) => ({
    ...span,
    start: span.start + at * width,
    span: Math.min(width, span.span - at * width),
  })).filter((part) => part.span > 0);
}
