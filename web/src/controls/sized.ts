/** Pixels from border to border. */
export interface Size {
  width: number;
  height: number;
}

/**
 * Tells an element's size as it is laid out, and whenever it changes. Unlike a bound size it is never asked while
 * things are being drawn, and the element itself is not asked at all: either would lay the page out an extra time.
 */
export const sized =
  (heard: (size: Size) => void) =>
  (element: HTMLElement): (() => void) => {
    const observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.borderBoxSize[0];
      if (box) heard({ width: Math.round(box.inlineSize), height: Math.round(box.blockSize) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
