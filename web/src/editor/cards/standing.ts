/** Where one stands when a dialog about something on the map is done: at what it was about, drawn anew or not. */
import type { Asking } from '../editor.svelte';

export function standBack(asked: Asking): void {
  const id = 'id' in asked ? asked.id : null;
  const from = asked.type === 'connection' ? asked.from : null;
  const places = ['[data-card="$"]', '[data-connection="$"]', '[data-row="0"][data-phase="$"] [data-stop]', '[data-row="1"][data-touchpoint="$"] [data-stop]', '[data-col="0"][data-lane="$"]'];
  const target = id ? places.join(', ').replaceAll('$', id) : `[data-row="1"][data-touchpoint="${from ?? ''}"] [data-stop]`;
  document.querySelector<HTMLElement>(`[role="grid"] :is(${target}), [data-sticky="${id ?? ''}"] button.text`)?.focus({ preventScroll: true });
}
