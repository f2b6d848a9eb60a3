/** A point of the curve dragged up and down: by mouse, pen or finger, taken back with Escape. */
import { follow } from '../drag/pointer';

export interface Drag {
  begun: () => void;
  /** The value at a height of the window. */
  at: (y: number) => number;
  /** A new step is reached; null when it was taken back. */
  moved: (value: number | null) => void;
  /** Let go at a value; null where it was taken back. */
  ended: (value: number | null) => void;
}

/** Follows a press until it is let go. `held`: the press is on the point, which stays until it is really moved. */
export function dragPoint(event: PointerEvent, target: HTMLElement, drag: Drag, held: boolean): void {
  event.preventDefault();
  follow(event, { scroller: null, surface: target, handle: true, now: !held }, () => {
    let value: number | null = null;
    drag.begun();
    return {
      move(_, y) {
        const next = drag.at(y);
        if (next === value) return;
        value = next;
        drag.moved(next);
      },
      drop: () => undefined,
      end(dropped) {
        drag.moved(null);
        drag.ended(dropped ? value : null);
      },
    };
  });
}
