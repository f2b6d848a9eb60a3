/**
 * Dragging with a pointer: a press becomes a drag once it has moved a little (mouse, pen) or was held
 * (touch, so that a swipe still scrolls). What is dragged hears of it once per frame. Escape gives up.
 */
export interface Drag {
  /** Once per frame while something may have changed: where the pointer is, in the window. */
  move(x: number, y: number): void;
  drop(): void;
  /** Always, at the end, dropped or not. */
  end(dropped: boolean): void;
}

export interface Rim {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Options {
  /** What runs along near the rim; null where nothing does. */
  scroller: HTMLElement | null;
  /** Takes the pointer once the drag has begun, so that it is followed outside the window too. */
  surface: HTMLElement;
  /** Near this rim of the window the scroller runs along; read once, when the drag begins. */
  rim?: () => Rim;
  /** The press itself is the begin, not the first move. */
  now?: boolean;
  /** What is pressed is only a handle: a finger moves it at once, for nobody scrolls there. */
  handle?: boolean;
  /** The scroller runs along only while the pointer is within the rim. */
  inside?: boolean;
}

const MOVED = 5;
const HELD_MS = 380;
const SLIPPED = 10;
const NEAR = 44;
const FASTEST = 18;

/** How far to scroll in one frame, the faster the nearer the rim. */
export function pull(at: number, low: number, high: number): number {
  const before = low + NEAR - at;
  const beyond = at - (high - NEAR);
  if (before > 0) return -Math.ceil((FASTEST * Math.min(before, NEAR)) / NEAR);
  if (beyond > 0) return Math.ceil((FASTEST * Math.min(beyond, NEAR)) / NEAR);
  return 0;
}

/** Watches a press until it ends; `begin` makes the drag, or says with null that there is none. */
export function follow(down: PointerEvent, options: Options, begin: () => Drag | null): void {
  const finger = down.pointerType === 'touch';
  const touch = finger && !options.handle;
  const { scroller } = options;
  const over = new AbortController();
  let x = down.clientX;
  let y = down.clientY;
  let fresh = true;
  let drag: Drag | null = null;
  let rim: Rim | null = null;
  let frame = 0;
  const held = touch ? setTimeout(lift, HELD_MS) : undefined;

  const listen = <K extends keyof WindowEventMap>(
    type: K,
    heard: (event: WindowEventMap[K]) => void,
    passive = true,
  ): void => window.addEventListener(type, heard, { capture: true, passive, signal: over.signal });

  function lift(): void {
    rim = options.rim?.() ?? null;
    drag = begin();
    if (!drag) return finish(false);
    options.surface.setPointerCapture(down.pointerId);
    if (finger) navigator.vibrate?.(12);
    frame = requestAnimationFrame(tick);
  }

  function tick(): void {
    if (!drag) return;
    if (scroller && rim && !(options.inside && (x < rim.left || x > rim.right || y < rim.top || y > rim.bottom))) {
      const across = pull(x, rim.left, rim.right);
      const along = pull(y, rim.top, rim.bottom);
      // where it did scroll, that is heard below
      if (across || along) scroller.scrollBy(across, along);
    }
    if (fresh) drag.move(x, y);
    fresh = false;
    frame = requestAnimationFrame(tick);
  }

  /** `pressed`: the button or finger is still down, and its click is yet to come. */
  function finish(dropped: boolean, pressed = false): void {
    clearTimeout(held);
    cancelAnimationFrame(frame);
    over.abort();
    const ending = drag;
    drag = null;
    if (!ending) return;
    swallowClick(pressed);
    if (dropped) {
      ending.move(x, y);
      ending.drop();
    }
    ending.end(dropped);
  }

  listen('pointermove', (event) => {
    if (event.pointerId !== down.pointerId) return;
    x = event.clientX;
    y = event.clientY;
    fresh = true;
    if (drag) return;
    const far = Math.hypot(x - down.clientX, y - down.clientY);
    if (touch) {
      if (far > SLIPPED) finish(false);
    } else if (far > MOVED) lift();
  });
  listen('pointerup', (event) => {
    if (event.pointerId !== down.pointerId) return;
    x = event.clientX;
    y = event.clientY;
    finish(drag !== null);
  });
  listen('pointercancel', (event) => event.pointerId === down.pointerId && finish(false));
  listen('blur', (event) => event.target === window && finish(false));
  listen('scroll', () => (fresh = true));
  listen(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !drag) return;
      event.preventDefault();
      event.stopPropagation();
      finish(false, true);
    },
    false,
  );
  if (finger) {
    listen('touchmove', (event) => drag && event.preventDefault(), false);
    listen('contextmenu', (event) => event.preventDefault(), false);
  }
  if (options.now) lift();
}

/** The click that ends a drag is not a click. */
function swallowClick(pressed: boolean): void {
  const stop = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  const later = (): void => void setTimeout(() => window.removeEventListener('click', stop, { capture: true }), 50);
  window.addEventListener('click', stop, { capture: true, once: true });
  if (pressed) window.addEventListener('pointerup', later, { capture: true, once: true });
  else later();
}
