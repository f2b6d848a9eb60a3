/** Shared text: as little of it touched as possible, so that two people in one field both keep their words. */
import type { Text } from 'yjs';
import { hunks, type Hunk } from '$/journey/merged';

/** The second half of a character that is written as two. */
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** Turns a shared text into another. */
export function retype(text: Text, wanted: string): void {
  const old = text.toString();
  for (const hunk of hunks(old, wanted).reverse()) {
    const { from, to, text: added } = trimmed(old.slice(hunk.from, hunk.to), hunk);
    if (to > from) text.delete(from, to - from);
    if (added) text.insert(from, added);
  }
}

/** A hunk without what begins and ends alike; never half a character. */
function trimmed(old: string, { from, to, text }: Hunk): Hunk {
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  while (head > 0 && (isLow(old.charCodeAt(head)) || isLow(text.charCodeAt(head)))) head -= 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  while (tail > 0 && (isLow(old.charCodeAt(old.length - tail)) || isLow(text.charCodeAt(text.length - tail)))) tail -= 1;
  return { from: from + head, to: to - tail, text: text.slice(head, text.length - tail) };
}
