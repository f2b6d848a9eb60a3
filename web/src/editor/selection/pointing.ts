/** The mouse's side of a selection: click, click again, Shift, Ctrl, and sweeping over positions. */
import { heldAt } from '../drag/cards';
import { edgeAt, resetEdge } from '../drag/edges';
import { measure, within } from '../drag/geometry';
import { follow, type Options } from '../drag/pointer';
import type { Editor } from '../editor.svelte';
import { placeOf, positionOf, stand, stopsOf } from '../roving';
import { keyOf, spotAt } from './block';
import { tell } from './keys';

const BUTTONS = 'textarea, input, select, a, .add, .card-menu';

/** Hears presses and clicks before the positions do. */
export class Pointing {
  /** What one stood on before the press: a click there again opens it. */
  #before: Element | null = null;

  constructor(
    private readonly editor: Editor,
    private readonly root: HTMLElement,
  ) {}

  /** True when the press was about the selection alone. */
  press(event: PointerEvent, options: Options): boolean {
    this.#before = document.activeElement;
    const target = event.target as HTMLElement;
    const position = positionOf(target);
    const spot = position && spotAt(this.editor.grid, placeOf(position));
    if (!position || !spot || event.button !== 0 || target.closest(BUTTONS)) return false;
    const { selection, grid } = this.editor;
    const card = target.closest<HTMLElement>('[data-card]');
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.shiftKey || ctrl) {
      const held = card && heldAt(card);
      const stood = heldOf(this.#before);
      if (event.shiftKey) selection.extend(spot);
      else if (held) {
        // the card one stood on comes along
        if (!selection.many(grid) && stood && stood.id !== held.id) selection.pick(stood);
        selection.pick(held);
      } else selection.toggle(grid, spot);
      event.preventDefault();
      const stop = card ?? stopsOf(position)[0];
      if (stop) selection.quietly(() => stand(this.root, stop));
      tell(this.editor);
      return true;
    }
    if (card || event.pointerType === 'touch' || position.dataset.emotion) return false;
    selection.only(spot);
    this.#sweep(event, options);
    return true;
  }

  /** A click selects; a second one on the same opens it. True when it goes no further. */
  click(event: MouseEvent): boolean {
    const target = event.target as HTMLElement;
    // a screen reader's click has no place: it opens at once
    if (event.detail === 0 || target.closest(BUTTONS)) return false;
    if (edgeAt(this.editor, target, event.clientX, event.clientY)) return true;
    const position = positionOf(target);
    const spot = position && spotAt(this.editor.grid, placeOf(position));
    if (!position || !spot || position.dataset.emotion) return false;
    if (event.shiftKey || event.ctrlKey || event.metaKey) return true;
    const { selection, grid } = this.editor;
    const card = target.closest<HTMLElement>('[data-card]');
    const again = this.#before === (card ?? position) && !selection.many(grid);
    selection.only(spot);
    if (card) {
      if (again) return false;
      stand(this.root, card);
    } else if (position.dataset.touchpoint && !position.dataset.measured && !target.closest('button')) {
      if (again) this.editor.editing = { type: 'card', key: keyOf(spot), id: null, start: null };
      else position.focus({ preventScroll: true });
    }
    return card !== null;
  }

  /** On an edge: back to how wide or tall it was. */
  double(event: MouseEvent): boolean {
    const edge = edgeAt(this.editor, event.target as HTMLElement, event.clientX, event.clientY);
    if (edge) resetEdge(this.editor, edge);
    return edge !== null;
  }

  #sweep(event: PointerEvent, options: Options): void {
    const { editor, root } = this;
    const { scroller } = options;
    follow(event, options, () => {
      let where = measure(root);
      const moved = () => (where = measure(root));
      scroller?.addEventListener('scroll', moved, { passive: true });
      return {
        move(x, y) {
          const col = within(where.columns, Math.max(x, where.left)) + 1;
          const row = within(where.rows, Math.max(y, where.top)) + 2;
          const spot = spotAt(editor.grid, { row, col });
          if (spot) editor.selection.extend(spot);
        },
        drop: () => tell(editor),
        end: () => scroller?.removeEventListener('scroll', moved),
      };
    });
  }
}

const heldOf = (element: Element | null) => (element instanceof HTMLElement && element.dataset.card ? heldAt(element) : null);
