import { whenIdle } from '$/controls/idle';

/** In a window that nobody sees nothing is painted: then this many milliseconds are waited. */
const UNSEEN = 1000;

/**
 * Calls when what was just drawn has been painted and there is time, within so many milliseconds (0: at once then); what
 * it gives back stops that.
 */
export function afterPainting(then: () => void, patience: number): () => void {
  let stop = (): void => undefined;
  const timer = setTimeout(then, UNSEEN + patience);
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      stop = whenIdle(then, Math.max(1, patience));
    });
  });
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    stop();
  };
}
