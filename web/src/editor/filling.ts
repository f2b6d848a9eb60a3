/**
 * A large map opens with the columns and lanes that are in sight; the others follow once those were painted, a few in
 * each frame, so that the page answers meanwhile. All of them are in the page soon after: for finding, for paper, for a
 * screen reader.
 */
import { flushSync } from 'svelte';
import { CURVE_LOW } from './columns';
import type { Editor } from './editor.svelte';
import type { Place } from './roving';

/** Pixels of the narrowest column and the lowest lane that are usual; a guess too low costs a frame. */
const NARROW = 92;
const USUAL = 132;
const LOW = 44;
const FOLDED = 30;
/** What stands left of the first column and above the first lane at the least. */
const BESIDE = 140;
const ABOVE = 160;
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
    left -= lane.collapsed ? FOLDED : (lane.height ?? (lane.type === 'emotion' ? CURVE_LOW : LOW));
    return left < 0;
  });
  return first < 0 ? Infinity : first + 1;
}

/** Draws the rest; what it gives back stops that. */
export function fill(editor: Editor): () => void {
  // the frame after the next: what is in sight is painted first
  let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(more)));
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

/** Before somebody goes to a place by key: where it is not drawn yet, all of it is drawn at once. */
export function reach(editor: Editor, { row, col }: Place): void {
  if (col > editor.drawn || row - 2 >= editor.drawnRows) flushSync(() => all(editor));
}
