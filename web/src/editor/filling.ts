/**
 * A large map opens with the columns and lanes that are in sight; the others follow once those were painted, a few in
 * each frame, so that the page answers meanwhile. All of them are in the page soon after: for finding, for paper, for a
 * screen reader.
 */
import { flushSync } from 'svelte';
import { cardText } from '$/journey/cards';
import { ofKind } from '$/journey/queries';
import type { Lane } from '$/journey/records';
import { CURVE_BARE, CURVE_LOW, CURVE_USUAL } from './columns';
import type { Editor } from './editor.svelte';
import { cardsAt } from './grid';
import type { Place } from './roving';

/** Pixels of the narrowest column and the lowest lane that are usual; a guess too high costs a frame. */
const NARROW = 92;
const USUAL = 132;
const LOW = 44;
const LOW_IN_OVERVIEW = 24;
const FOLDED = 30;
/** A card has as many lines as its letters take at the least, and something around them. */
const CARD = { letters: { normal: 20, detail: 34 }, line: 18, around: 10, least: 28, apart: 4 };
/** Above and below the cards of a position. */
const PADDING = 12;
/** What stands left of the first column and above the first lane at the least. */
const BESIDE = 140;
const ABOVE = 160;
/** Frames that are left to what is in sight. */
const FIRST_FRAMES = 2;
/** Milliseconds of each frame in which it is drawn further. */
const EACH_FRAME = 30;

/** Before the first drawing: as many columns and lanes as the window may show. */
export function begin(editor: Editor): void {
  editor.drawn = Math.ceil((window.innerWidth - BESIDE) / (editor.view.compact ? NARROW : USUAL));
  editor.drawnRows = lanesIn(window.innerHeight - ABOVE, editor);
}

function lanesIn(height: number, editor: Editor): number {
  let left = height;
  const first = editor.grid.rows.findIndex((lane) => {
    left -= lowest(lane, editor);
    return left < 0;
  });
  return first < 0 ? Infinity : first + 1;
}

/** How low a lane can be, over the columns in sight. */
function lowest(lane: Lane, editor: Editor): number {
  if (lane.collapsed) return FOLDED;
  if (lane.type === 'emotion') {
    return lane.height ? Math.max(CURVE_LOW, lane.height) : ofKind(editor.document, 'emotion').length ? CURVE_USUAL : CURVE_BARE;
  }
  const { zoom } = editor.view;
  if (lane.height || zoom === 'overview') return lane.height ?? LOW_IN_OVERVIEW;
  const letters = CARD.letters[zoom];
  const heights = editor.grid.columns.slice(0, editor.drawn).map((column) => {
    if (column.type !== 'touchpoint') return 0;
    const cards = cardsAt(editor.grid, lane.id, column.touchpoint.id).filter((card) => card.kind !== 'cell' || !card.span);
    return cards.reduce((sum, card) => sum + Math.max(CARD.least, CARD.around + CARD.line * Math.ceil(cardText(card).length / letters)) + CARD.apart, PADDING - CARD.apart);
  });
  return Math.max(LOW, ...heights);
}

/** Draws the rest; what it gives back stops that. */
export function fill(editor: Editor): () => void {
  // what is in sight is painted first, and laid on the screen by threads that need the processor too
  let left = FIRST_FRAMES;
  let frame = requestAnimationFrame(wait);
  function wait(): void {
    left -= 1;
    frame = requestAnimationFrame(left > 0 ? wait : more);
  }
  function more(): void {
    const end = performance.now() + EACH_FRAME;
    do {
      if (editor.drawnRows < editor.grid.rows.length) editor.drawnRows += 1;
      else editor.drawn += 1;
      if (editor.drawn >= editor.grid.columns.length && editor.drawnRows >= editor.grid.rows.length) return all(editor);
      flushSync();
    } while (performance.now() < end);
    frame = requestAnimationFrame(more);
  }
  return () => cancelAnimationFrame(frame);
}

function all(editor: Editor): void {
  editor.drawn = editor.drawnRows = Infinity;
}

/** All of it at once, for who looks for something on it. */
export function finish(editor: Editor): void {
  if (!editor.whole) flushSync(() => all(editor));
}

/** Before somebody goes to a place by key: where it is not drawn yet, all of it is drawn at once. */
export function reach(editor: Editor, { row, col }: Place): void {
  if (col > editor.drawn || row - 2 >= editor.drawnRows) flushSync(() => all(editor));
}
