/** What people say about records: threads, and the changes that make, answer and settle them. */
import { patch, put, remove, type Change } from './document';
import { ofKind } from './queries';
import { newId, type Comment, type MapDocument } from './records';

export interface Thread {
  readonly first: Comment;
  readonly answers: readonly Comment[];
}

const byTime = (a: Comment, b: Comment): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1);

/** Every thread of a map, or those about one record, the one begun last first. */
export function threads(document: MapDocument, target?: string): Thread[] {
  const all = ofKind(document, 'comment').sort(byTime);
  const answers = new Map<string, Comment[]>();
  for (const comment of all) {
    if (!comment.reply_to) continue;
    const list = answers.get(comment.reply_to);
    if (list) list.push(comment);
    else answers.set(comment.reply_to, [comment]);
  }
  return all
    .filter((comment) => !comment.reply_to && (target === undefined || comment.target === target))
    .map((first) => ({ first, answers: answers.get(first.id) ?? [] }))
    .reverse();
}

/** How many threads are open about each record. */
export function openCounts(document: MapDocument): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const comment of ofKind(document, 'comment')) {
    if (comment.reply_to || comment.resolved) continue;
    counts.set(comment.target, (counts.get(comment.target) ?? 0) + 1);
  }
  return counts;
}

const ends = (text: string, at: number): boolean => at >= text.length || !/[\p{L}\p{N}_]/u.test(text[at] ?? '');

/** Names that a text calls with an @, each once; of two that fit the longer is meant. */
export function mentionsIn(text: string, names: readonly string[]): string[] {
  const longest = [...names].sort((a, b) => b.length - a.length);
  const found = new Set<string>();
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const rest = text.slice(at + 1).toLowerCase();
    const name = longest.find((each) => rest.startsWith(each.toLowerCase()) && ends(rest, each.length));
    if (name) found.add(name);
  }
  return [...found].slice(0, 50);
}

/** A text in pieces: those that call somebody, and what stands between. */
export function calledIn(text: string, mentions: readonly string[]): { text: string; calls: boolean }[] {
  const longest = [...mentions].sort((a, b) => b.length - a.length);
  const pieces: { text: string; calls: boolean }[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const rest = text.slice(at + 1).toLowerCase();
    const name = longest.find((each) => rest.startsWith(each.toLowerCase()) && ends(rest, each.length));
    if (!name || at < from) continue;
    pieces.push({ text: text.slice(from, at), calls: false }, { text: text.slice(at, at + 1 + name.length), calls: true });
    from = at + 1 + name.length;
  }
  return [...pieces, { text: text.slice(from), calls: false }].filter((piece) => piece.text !== '');
}

interface Said {
  by: string;
  text: string;
  names: readonly string[];
}

const comment = (target: string, said: Said, reply_to: string | null): Change =>
  put({
    id: newId('comment'),
    kind: 'comment',
    target,
    text: said.text.trim(),
    by: said.by,
    at: new Date().toISOString(),
    reply_to,
    resolved: false,
    resolved_by: null,
    mentions: mentionsIn(said.text, said.names),
  });

export const addComment = (target: string, said: Said): Change[] => (said.text.trim() ? [comment(target, said, null)] : []);

export const answer = (first: Comment, said: Said): Change[] => (said.text.trim() ? [comment(first.target, said, first.id)] : []);

export const rewrite = (old: Comment, text: string, names: readonly string[]): Change[] =>
  text.trim() && text.trim() !== old.text ? [patch(old.id, { text: text.trim(), mentions: mentionsIn(text, names) })] : [];

export const resolve = (first: Comment, resolved: boolean, by: string): Change[] => [
  patch(first.id, { resolved, resolved_by: resolved ? by : null }),
];

/** A comment with the answers to it. */
export const removeComment = (document: MapDocument, id: string): Change[] => [
  ...ofKind(document, 'comment')
    .filter((each) => each.reply_to === id)
    .map((each) => remove(each.id)),
  remove(id),
];
