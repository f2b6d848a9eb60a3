/** The colours of people: few, and the same everywhere. */

/** How many there are. */
export const TINTS = 8;

/** A colour by name, so that somebody has the same one on every screen. */
export function tintOf(name: string): number {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % TINTS;
}
