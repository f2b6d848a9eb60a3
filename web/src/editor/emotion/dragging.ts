/** A point of the curve dragged up and down: by mouse, pen or finger, taken back with Escape. */

export interface Drag {
  /** The value at a height of the window. */
  at: (y: number) => number;
  /** A new step is reached; null when it was taken back. */
  moved: (value: number | null) => void;
  /** Let go: at a value, or null where nothing was moved. */
  ended: (value: number | null) => void;
}

/** How far a press on the point itself goes before it is a drag. */
const SLACK = 4;

/** Follows a press until it is let go. `held`: the press is on the point, which stays until it is really moved. */
export function follow(event: PointerEvent, target: HTMLElement, drag: Drag, held: boolean): void {
  event.preventDefault();
  target.setPointerCapture(event.pointerId);
  const start = event.clientY;
  let moving = !held;
  let value: number | null = null;

  const reach = (y: number): void => {
    const next = drag.at(y);
    if (next === value) return;
    value = next;
    drag.moved(next);
  };
  const move = (at: PointerEvent): void => {
    if (!moving && Math.abs(at.clientY - start) < SLACK) return;
    moving = true;
    reach(at.clientY);
  };
  const key = (pressed: KeyboardEvent): void => {
    if (pressed.key !== 'Escape') return;
    pressed.preventDefault();
    pressed.stopPropagation();
    stop(null);
  };
  const up = (): void => stop(value);
  const cancelled = (): void => stop(null);
  function stop(result: number | null): void {
    target.removeEventListener('pointermove', move);
    target.removeEventListener('pointerup', up);
    target.removeEventListener('pointercancel', cancelled);
    window.removeEventListener('keydown', key, true);
    if (target.hasPointerCapture(event.pointerId)) target.releasePointerCapture(event.pointerId);
    drag.moved(null);
    drag.ended(result);
  }
  target.addEventListener('pointermove', move);
  target.addEventListener('pointerup', up);
  target.addEventListener('pointercancel', cancelled);
  window.addEventListener('keydown', key, true);
  if (moving) reach(start);
}
