import { duration, NONE, number } from '$/i18n/formats';

/** A difference of two shares in percentage points, with its sign: "+4,2". */
export function pointsOf(difference: number | null | undefined): string {
  if (difference === null || difference === undefined || Number.isNaN(difference)) return NONE;
  const points = Math.round(difference * 1000) / 10;
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${number(Math.abs(points), 1)}`;
}

/** An interval of such a difference. */
export const pointsRange = (interval: readonly [number, number] | null | undefined): string =>
  interval ? `${pointsOf(interval[0])} … ${pointsOf(interval[1])}` : NONE;

/** A p or q; below a thousandth only that it is. */
export function chanceOf(chance: number | null | undefined): string {
  if (chance === null || chance === undefined) return NONE;
  return chance < 0.001 ? `< ${number(0.001, 3)}` : number(chance, 3);
}

/** A difference of two times, with its sign: "−1,7 min". */
export function laterBy(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return NONE;
  return `${seconds > 0 ? '+' : seconds < 0 ? '−' : ''}${duration(Math.abs(seconds))}`;
}
