/** A note under the pointer: over the free area it moves, over a cell of the map it is about to become a card. */
export interface Dragging {
  /** How far it went, in pixels of the area. */
  moved: (dx: number, dy: number) => void;
  /** Over a cell; the note is put there. */
  placed: (lane: string, touchpoint: string) => void;
  given: () => void;
  lifted: () => void;
}

const MOVED = 5;
const CELL = '[role="gridcell"][data-lane][data-touchpoint]';

export function drag(down: PointerEvent, note: HTMLElement, area: HTMLElement, on: Dragging): void {
  const start = { x: down.clientX, y: down.clientY, left: area.scrollLeft, top: area.scrollTop };
  const stop = new AbortController();
  let lifted = false;
  let cell: HTMLElement | null = null;

  const offset = (event: PointerEvent): [number, number] => [
    event.clientX - start.x + area.scrollLeft - start.left,
    event.clientY - start.y + area.scrollTop - start.top,
  ];

  function aim(target: HTMLElement | null): void {
    if (cell === target) return;
    cell?.removeAttribute('data-aimed');
    cell = target;
    cell?.setAttribute('data-aimed', '');
  }

  function end(event: PointerEvent | null): void {
    stop.abort();
    const { lane, touchpoint } = cell?.dataset ?? {};
    aim(null);
    if (!lifted) return;
    note.style.translate = '';
    note.style.pointerEvents = '';
    if (event && lane && touchpoint) on.placed(lane, touchpoint);
    else if (event) on.moved(...offset(event));
    on.given();
    // the click that ends a drag is not a click
    const swallow = (click: MouseEvent): void => {
      click.preventDefault();
      click.stopPropagation();
    };
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 50);
  }

  const listen = <K extends keyof WindowEventMap>(type: K, heard: (event: WindowEventMap[K]) => void): void =>
    window.addEventListener(type, heard, { capture: true, signal: stop.signal });

  listen('pointermove', (event) => {
    if (event.pointerId !== down.pointerId) return;
    if (!lifted && Math.hypot(event.clientX - start.x, event.clientY - start.y) < MOVED) return;
    if (!lifted) {
      lifted = true;
      note.style.pointerEvents = 'none';
      on.lifted();
    }
    const rim = area.getBoundingClientRect();
    if (event.clientX > rim.left && event.clientX < rim.right) {
      if (event.clientY > rim.bottom - 28) area.scrollBy(0, 12);
      else if (event.clientY < rim.top + 28) area.scrollBy(0, -12);
    }
    const [dx, dy] = offset(event);
    note.style.translate = `${dx}px ${dy}px`;
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const found = under?.closest<HTMLElement>(CELL) ?? null;
    aim(found && !found.querySelector('input[type="file"]') ? found : null);
  });
  listen('pointerup', (event) => event.pointerId === down.pointerId && end(event));
  listen('pointercancel', (event) => event.pointerId === down.pointerId && end(null));
  listen('keydown', (event) => {
    if (event.key !== 'Escape' || !lifted) return;
    event.preventDefault();
    event.stopPropagation();
    end(null);
  });
}
