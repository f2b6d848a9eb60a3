/** How long a browser that always has something to do may put it off. */
const PATIENCE = 3000;

/** Calls when the browser has nothing better to do; what it gives back stops that. */
export function whenIdle(then: () => void, patience = PATIENCE): () => void {
  // Safari has no idle callback
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(then, 200);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(then, { timeout: patience });
  return () => cancelIdleCallback(asked);
}
