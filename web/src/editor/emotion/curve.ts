/**
 * Geometry of the emotion curve: from values −2…+2 at column centres to SVG paths. The line is a
 * monotone cubic (Fritsch & Carlson 1980), so it never swings past a value nobody gave.
 */
export interface Point {
  x: number;
  y: number;
}

/** Height of a value in a lane of this height, with room for a face above and below. */
export function heightOf(value: number, height: number, margin: number): number {
  return margin + ((2 - value) / 4) * (height - 2 * margin);
}

/** The whole value nearest to a height: the inverse of `heightOf`, for a click. */
export function valueAt(y: number, height: number, margin: number): number {
  const value = 2 - ((y - margin) / (height - 2 * margin)) * 4;
  return Math.max(-2, Math.min(2, Math.round(value)));
}

/** A smooth path through the points in order; a single point gives an empty path. */
export function curve(points: readonly Point[]): string {
  const first = points[0];
  if (!first || points.length < 2) return '';
  const slopes = tangents(points);
  let path = `M${num(first.x)},${num(first.y)}`;
  for (let at = 1; at < points.length; at += 1) {
    const from = points[at - 1] as Point;
    const to = points[at] as Point;
    const third = (to.x - from.x) / 3;
    const leave = from.y + third * (slopes[at - 1] ?? 0);
    const arrive = to.y - third * (slopes[at] ?? 0);
    path += `C${num(from.x + third)},${num(leave)} ${num(to.x - third)},${num(arrive)} ${num(to.x)},${num(to.y)}`;
  }
  return path;
}

/** A closed area between an upper and a lower line over the same columns. */
export function band(upper: readonly Point[], lower: readonly Point[]): string {
  if (upper.length < 2) return '';
  const back = curve([...lower].reverse()).replace(/^M/, 'L');
  return `${curve(upper)}${back}Z`;
}

/**
 * Cuts a row of optional values into runs without gaps: a missing value is never drawn over.
 * `bridge` names columns (ghosts) that hold no value but break nothing.
 */
export function runs<T>(
  values: readonly (T | null)[],
  bridge: (index: number) => boolean = () => false,
): { index: number; value: T }[][] {
  const out: { index: number; value: T }[][] = [];
  let run: { index: number; value: T }[] = [];
  values.forEach((value, index) => {
    if (value !== null) {
      run.push({ index, value });
    } else if (!bridge(index) && run.length) {
      out.push(run);
      run = [];
    }
  });
  if (run.length) out.push(run);
  return out;
}

function tangents(points: readonly Point[]): number[] {
  const slopes: number[] = [];
  for (let at = 1; at < points.length; at += 1) {
    const from = points[at - 1] as Point;
    const to = points[at] as Point;
    slopes.push(to.x === from.x ? 0 : (to.y - from.y) / (to.x - from.x));
  }
  const tangent = points.map((_, at) => {
    const before = slopes[at - 1];
    const after = slopes[at];
    if (before === undefined) return after ?? 0;
    if (after === undefined) return before;
    return before * after <= 0 ? 0 : (before + after) / 2;
  });
  slopes.forEach((slope, at) => {
    if (slope === 0) {
      tangent[at] = 0;
      tangent[at + 1] = 0;
      return;
    }
    const a = (tangent[at] ?? 0) / slope;
    const b = (tangent[at + 1] ?? 0) / slope;
    const length = Math.hypot(a, b);
    if (length > 3) {
      tangent[at] = ((3 * a) / length) * slope;
      tangent[at + 1] = ((3 * b) / length) * slope;
    }
  });
  return tangent;
}

const num = (value: number): string => String(Math.round(value * 10) / 10);
