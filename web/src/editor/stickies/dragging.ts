/** A note under the pointer: over the free area it moves, over a cell of the map it is about to become a card. */
import { follow } from '../drag/pointer';

export interface Dragging {
  /** How far it went, in pixels of the area. */
  moved: (dx: number, dy: number) => void;
  /** Over a cell; the note is put there. */
  placed: (lane: string, touchpoint: string) => void;
  given: () => void;
  lifted: () => void;
}

const CELL = '[role="gridcell"][data-lane][data-touchpoint]';

export function drag(down: PointerEvent, note: HTMLElement, area: HTMLElement, on: Dragging): void {
  const start = { x: down.clientX + area.scrollLeft, y: down.clientY + area.scrollTop };
  const rim = (): DOMRect => area.getBoundingClientRect();
  follow(down, { scroller: area, surface: note, rim, handle: true, inside: true }, () => {
    let cell: HTMLElement | null = null;
    let went: [number, number] = [0, 0];
    note.style.pointerEvents = 'none';
    on.lifted();

    function aim(target: HTMLElement | null): void {
      if (cell === target) return;
      cell?.removeAttribute('data-aimed');
      cell = target;
      cell?.setAttribute('data-aimed', '');
    }

    return {
      move(x, y) {
        went = [x + area.scrollLeft - start.x, y + area.scrollTop - start.y];
        const found = document.elementFromPoint(x, y)?.closest<HTMLElement>(CELL) ?? null;
        aim(found && !found.querySelector('input[type="file"]') ? found : null);
        note.style.translate = `${went[0]}px ${went[1]}px`;
      },
      drop() {
        const { lane, touchpoint } = cell?.dataset ?? {};
        if (lane && touchpoint) on.placed(lane, touchpoint);
        else on.moved(...went);
      },
      end() {
        aim(null);
        note.style.translate = '';
        note.style.pointerEvents = '';
        on.given();
      },
    };
  });
}
