/** A logarithmic scale for waiting times: seconds and months fit on one line. */
export interface TimeScale {
  /** Place 0…1 of a number of seconds. */
  at: (seconds: number) => number;
  low: number;
  high: number;
}

const SHORTEST = 1;

export function timeScale(seconds: readonly (number | null | undefined)[]): TimeScale {
  const known = seconds.filter((value): value is number => typeof value === 'number' && value > 0);
  const low = Math.max(SHORTEST, Math.min(...known, Number.MAX_SAFE_INTEGER));
  const high = Math.max(low * 1.001, ...known);
  const from = Math.log(known.length ? low : SHORTEST);
  const width = Math.log(high) - from || 1;
  const at = (value: number): number =>
    Math.max(0, Math.min(1, (Math.log(Math.max(SHORTEST, value)) - from) / width));
  return { at, low, high };
}
