import type { Editor } from '$/editor/editor.svelte';
import { asGrid } from '$/editor/loop/shown.svelte';

/** What of the layers is open: one map is open at a time, and its bar, grid and keys speak of the same. */
class Open {
  finding = $state(false);
  sifting = $state(false);
  views = $state(false);
  presenting = $state(false);
  /** Which phase fills the screen. */
  slide = $state(0);

  /** Words that the box begins with. */
  wanted = '';

  find(wanted: string): void {
    this.wanted = wanted;
    this.finding = true;
  }

  /** From the first phase, or the one that another shows. */
  present(slide = 0): void {
    this.slide = slide;
    this.presenting = true;
  }

  end(): void {
    this.finding = this.sifting = this.views = this.presenting = false;
  }
}

export const open = new Open();

/** Finds in the grid: a loop shows no cards. */
export function find(editor: Editor, wanted = ''): void {
  asGrid(editor);
  open.find(wanted);
}
