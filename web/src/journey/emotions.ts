/** What is assumed of an emotion held against what was measured; the rule of the validation (`validate`). */
import type { Interval } from './measures';

/** Steps of the scale: an assumed emotion is one of these (SPEC R6). */
export const STEPS = [-2, -1, 0, 1, 2] as const;
/** An assumed emotion is a whole step, so measured values this close to it agree with it. */
export const SAME = 0.5;
/** Under so many scores a mean says little. */
export const FEW = 30;

export interface Felt {
  n: number;
  mean: number;
  interval: Interval | null;
}

/** Measured is better or worse than assumed, agrees with it, or the scores cannot tell. */
export type Verdict = 'better' | 'worse' | 'agrees' | 'unsure';

/** Null where one of the two is missing. They differ when no value of the interval is within half a step. */
export function verdict(assumed: number | null | undefined, felt: Felt | null | undefined): Verdict | null {
  if (assumed === null || assumed === undefined || !felt || felt.n === 0) return null;
  if (!felt.interval) return 'unsure';
  const low = felt.interval[0] - assumed;
  const high = felt.interval[1] - assumed;
  if (low > SAME) return 'better';
  if (high < -SAME) return 'worse';
  return low >= -SAME && high <= SAME ? 'agrees' : 'unsure';
}

/** The step nearest to a value. */
export const nearestStep = (value: number): number => Math.max(-2, Math.min(2, Math.round(value)));
