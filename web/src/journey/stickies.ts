/** Sticky notes of a workshop: loose thoughts beside the map, voted on with dots, and put on the map as cards. */
import { addCard } from './cards';
import { put, remove, type Change } from './document';
import { set } from './edits';
import { get, mapRecord, ofKind } from './queries';
import { newId, type MapDocument, type Sticky } from './records';
import { lines } from './typed';

export const NOTE = { width: 176, height: 132, gap: 16, most: 20_000 };
export const VOTES_EACH = 5;
const MOST_VOTES = 500;

/** Notes as one reads them: from above, then from the left. */
export const stickies = (document: MapDocument): Sticky[] =>
  ofKind(document, 'sticky').sort((a, b) => a.y - b.y || a.x - b.x || (a.id < b.id ? -1 : 1));

export const byVotes = (notes: readonly Sticky[]): Sticky[] =>
  [...notes].sort((a, b) => (b.votes?.length ?? 0) - (a.votes?.length ?? 0));

export interface Wanted {
  text: string;
  x: number;
  y: number;
  by: string;
  colour?: string | null;
}

const inside = (value: number): number => Math.max(0, Math.min(NOTE.most, Math.round(value)));

export function addSticky(wanted: Wanted): { id: string; changes: Change[] } {
  const id = newId('sticky');
  const place = { x: inside(wanted.x), y: inside(wanted.y) };
  const record = { id, kind: 'sticky' as const, text: lines(wanted.text), ...place, colour: wanted.colour ?? null };
  return { id, changes: [put({ ...record, votes: [], by: wanted.by })] };
}

/** The first place where a new note covers no other, row by row in a strip of this width. */
export function freePlace(document: MapDocument, width: number): { x: number; y: number } {
  const notes = ofKind(document, 'sticky');
  const stepX = NOTE.width + NOTE.gap;
  const stepY = NOTE.height + NOTE.gap;
  const columns = Math.max(1, Math.floor((width - NOTE.gap) / stepX));
  for (let at = 0; at <= notes.length * 4; at += 1) {
    const x = NOTE.gap + (at % columns) * stepX;
    const y = NOTE.gap + Math.floor(at / columns) * stepY;
    const free = notes.every((note) => Math.abs(note.x - x) >= NOTE.width || Math.abs(note.y - y) >= NOTE.height);
    if (free && y <= NOTE.most) return { x, y };
  }
  return { x: NOTE.gap, y: NOTE.gap };
}

export const moveSticky = (document: MapDocument, id: string, x: number, y: number): Change[] =>
  set(document, id, { x: inside(x), y: inside(y) });

/** Writes a note; an emptied one goes away. */
export function writeSticky(document: MapDocument, id: string, text: string): Change[] {
  const clean = lines(text);
  return clean === '' ? removeSticky(document, id) : set(document, id, { text: clean });
}

export const removeSticky = (document: MapDocument, id: string): Change[] =>
  get(document, 'sticky', id) ? [remove(id)] : [];

// --- dots ---------------------------------------------------------------------------------------

const given = (votes: readonly string[] | undefined, me: string): number => (votes ?? []).filter((name) => name === me).length;

export const votesOf = (note: Sticky, me: string): number => given(note.votes, me);

/** How many dots a person may still give on this map. */
export function votesLeft(document: MapDocument, me: string): number {
  const each = mapRecord(document)?.votes_each ?? VOTES_EACH;
  return Math.max(0, each - ofKind(document, 'sticky').reduce((sum, note) => sum + given(note.votes, me), 0));
}

/** One more dot of mine, while I have one left. */
export function vote(document: MapDocument, id: string, me: string): Change[] {
  const note = get(document, 'sticky', id);
  if (!note || votesLeft(document, me) === 0 || (note.votes?.length ?? 0) >= MOST_VOTES) return [];
  return set(document, id, { votes: [...(note.votes ?? []), me] });
}

/** Takes one of my own dots back; those of others stay. */
export function unvote(document: MapDocument, id: string, me: string): Change[] {
  const votes = get(document, 'sticky', id)?.votes ?? [];
  const at = votes.lastIndexOf(me);
  return at < 0 ? [] : set(document, id, { votes: votes.filter((_, index) => index !== at) });
}

/** Takes all of my own dots back. */
export const clearVotes = (document: MapDocument, me: string): Change[] =>
  ofKind(document, 'sticky').flatMap((note) => set(document, note.id, { votes: (note.votes ?? []).filter((name) => name !== me) }));

/** A note becomes a card; in a lane of cells it keeps its colour. */
export function placeSticky(document: MapDocument, id: string, lane: string, touchpoint: string): Change[] {
  const note = get(document, 'sticky', id);
  if (!note?.text || !get(document, 'lane', lane) || !get(document, 'touchpoint', touchpoint)) return [];
  const made = addCard(document, lane, touchpoint, note.text).changes.map((change) =>
    change.op === 'put' && change.record.kind === 'cell' ? put({ ...change.record, colour: note.colour ?? null }) : change,
  );
  return [...made, remove(id)];
}
