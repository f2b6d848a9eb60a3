/**
 * Focus that stays in a part of the page when what had it is taken away: an answer was sent and its field is gone, a
 * thread was dealt with and left the list. Who works with the keyboard goes on with what stands there now.
 */
const REACHED = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';

type Elsewhere = () => HTMLElement | null | undefined;

/** `elsewhere` is where one stands when nothing in this part is left to stand on. */
export const stays =
  (elsewhere: Elsewhere = () => null) =>
  (root: HTMLElement): (() => void) => {
    let held: HTMLElement | null = null;
    const nobody = (): boolean => {
      const now = document.activeElement as HTMLElement | null;
      // a dialog puts the focus on its first button when what had it is gone: that is nowhere too
      return [null, document.body, root].includes(now) || (!root.contains(now) && Boolean(root.closest('[role=dialog]')?.contains(now)));
    };

    const observer = new MutationObserver((changes) => {
      const lost = held;
      if (!lost || root.contains(lost)) return;
      held = null;
      if (lost.isConnected || !nobody()) return;
      const place = changes.findLast(({ target, removedNodes }) => root.contains(target) && [...removedNodes].some((node) => node.contains(lost)));
      const next = nextTo(root, place) ?? elsewhere() ?? root.querySelector<HTMLElement>('[tabindex="-1"]');
      // not past what the deed itself gives the focus to in this turn
      queueMicrotask(() => nobody() && next?.focus({ preventScroll: true }));
    });
    const took = (event: FocusEvent): void => void (held = event.target as HTMLElement);
    const gave = (event: FocusEvent): void => {
      if (event.relatedTarget) held = null;
    };
    root.addEventListener('focusin', took);
    root.addEventListener('focusout', gave);
    observer.observe(root, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      root.removeEventListener('focusin', took);
      root.removeEventListener('focusout', gave);
    };
  };

/** What can be reached right after the place where something was taken away; else right before it. */
function nextTo(root: HTMLElement, place: MutationRecord | undefined): HTMLElement | null {
  const all = [...root.querySelectorAll<HTMLElement>(REACHED)].filter((each) => each.tabIndex >= 0 && each.checkVisibility());
  if (!place) return all[0] ?? null;
  const { previousSibling, target } = place;
  const before = previousSibling?.isConnected ? previousSibling : null;
  const follows = (each: HTMLElement): boolean =>
    before
      ? Boolean(before.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) && !before.contains(each)
      : target.contains(each) || Boolean(target.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
  return all.find(follows) ?? all.at(-1) ?? null;
}
