import { NONE, number } from '$/i18n/formats';

/** A difference of two shares in percentage points, with its sign: "+4,2". */
export function pointsOf(difference: number | null | undefined): string {
  if (difference === null || difference === undefined || Number.isNaN(difference)) return NONE;
  const points = Math.round(difference * 1000) / 10;
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${number(Math.abs(points), 1)}`;
}

/** A p or q; below a thousandth only that it is. */
export const chanceOf = (chance: number): string => (chance < 0.001 ? `< ${number(0.001, 3)}` : number(chance, 3));
