/**
 * A large map opens with the columns that are in sight; the others follow from left to right, a few in each frame, so
 * that the page answers meanwhile. All of them are in the page soon after: for finding, for paper, for a screen reader.
 */
import type { Editor } from './editor.svelte';

/** The width in pixels of the narrowest column that is usual; a guess too high costs a frame. */
const NARROW = 92;
const USUAL = 132;
const EACH_FRAME = 4;

/** Before the first drawing: as many columns as the window may show. */
export function begin(editor: Editor): void {
  editor.drawn = Math.ceil(window.innerWidth / (editor.view.compact ? NARROW : USUAL));
}

/** Draws the rest; what it gives back stops that. */
export function fill(editor: Editor): () => void {
  let frame = requestAnimationFrame(function more() {
    if (editor.drawn >= editor.grid.columns.length) {
      editor.drawn = Infinity;
      return;
    }
    editor.drawn += EACH_FRAME;
    frame = requestAnimationFrame(more);
  });
  return () => cancelAnimationFrame(frame);
}
