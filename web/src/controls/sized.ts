/**
 * Tells of an element's size as it is laid out, and whenever it changes. Unlike a bound size it is never asked while
 * things are being drawn, which would lay the page out an extra time.
 */
export const sized =
  <E extends HTMLElement>(heard: (element: E) => void) =>
  (element: E): (() => void) => {
    const observer = new ResizeObserver(() => heard(element));
    observer.observe(element);
    return () => observer.disconnect();
  };
