import type { Editor } from '../editor.svelte';
import type { Grid } from '../grid';
import { measure, type Geometry, type Stretch } from './geometry';
import type { Layer } from './layer';

/** What every drag over the grid shares: the map, where things lie, and the layer that shows the drag. */
export class Scene {
  geometry: Geometry;
  readonly #listening = new AbortController();
  #stale = false;
  #seen: Grid;
  /** The columns whose heads were in the page: while a map opens they are some of its columns. */
  #drawn: Editor['columns'];

  constructor(
    readonly editor: Editor,
    readonly root: HTMLElement,
    readonly scroller: HTMLElement,
    readonly layer: Layer,
  ) {
    this.geometry = measure(root);
    this.#seen = editor.grid;
    this.#drawn = editor.columns;
    scroller.addEventListener('scroll', () => (this.#stale = true), {
      passive: true,
      signal: this.#listening.signal,
    });
  }

  get grid(): Grid {
    return this.editor.grid;
  }

  /** Reads anew where things lie when they may have moved; true when it did. */
  refresh(): boolean {
    if (!this.#stale && this.#seen === this.editor.grid && this.#drawn === this.editor.columns) return false;
    this.geometry = measure(this.root);
    this.#stale = false;
    this.#seen = this.editor.grid;
    this.#drawn = this.editor.columns;
    return true;
  }

  /** Shows copies of elements under the pointer. */
  lift(originals: readonly HTMLElement[], down: { x: number; y: number }, count = 1, cursor = 'grabbing'): void {
    // of a card with links in it the button is only what lies under the text
    const whole = originals.map((original) => original.closest<HTMLElement>('.card') ?? original);
    const first = whole[0]?.getBoundingClientRect() ?? { left: 0, top: 0, width: 0 };
    const copies = whole.map((original) => {
      const copy = original.cloneNode(true) as HTMLElement;
      for (const part of [copy, ...copy.querySelectorAll<HTMLElement>('[id], [data-stop], [data-row], [data-card]')]) {
        // a copy is seen and never found
        for (const name of ['id', 'data-stop', 'data-row', 'data-col', 'data-card', 'data-touchpoint', 'data-lane', 'data-phase', 'data-roving', 'role', 'tabindex']) {
          part.removeAttribute(name);
        }
      }
      return copy;
    });
    this.layer.lift(copies, { left: first.left, top: first.top, width: first.width, ...down }, count, cursor);
  }

  /** The part of a column or row that is not under the headers. */
  column(at: Stretch): { x: number; width: number } {
    const x = Math.max(at.low, this.geometry.left);
    return { x, width: Math.max(0, at.high - x) };
  }

  row(at: Stretch): { y: number; height: number } {
    const y = Math.max(at.low, this.geometry.top);
    return { y, height: Math.max(0, at.high - y) };
  }

  /** A line down the whole grid, between columns. */
  upright(x: number): void {
    const box = this.scroller.getBoundingClientRect();
    this.layer.line({ x: x - 1.5, y: box.top, width: 3, height: Math.min(box.bottom, this.geometry.bottom) - box.top });
  }

  /** A line across the whole grid, between lanes. */
  level(y: number): void {
    const box = this.scroller.getBoundingClientRect();
    this.layer.line({ x: box.left, y: y - 1.5, width: Math.min(box.right, this.geometry.right) - box.left, height: 3 });
  }

  end(): void {
    this.#listening.abort();
    this.layer.end();
  }
}
