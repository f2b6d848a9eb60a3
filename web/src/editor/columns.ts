/** How wide columns are, and which cards reach over several of them (SPEC R26). */
import type { Cell } from '$/journey/records';
import { cardsAt, type Column, type Grid } from './grid';

/** Pixels of a folded phase. */
export const FOLDED = 44;
export const WIDTHS = { low: 60, high: 800 };
export const HEIGHTS = { low: 24, high: 2000 };
/** Lower than this, words at the points of the emotion curve would lie over each other. */
export const CURVE_LOW = 110;
/** How high the lane of the curve is by itself: with nothing in it, with one curve, and with several. */
export const CURVE_BARE = 96;
export const CURVE_USUAL = 196;
export const CURVE_MANY = 236;

/** A column's own width in pixels; null when it shares what is left with the others. */
export function ownWidth(column: Column): number | null {
  if (column.type === 'collapsed') return FOLDED;
  return column.type === 'touchpoint' ? (column.touchpoint.width ?? null) : null;
}

/** The width of a column in the style of a row; `--wide-column` is an equal share of what is left. */
export function trackOf(column: Column): string {
  const own = ownWidth(column);
  return own === null ? 'var(--wide-column)' : `${own}px`;
}

/** Pixels of every column in a row of so many pixels. */
export function widthsOf(columns: readonly Column[], total: number): number[] {
  const own = columns.map(ownWidth);
  const fixed = own.reduce((sum: number, width) => sum + (width ?? 0), 0);
  const shares = own.filter((width) => width === null).length;
  return own.map((width) => width ?? (total - fixed) / Math.max(1, shares));
}

/** The middles of the columns in pixels, for what is drawn over all of them. */
export function middlesOf(columns: readonly Column[], total: number): number[] {
  let left = 0;
  return widthsOf(columns, total).map((width) => {
    left += width;
    return left - width / 2;
  });
}

/** Where each column lies in a row of so many pixels, after what stands before them. */
export function stretchesOf(columns: readonly Column[], total: number, before: number): { x: number; width: number }[] {
  let x = before;
  return widthsOf(columns, total).map((width) => {
    const at = { x, width };
    x += width;
    return at;
  });
}

/** A card over several columns: first and last index, both included, and how many bars lie above it. */
export interface Bar {
  cell: Cell;
  start: number;
  end: number;
  level: number;
  /** It began on the sheet before this one, or goes on on the next. */
  before?: boolean;
  after?: boolean;
}

/**
 * The bars of a lane over what is shown. A folded phase is one column; a card that begins and ends
 * in it is not seen. Bars lie as high as they can without touching another.
 */
export function barsOf(grid: Grid, lane: string): Bar[] {
  if (grid.part) return within(barsOf(grid.part.whole, lane), grid.part.from, grid.columns.length);
  const cells = grid.spanning.get(lane);
  if (!cells) return [];
  const index = new Map(grid.columns.map((column, at) => [column.key, at]));
  const found = cells.flatMap((cell) => {
    const [from, to] = [grid.places.get(cell.touchpoint), grid.places.get(cell.span ?? '')];
    if (!from || !to || to.rank <= from.rank) return [];
    const start = index.get(from.column);
    const end = index.get(to.column) ?? grid.columns.length - 1;
    return start === undefined || end <= start ? [] : [{ cell, start, end, level: 0 }];
  });
  found.sort((a, b) => a.start - b.start);
  const ends: number[] = [];
  for (const bar of found) {
    const free = ends.findIndex((end) => end < bar.start);
    bar.level = free < 0 ? ends.length : free;
    ends[bar.level] = bar.end;
  }
  return found;
}

/** The bars over some of the columns, cut at both sides and on the levels they have on the whole. */
function within(bars: readonly Bar[], from: number, count: number): Bar[] {
  const last = from + count - 1;
  return bars
    .filter((bar) => bar.start <= last && bar.end >= from)
    .map((bar) => ({
      ...bar,
      start: Math.max(bar.start, from) - from,
      end: Math.min(bar.end, last) - from,
      before: bar.start < from,
      after: bar.end > last,
    }));
}

export const levelsOf = (bars: readonly Bar[]): number => bars.reduce((most, bar) => Math.max(most, bar.level + 1), 0);

/** What one column has of a lane's bars. */
export interface Stack {
  /** Bars that begin here. */
  bars: Bar[];
  /** How many levels the bars over this column take: its other cards come below. */
  under: number;
}

export function stacksOf(grid: Grid, bars: readonly Bar[]): Stack[] {
  return grid.columns.map((_, at) => {
    const over = bars.filter((bar) => bar.start <= at && at <= bar.end);
    return {
      bars: over.filter((bar) => bar.start === at),
      under: over.reduce((most, bar) => Math.max(most, bar.level + 1), 0),
    };
  });
}

/** The width of a bar in the style of its row, without the padding of its columns. */
export function reachOf(grid: Grid, bar: Bar): string {
  const parts = grid.columns.slice(bar.start, bar.end + 1);
  const own = parts.map(ownWidth);
  const shares = own.filter((width) => width === null).length;
  const fixed = own.reduce((sum: number, width) => sum + (width ?? 0), 0);
  return `calc(${shares} * var(--wide-column) + ${fixed - 12}px)`;
}

/** The cards of a position that are not bars. */
export function besideBars(grid: Grid, lane: string, touchpoint: string, bars: readonly Bar[]): ReturnType<typeof cardsAt> {
  const cards = cardsAt(grid, lane, touchpoint);
  if (bars.length === 0) return cards;
  const own = new Set(bars.map((bar) => bar.cell.id));
  return cards.filter((card) => !own.has(card.id));
}
