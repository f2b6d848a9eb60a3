/** Whether this person sees the map as a loop; a loyalty loop begins as one. Kept in the browser. */
import type { Editor } from '../editor.svelte';

class Loop {
  #chosen = $state<boolean | null>(null);
  /** As whoever is followed sees it; null while one follows nobody. */
  lent = $state<boolean | null>(null);

  constructor(private readonly editor: Editor) {
    try {
      const kept = localStorage.getItem(this.#key);
      this.#chosen = kept === null ? null : kept === 'loop';
    } catch {
      // without storage the choice lasts as long as the page
    }
  }

  get #key(): string {
    return `klantreis.loop.${this.editor.about?.map ?? ''}`;
  }

  get offered(): boolean {
    return this.editor.map?.template === 'loyalty-loop' && this.editor.grid.spans.length > 0;
  }

  get shown(): boolean {
    return this.offered && (this.lent ?? this.#chosen ?? true);
  }

  set shown(value: boolean) {
    this.lent = null;
    this.#chosen = value;
    try {
      localStorage.setItem(this.#key, value ? 'loop' : 'grid');
    } catch {
      // see above
    }
  }
}

const opened = new WeakMap<Editor, Loop>();

export function loopOf(editor: Editor): Loop {
  const known = opened.get(editor) ?? new Loop(editor);
  opened.set(editor, known);
  return known;
}

/** Draws the grid, for what stands only there: cards, lanes, a name to be written. */
export function asGrid(editor: Editor): void {
  const loop = loopOf(editor);
  if (loop.shown) loop.shown = false;
}
