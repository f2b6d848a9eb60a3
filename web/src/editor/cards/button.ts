/**
 * The button that opens the menu of a card. There is one in the whole grid, put on the card that one points at or stands on:
 * a button in each of a thousand cards would be much of all that the page holds. By key it is Shift+F10.
 */
import { cardText } from '$/journey/cards';
import type { CardRecord } from '$/journey/records';
import { plain } from '$/journey/rich';
import type { Editor } from '../editor.svelte';
import { cardAt, positionOf } from '../roving';
import { words } from '../words';

/** Keeps the button with the pointer and the focus; what it gives back takes it away. */
export function cardButton(root: HTMLElement, editor: Editor, open: (card: HTMLElement) => void): () => void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'card-menu no-print';
  button.tabIndex = -1;
  button.textContent = '⋯';
  let card: HTMLElement | null = null;

  function put(target: EventTarget | null): void {
    if (!(target instanceof Element) || button.contains(target)) return;
    card = cardAt(target);
    const position = card && positionOf(card);
    if (!card || !position) return button.remove();
    const record = editor.document.records[card.dataset.card ?? ''] as CardRecord | undefined;
    const name = record ? plain(cardText(record)).slice(0, 80) : '';
    button.setAttribute('aria-label', words('menuOf', { name: name || words('card') }));
    if (button.parentElement !== position) position.append(button);
    const { left, top, width } = within(card, position);
    // at the end of the line, whichever way it is read
    button.style.left = `${card.matches(':dir(rtl)') ? left + 8 : left + width - button.offsetWidth - 8}px`;
    button.style.top = `${top + 2}px`;
  }

  const gone = new AbortController();
  const { signal } = gone;
  root.addEventListener('pointerover', (event) => event.buttons === 0 && put(event.target), { signal });
  root.addEventListener('focusin', (event) => put(event.target), { signal });
  root.addEventListener('pointerleave', () => put(document.activeElement), { signal });
  // the focus stays, and with it what is selected
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('click', () => card?.isConnected && open(card));
  return () => {
    gone.abort();
    button.remove();
  };
}

/** Where a card lies in its position, whatever stands between them. */
function within(card: HTMLElement, position: HTMLElement): { left: number; top: number; width: number } {
  let [left, top] = [0, 0];
  for (let at: HTMLElement | null = card; at && at !== position; at = at.offsetParent as HTMLElement | null) {
    left += at.offsetLeft;
    top += at.offsetTop;
  }
  return { left, top, width: card.offsetWidth };
}
