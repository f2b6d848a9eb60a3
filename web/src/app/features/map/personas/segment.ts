/** A segment is a rule in words, as the command line knows it; here a condition is put behind what is written. Pure. */

export type Sign = '=' | '!=' | '>' | '<' | '~';
export const SIGNS: readonly Sign[] = ['=', '!=', '>', '<', '~'];

const WORD = /^[\p{L}\p{N}_][\p{L}\p{N}_:.-]*$/u;
/** Words that mean something in a rule, in both languages. */
const TAKEN = /^(?:and|en|or|of|not|niet|in|is|empty|leeg|between|tussen|like|lijkt)$/i;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export function condition(field: string, sign: Sign, value: string): string {
  const name = WORD.test(field) && !TAKEN.test(field) ? field : quoted(field);
  return `${name} ${sign} ${NUMBER.test(value) ? value : quoted(value)}`;
}

/** The rule with one more condition, that must hold too. */
export function narrowed(rule: string, next: string, and: string): string {
  const before = rule.trim();
  if (!before) return next;
  return `${/\b(?:or|of)\b/i.test(before) && !/^\([^()]*\)$/.test(before) ? `(${before})` : before} ${and} ${next}`;
}
