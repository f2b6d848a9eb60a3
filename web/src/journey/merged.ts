/** Two versions of one text put together, word by word, so that two people in one field both keep their words. */

/** Takes the place of `[from, to)` of what was there. */
export interface Hunk {
  from: number;
  to: number;
  text: string;
}

/** More words than this on both sides are compared by their ends only. */
const MOST_WORDS = 3000;

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/gu) ?? [];
/** What turns `old` into `wanted`, word by word, in the order of the text. */
export function hunks(old: string, wanted: string): Hunk[] {
  const a = wordsOf(old);
  const b = wordsOf(wanted);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const inA = a.slice(head, a.length - tail);
  const inB = b.slice(head, b.length - tail);
  const start = a.slice(0, head).join('').length;
  if (inA.length === 0 && inB.length === 0) return [];
  if (inA.length * inB.length > MOST_WORDS * MOST_WORDS) {
    return [{ from: start, to: start + inA.join('').length, text: inB.join('') }];
  }
  return between(inA, inB, start);
}

/** The longest common subsequence of two lists of words, read back as hunks. */
function between(a: string[], b: string[], start: number): Hunk[] {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: Hunk[] = [];
  let [i, j, place] = [0, 0, start];
  let open: Hunk | null = null;
  while (i < a.length || j < b.length) {
    const [mine, other] = [a[i] ?? '', b[j] ?? ''];
    if (i < a.length && j < b.length && mine === other) {
      open = null;
      place += mine.length;
      i += 1;
      j += 1;
      continue;
    }
    if (!open) found.push((open = { from: place, to: place, text: '' }));
    if (j < b.length && (i === a.length || at(i, j + 1) >= at(i + 1, j))) {
      open.text += other;
      j += 1;
    } else {
      place += mine.length;
      open.to = place;
      i += 1;
    }
  }
  return found;
}

/**
 * What two people made of one text, each without the other: what either took out is gone, what either
 * wrote is there.
 */
export function merged(base: string, mine: string, theirs: string): string {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const [ours, others] = [hunks(base, mine), hunks(base, theirs)];
  const places = [...new Set([...ours, ...others].flatMap((hunk) => [hunk.from, hunk.to]))].sort((x, y) => x - y);
  const written = (list: Hunk[], place: number): string => list.find((hunk) => hunk.from === place)?.text ?? '';
  const gone = (place: number): boolean => [...ours, ...others].some((hunk) => hunk.from <= place && place < hunk.to);
  let result = base.slice(0, places[0] ?? base.length);
  places.forEach((place, at) => {
    const [first, second] = [written(others, place), written(ours, place)];
    const apart = first && second && first !== second && !/\s$/u.test(first) && !/^\s/u.test(second);
    result += first === second ? first : `${first}${apart ? ' ' : ''}${second}`;
    if (!gone(place)) result += base.slice(place, places[at + 1] ?? base.length);
  });
  return result;
}

/** The same of two lists of single lines. */
export function mergedLists(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const lines = merged(base.join('\n'), mine.join('\n'), theirs.join('\n')).split('\n');
  return [...new Set(lines)].filter(Boolean);
}

/** What a form changes in a record that others may have written in meanwhile: of these texts both keep their words. */
export function mergedFields<T extends object>(began: T, mine: Partial<T>, now: T, texts: readonly (keyof T)[]): Partial<T> {
  const both = { ...mine };
  for (const field of texts) {
    const [before, own, other] = [began[field] ?? '', mine[field], now[field] ?? ''];
    if (typeof own === 'string') both[field] = merged(String(before), own, String(other)) as T[keyof T];
  }
  return both;
}
