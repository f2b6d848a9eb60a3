/** Which names fit what is being written, and what the text becomes when one is taken. Pure. */
import { plain } from '$/journey/finding';

const MOST = 6;

/** The piece of a name before the caret: since the last line end or comma. Null in the middle of a word. */
export function pieceAt(text: string, caret: number): { from: number; text: string } | null {
  if (/^[^\n,]*\S/.test(text.slice(caret))) return null;
  const from = Math.max(text.lastIndexOf('\n', caret - 1), text.lastIndexOf(',', caret - 1)) + 1;
  const begin = from + (/^\s*(?:- )?/.exec(text.slice(from, caret))?.[0].length ?? 0);
  const piece = text.slice(begin, caret);
  return piece.trim() === '' ? null : { from: begin, text: piece };
}

/** Those that begin with the piece before those that hold it further on; none when it is a name already. */
export function fitting(names: readonly string[], piece: string): string[] {
  const wanted = plain(piece.trim());
  const found = names.map((name) => ({ name, plain: plain(name) })).filter((each) => each.plain.includes(wanted));
  if (found.some((each) => each.plain === wanted)) return [];
  const rank = (each: { plain: string }): number => (each.plain.startsWith(wanted) ? 0 : each.plain.includes(` ${wanted}`) ? 1 : 2);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, MOST).map(({ name }) => name);
}

export function taken(text: string, caret: number, name: string): { text: string; caret: number } {
  const from = pieceAt(text, caret)?.from ?? caret;
  return { text: text.slice(0, from) + name + text.slice(caret), caret: from + name.length };
}
