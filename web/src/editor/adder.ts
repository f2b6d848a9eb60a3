/**
 * The “+” that adds a card. There is one in the whole grid, put where one points or stands: a button in each of a thousand
 * positions would be a part of all that the page holds. By key it is +, or Ctrl+Enter while writing.
 */
import { nameOf } from '$/journey/queries';
import type { Editor } from './editor.svelte';
import { positionKey } from './grid';
import { positionOf } from './roving';
import { words } from './words';

/** Keeps the button with the pointer and the focus; what it gives back takes it away. */
export function adder(root: HTMLElement, editor: Editor): () => void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'add';
  button.tabIndex = -1;
  button.textContent = '+';
  let key = '';

  function put(target: EventTarget | null): void {
    if (!(target instanceof Element) || button.contains(target)) return;
    const position = positionOf(target);
    const { lane, touchpoint } = position?.dataset ?? {};
    if (!position || !lane || !touchpoint || !('adds' in position.dataset) || editor.store.readOnly || position.querySelector('textarea')) {
      button.remove();
      return;
    }
    key = positionKey(lane, touchpoint);
    const place = words('placeOf', { lane: nameOf(editor.document, lane), touchpoint: nameOf(editor.document, touchpoint) });
    button.setAttribute('aria-label', words('addCardIn', { place }));
    button.classList.toggle('below', position.querySelector('[data-card]') !== null);
    if (button.parentElement !== position) position.append(button);
  }

  const gone = new AbortController();
  const { signal } = gone;
  root.addEventListener('pointerover', (event) => event.buttons === 0 && put(event.target), { signal });
  root.addEventListener('focusin', (event) => put(event.target), { signal });
  root.addEventListener('pointerleave', () => put(document.activeElement), { signal });
  // what was being written is kept by the press, and its row may change height under the pointer
  button.addEventListener('pointerdown', (event) => button.setPointerCapture(event.pointerId));
  button.addEventListener('click', () => {
    button.remove();
    editor.editing = { type: 'card', key, id: null, start: null };
  });
  return () => {
    gone.abort();
    button.remove();
  };
}
