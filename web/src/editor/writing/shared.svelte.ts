/**
 * A text field outside the grid that several people may have open at once. What another writes in the same
 * text comes in while one types, beside one's own words; what is typed is held until it is set down.
 */
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Change } from '$/journey/document';
import { merged } from '$/journey/merged';
import type { Editor } from '../editor.svelte';
import { ONLY_LOOKING } from './session';
import { caretOf } from './steady';

type Field = HTMLInputElement | HTMLTextAreaElement;

export interface Shared {
  /** The record that the text belongs to. */
  id: string;
  value: string;
  /** What a change is called; where it tells the text, of the text that was typed. */
  label: string | ((text: string) => string);
  /** What a text comes to; nothing when it may not be. */
  change: (text: string) => Change[];
}

export function shared(editor: Editor, about: () => Shared | null): Attachment<Field> {
  return (field) => {
    /** What stands on the map, as far as this field knows. */
    let base = '';
    let last: Shared | null = null;
    const dirty = (): boolean => field.value !== base;

    const hold = (): void => {
      if (last) editor.hold(dirty() ? last.change(field.value) : null);
    };

    $effect.pre(() => {
      // a value that is set under an input method ends what it composes
      if (editor.composing) return;
      const now = about();
      if (!now) return;
      untrack(() => {
        if (!last || !dirty()) put(field, now.value);
        else if (now.value !== base) put(field, merged(base, field.value, now.value));
        const beside = last !== null && now.value !== base;
        [base, last] = [now.value, now];
        if (beside && dirty()) hold();
      });
    });

    const setDown = (): void => {
      if (!last || !dirty()) return;
      const { id, label, change } = last;
      const text = field.value;
      if (editor.store.readOnly) editor.store.setAside(id, text, ONLY_LOOKING);
      else if (!editor.document.records[id]) editor.store.setAside(id, text);
      else editor.change(typeof label === 'string' ? label : label(text), change(text));
      // what it came to, which may be less than what was typed
      base = text;
      editor.hold(null);
      if (field.isConnected) {
        const now = about();
        if (now) put(field, (base = now.value));
      }
    };

    const listening = new AbortController();
    const { signal } = listening;
    field.addEventListener('input', hold, { signal });
    field.addEventListener('change', setDown, { signal });
    window.addEventListener('pagehide', setDown, { signal });
    return () => {
      listening.abort();
      untrack(setDown);
    };
  };
}

/** Another text in a field; the caret stays at the words where it was. */
function put(field: Field, text: string): void {
  const old = field.value;
  if (old === text) return;
  const caret = document.activeElement === field ? caretOf(field) : null;
  field.value = text;
  if (caret) field.setSelectionRange(shifted(caret[0], old, text), shifted(caret[1], old, text));
}

/** Where a place in a text is after it was changed elsewhere. */
export function shifted(place: number, old: string, text: string): number {
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  if (place <= head) return place;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  return old.length - place <= tail ? place + text.length - old.length : text.length - tail;
}
