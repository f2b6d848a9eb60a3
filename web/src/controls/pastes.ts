/**
 * A field of a bounded length takes what fits of a paste, and a browser says nothing about the rest. Whoever pastes is
 * told how much did not fit; all of it is still on their clipboard.
 */
import { words } from '$/i18n/words';
import { toasts } from './toasts.svelte';

type Field = HTMLInputElement | HTMLTextAreaElement;
const isField = (target: EventTarget | null): target is Field => target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;

/** How many characters of a paste a field has no room for. */
export function overflow(field: Pick<Field, 'value' | 'maxLength' | 'selectionStart' | 'selectionEnd'>, pasted: string): number {
  if (field.maxLength < 0) return 0;
  const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
  return Math.max(0, field.value.length - replaced + pasted.length - field.maxLength);
}

export function watchPastes(): void {
  // before the field itself deals with it
  document.addEventListener('paste', ({ target, clipboardData }) => {
    if (!isField(target)) return;
    // several lines become as many items, each with room of its own
    if ('takesLines' in target.dataset && clipboardData?.getData('text/plain').trim().includes('\n')) return;
    const text = (clipboardData?.getData('text/plain') ?? '').replaceAll('\r\n', '\n');
    const n = overflow(target, text);
    if (n) toasts.show({ kind: 'bad', text: words('pasteOver', { n }), detail: words('pasteMost', { most: target.maxLength }) });
  }, true);
}
