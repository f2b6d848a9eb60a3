/** A copy of a map to draw the future in. */
import { links } from '$/app/links';
import { router } from '$/app/router.svelte';
import { complain, toasts } from '$/controls/toasts.svelte';
import type { Editor } from '$/editor/editor.svelte';
import { duplicateAsFuture } from './data';
import { t } from './words';

/** Makes it and opens it; what was not on the server yet goes along. */
export async function makeFuture(editor: Editor, id: string): Promise<void> {
  try {
    await editor.store.flush();
    const made = await duplicateAsFuture(id, null);
    toasts.show({ kind: 'good', text: t('didDuplicate', { name: made.name }) });
    router.go(links.map(made.id));
  } catch (error) {
    complain(error);
  }
}
