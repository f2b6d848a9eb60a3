/**
 * What a person typed or pasted, as the map takes it (SPEC R4, R5): the map refuses control characters,
 * and a paste from a word processor brings them along.
 */

/** One line of at most so many characters. */
export const line = (text: string, most = 200): string =>
  [...text.replace(/\s*\p{Cc}+\s*/gu, ' ').trim()].slice(0, most).join('');

/** Text of several lines. */
export const lines = (text: string): string => text.replace(/[^\P{Cc}\t\n\r]+/gu, ' ').trim();
