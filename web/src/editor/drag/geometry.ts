/**
 * Where the grid's columns and rows lie, read once when a drag begins and again after scrolling, so that
 * a frame of dragging is arithmetic only. Everything is in pixels of the window.
 */
export interface Stretch {
  low: number;
  high: number;
}

export interface Geometry {
  /** Columns 1… of the grid, at their index minus one. */
  columns: Stretch[];
  /** Rows 2… of the grid (the lanes), at their index minus two. */
  rows: Stretch[];
  /** Right edge of the lane names and lower edge of the touchpoints: what lies beneath is covered. */
  left: number;
  top: number;
  /** The grid's own outline. */
  right: number;
  bottom: number;
}

export function measure(root: HTMLElement): Geometry {
  const stretch = (element: Element, across: boolean): Stretch => {
    const box = element.getBoundingClientRect();
    return across ? { low: box.left, high: box.right } : { low: box.top, high: box.bottom };
  };
  const heads = [...root.querySelectorAll<HTMLElement>('[data-row="1"][data-col]')];
  const names = [...root.querySelectorAll<HTMLElement>('[data-col="0"][data-row]')];
  const corner = heads.shift()?.getBoundingClientRect();
  const whole = root.getBoundingClientRect();
  const columns = heads.map((head) => stretch(head, true));
  return {
    columns,
    rows: names.filter((name) => Number(name.dataset.row) > 1).map((name) => stretch(name, false)),
    left: corner?.right ?? whole.left,
    top: corner?.bottom ?? whole.top,
    // the element is as wide as the window onto it; its rows are wider
    right: Math.max(whole.right, columns.at(-1)?.high ?? whole.right),
    bottom: whole.bottom,
  };
}

/** The stretch a point lies in, or the nearest end of the row of stretches; -1 when there is none. */
export function within(stretches: readonly Stretch[], at: number): number {
  if (stretches.length === 0) return -1;
  const found = stretches.findIndex((each) => at < each.high);
  return found < 0 ? stretches.length - 1 : found;
}

/** Before which of the stretches a point would put something: past the middle is behind it. */
export function gapAt(stretches: readonly Stretch[], at: number): number {
  const found = stretches.findIndex((each) => at < (each.low + each.high) / 2);
  return found < 0 ? stretches.length : found;
}
