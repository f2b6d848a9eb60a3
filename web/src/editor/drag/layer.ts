/** What the parts of a drag tell the layer that shows it. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Layer {
  readonly surface: HTMLElement;
  /** Takes up copies of what is dragged: its place and width, where the pointer rests it, how many there are. */
  lift(
    nodes: readonly Node[],
    from: { left: number; top: number; width: number; x: number; y: number },
    count: number,
    cursor: string,
  ): void;
  carry(x: number, y: number): void;
  /** The position it would land in. */
  box(at: Box | null): void;
  /** The line between what it would land between. */
  line(at: Box | null): void;
  end(): void;
}

/**
 * A transform that adds nothing and stands still. Chromium takes what is animated to lie over anything, and moves it
 * as it is; of what is not, every step makes it think anew about which parts of a page of thousands share a layer.
 */
const STILL: [Keyframe[], KeyframeAnimationOptions] = [
  [{ transform: 'none' }, { transform: 'none' }],
  { duration: 1e9, composite: 'add' },
];

/** Moves only by transforms, so that a frame of dragging lays nothing out and layers nothing anew. */
export function layerOn(whole: HTMLElement, carried: HTMLElement, box: HTMLElement, line: HTMLElement): Layer {
  let still: Animation[] = [];
  let offset = { x: 0, y: 0 };
  const placed = new Map<HTMLElement, string>();
  const place = (mark: HTMLElement, at: Box | null): void => {
    const transform = at ? `translate(${at.x}px, ${at.y}px) scale(${at.width}, ${at.height})` : 'scale(0)';
    // most frames of a drag leave it where it is
    if (placed.get(mark) === transform) return;
    placed.set(mark, transform);
    mark.style.transform = transform;
  };
  /** Only while something is dragged: who waits for a page to come to rest would wait for it for ever. */
  const rest = (): void => {
    for (const each of still) each.cancel();
    still = [];
  };
  return {
    surface: whole,
    lift(nodes, from, count, cursor) {
      carried.replaceChildren(...nodes);
      carried.style.width = `${from.width}px`;
      carried.dataset.count = count > 1 ? String(count) : '';
      offset = { x: from.left - from.x, y: from.top - from.y };
      whole.style.cursor = cursor;
      place(box, null);
      place(line, null);
      whole.hidden = false;
      rest();
      still = [carried, box, line].map((moved) => moved.animate(...STILL));
      for (const each of still) each.pause();
    },
    carry(x, y) {
      carried.style.transform = `translate(${x + offset.x}px, ${y + offset.y}px) rotate(1.2deg)`;
    },
    box: (at) => place(box, at),
    line: (at) => place(line, at),
    end() {
      whole.hidden = true;
      rest();
      carried.replaceChildren();
      carried.style.transform = '';
    },
  };
}
