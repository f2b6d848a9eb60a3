/**
 * Focus that stays where a person put it. What others do moves columns, rows and cards, and an element
 * that is moved in the page loses the focus although nobody left it: it gets it back, with its caret.
 */
const watched = new WeakMap<Element, () => void>();

type Field = HTMLInputElement | HTMLTextAreaElement;
const isField = (element: Element): element is Field => element.matches('textarea, input');

/** Watches everything inside; returns what ends it. `lost` is called when what had the focus was taken away, whoever did that. */
export function steady(root: HTMLElement, lost: () => void = () => undefined): () => void {
  let held: HTMLElement | null = null;
  let caret: [number, number] | null = null;
  const nobody = (): boolean => document.activeElement === null || document.activeElement === document.body;

  const giveBack = (changes: readonly MutationRecord[]): void => {
    if (!held || !changes.length || !nobody()) return;
    const moved = changes.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(held)));
    if (!moved) return;
    if (!held.isConnected) {
      held = null;
      lost();
      return;
    }
    const [element, place] = [held, caret];
    element.focus({ preventScroll: true });
    if (place && isField(element)) element.setSelectionRange(...place);
  };
  const observer = new MutationObserver(giveBack);
  const settle = (): void => giveBack(observer.takeRecords());

  const listening = new AbortController();
  const { signal } = listening;
  root.addEventListener('focusin', (event) => ([held, caret] = [event.target as HTMLElement, null]), { signal });
  root.addEventListener(
    'focusout',
    (event) => {
      const element = event.target as HTMLElement;
      if (isField(element)) caret = caretOf(element);
      if (event.relatedTarget) held = null;
      // whether it was left or only moved is known when the page has changed
      else queueMicrotask(() => {
        settle();
        if (document.activeElement !== element && held === element && element.isConnected) held = null;
      });
    },
    { signal },
  );
  observer.observe(root, { childList: true, subtree: true });
  watched.set(root, settle);
  return () => {
    observer.disconnect();
    listening.abort();
    watched.delete(root);
  };
}

/** Calls `left` when a field that lost the focus was left indeed, and not only moved. */
export function whenLeft(field: HTMLElement, event: FocusEvent, left: () => void): void {
  let root: Element | null = field;
  while (root && !watched.has(root)) root = root.parentElement;
  const settle = root && watched.get(root);
  if (event.relatedTarget || !settle) {
    left();
    return;
  }
  queueMicrotask(() => {
    settle();
    // one that was taken down was not left: whoever put it there knows what to do
    if (field.isConnected && !field.contains(document.activeElement)) left();
  });
}

/** Where one is in a field; null for a field without a caret. */
export function caretOf(field: Field): [number, number] | null {
  const { selectionStart: from, selectionEnd: to } = field;
  return from === null || to === null ? null : [from, to];
}
