/** Two texts word by word: what stayed, what went and what came. */
export interface Piece {
  op: 'same' | 'removed' | 'added';
  text: string;
}

/** More words than this on either side are not compared one by one. */
const MOST = 1200;

/** The pieces of both texts in reading order; those that are `same` or `added` spell the new text. */
export function wordsApart(before: string, after: string): Piece[] {
  const [old, now] = [cut(before), cut(after)];
  if (old.length > MOST || now.length > MOST) return whole(before, after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return joined([
    { op: 'same', text: old.slice(0, start).join('') },
    ...middle,
    { op: 'same', text: old.slice(old.length - end).join('') },
  ]);
}

/** Words, and the spaces and signs between them. */
const cut = (text: string): string[] => text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];

const whole = (before: string, after: string): Piece[] => joined([
  { op: 'removed', text: before },
  { op: 'added', text: after },
]);

/** By the longest common part (dynamic programming); what went stands before what came. */
function between(old: readonly string[], now: readonly string[]): Piece[] {
  const width = now.length + 1;
  const length = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => length[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      length[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      pieces.push({ op: 'same', text: old[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ op: 'removed', text: old[i] ?? '' });
      i += 1;
    } else {
      pieces.push({ op: 'added', text: now[j] ?? '' });
      j += 1;
    }
  }
  return calmed(pieces);
}

/** A lone space that stayed between words that did not is no island: it goes with both. */
function calmed(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let [gone, come] = ['', ''];
  const settle = (): void => {
    out.push({ op: 'removed', text: gone }, { op: 'added', text: come });
    [gone, come] = ['', ''];
  };
  pieces.forEach((piece, at) => {
    if (piece.op === 'removed') gone += piece.text;
    else if (piece.op === 'added') come += piece.text;
    else if (/^\s+$/.test(piece.text) && pieces[at - 1] && pieces[at - 1]?.op !== 'same' && pieces[at + 1] && pieces[at + 1]?.op !== 'same') {
      gone += piece.text;
      come += piece.text;
    } else {
      settle();
      out.push(piece);
    }
  });
  settle();
  return out;
}

function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (piece.text === '') continue;
    if (last?.op === piece.op) out[out.length - 1] = { ...last, text: last.text + piece.text };
    else out.push(piece);
  }
  return out;
}
