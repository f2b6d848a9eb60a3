/** What the toolbar and its keys do to a text with a selection: pure, text in, text out. */
import { ITEM, safeAddress } from './rich';

export interface Selected {
  text: string;
  from: number;
  to: number;
}

/** Makes the selection bold, or takes its stars away. Without a selection: the word one stands in. */
export function bold({ text, from, to }: Selected): Selected {
  const [start, end] = from === to ? wordAt(text, from) : tightened(text, from, to);
  if (text.slice(start - 2, start) === '**' && text.slice(end, end + 2) === '**') {
    return { text: text.slice(0, start - 2) + text.slice(start, end) + text.slice(end + 2), from: start - 2, to: end - 2 };
  }
  const chosen = text.slice(start, end);
  if (chosen.includes('\n')) return boldLines(text, start, end);
  if (chosen.length > 4 && chosen.startsWith('**') && chosen.endsWith('**')) {
    return { text: text.slice(0, start) + chosen.slice(2, -2) + text.slice(end), from: start, to: end - 4 };
  }
  return { text: `${text.slice(0, start)}**${text.slice(start, end)}**${text.slice(end)}`, from: start + 2, to: end + 2 };
}

const partsOf = (text: string): { mark: string; words: string }[] =>
  text.split('\n').map((each) => {
    const mark = /^(?:- )?\s*/.exec(each)?.[0] ?? '';
    return { mark, words: each.slice(mark.length).trimEnd() };
  });

/** Whether every line is bold from its beginning to its end. */
export const isAllBold = (text: string): boolean => partsOf(text).every(({ words }) => words === '' || /^\*\*(?:(?!\*\*).)+\*\*$/.test(words));

/** Every line bold, or nothing. */
export const emboldened = (text: string, on: boolean): string =>
  partsOf(text)
    .map(({ mark, words }) => {
      const bare = words.replaceAll('**', '');
      return mark + (on && bare ? `**${bare}**` : bare);
    })
    .join('\n');

/** A mark never crosses a line: each line gets its own, or loses it when all had one. */
function boldLines(text: string, start: number, end: number): Selected {
  const chosen = text.slice(start, end);
  const next = emboldened(chosen, !isAllBold(chosen));
  return { text: text.slice(0, start) + next + text.slice(end), from: start, to: start + next.length };
}

/** Makes every selected line an item of a list, or plain lines again when all were items. */
export function list({ text, from, to }: Selected): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const after = text.indexOf('\n', Math.max(start, to));
  const end = after < 0 ? text.length : after;
  const lines = text.slice(start, end).split('\n');
  const all = lines.every((line) => line.startsWith(ITEM));
  const next = lines.map((line) => (all ? line.slice(ITEM.length) : line.startsWith(ITEM) ? line : ITEM + line)).join('\n');
  const moved = all ? -ITEM.length : lines[0]?.startsWith(ITEM) ? 0 : ITEM.length;
  const written = text.slice(0, start) + next + text.slice(end);
  const last = Math.max(start, to + next.length - (end - start));
  return { text: written, from: from === to ? last : Math.max(start, from + moved), to: last };
}

/** Makes the selection a link. An address becomes the address of it, other words its words. */
export function link({ text, from, to }: Selected): Selected {
  const chosen = text.slice(from, to).replace(/\s*\n\s*/g, ' ');
  const address = safeAddress(chosen);
  if (address) {
    const made = `[${chosen}](${address})`;
    return { text: text.slice(0, from) + made + text.slice(to), from: from + 1, to: from + 1 + chosen.length };
  }
  const begin = 'https://';
  const made = `[${chosen}](${begin})`;
  const at = from + chosen.length + 3 + begin.length;
  if (chosen === '') return { text: text.slice(0, from) + made + text.slice(to), from: from + 1, to: from + 1 };
  return { text: text.slice(0, from) + made + text.slice(to), from: at, to: at };
}

/** A pasted address on selected words makes them a link; null when it is something else. */
export function linked({ text, from, to }: Selected, pasted: string): Selected | null {
  const address = safeAddress(pasted);
  const chosen = text.slice(from, to);
  if (!address || chosen.trim() === '' || /[\n[\]]/.test(chosen) || safeAddress(chosen)) return null;
  const made = `[${chosen}](${address})`;
  return { text: text.slice(0, from) + made + text.slice(to), from: from + made.length, to: from + made.length };
}

/** A new line inside a list goes on with the list; on an empty item it ends it. */
export function newLine({ text, from, to }: Selected): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const line = text.slice(start, from);
  if (line === ITEM && from === to) {
    return { text: text.slice(0, start) + text.slice(to), from: start, to: start };
  }
  const begin = line.startsWith(ITEM) ? `\n${ITEM}` : '\n';
  return { text: text.slice(0, from) + begin + text.slice(to), from: from + begin.length, to: from + begin.length };
}

function wordAt(text: string, at: number): [number, number] {
  const before = /[\p{L}\p{N}'’-]*$/u.exec(text.slice(0, at))?.[0].length ?? 0;
  const after = /^[\p{L}\p{N}'’-]*/u.exec(text.slice(at))?.[0].length ?? 0;
  return [at - before, at + after];
}

/** The selection without the white space at its ends. */
function tightened(text: string, from: number, to: number): [number, number] {
  const chosen = text.slice(from, to);
  const lead = chosen.length - chosen.trimStart().length;
  const tail = chosen.length - chosen.trimEnd().length;
  return lead === chosen.length ? [from, to] : [from + lead, to - tail];
}
