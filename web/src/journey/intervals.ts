/** Uncertainty of a share. The server gives intervals with its numbers; this is for a share made of two of them. */
import type { Interval } from './measures';

const Z = 1.959963984540054;

/** 95 % interval of a share `part`/`whole` after Wilson (1927); null without a whole. */
export function wilson(part: number, whole: number): Interval | null {
  if (whole <= 0) return null;
  const share = part / whole;
  const z2 = (Z * Z) / whole;
  const middle = share + z2 / 2;
  const width = Z * Math.sqrt((share * (1 - share)) / whole + z2 / (4 * whole));
  const ends: Interval = [(middle - width) / (1 + z2), (middle + width) / (1 + z2)];
  return [part === 0 ? 0 : ends[0], part === whole ? 1 : ends[1]];
}
