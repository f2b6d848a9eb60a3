/** Going back to a version, and back from there. */
import { links } from '$/app/links';
import { router } from '$/app/router.svelte';
import { api } from '$/contract/api';
import { confirm } from '$/controls/confirm.svelte';
import { complain, toasts } from '$/controls/toasts.svelte';
import type { Editor } from '$/editor/editor.svelte';
import { dateTime } from '$/i18n/formats';
import { pathOf } from '../remote';
import { versionsOf } from './data';
import { t } from './words';

/** Asks, goes back, and offers the way back: what the map was just before is a version too. True when it was done. */
export async function restoreVersion(editor: Editor, id: string, version: { version: number; name: string | null; at: string | null }): Promise<boolean> {
  const called = version.name ?? t('versionN', { n: String(version.version) });
  try {
    // a version is of what the server has, so what waits goes first
    await editor.store.flush();
    // what was just typed has its version only when it is asked for
    const [newest] = await versionsOf(id);
    const now = newest?.version ?? editor.store.version;
    const sure = await confirm({
      title: t('restoreTitle', { name: called }),
      text: t('restoreText', { at: dateTime(version.at), now: String(now) }),
      yes: t('restore'),
    });
    if (!sure) return false;
    const done = await api.post<{ version: number }>(pathOf(id, '/restore'), { version: version.version });
    editor.say(t('didRestore', { name: called }));
    toasts.show({
      kind: 'good',
      text: t('didRestore', { name: called }),
      action: { label: t('undoRestore'), run: () => void back(editor, id, done.version - 1) },
    });
    router.go(links.map(id));
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

async function back(editor: Editor, id: string, before: number): Promise<void> {
  try {
    await api.post(pathOf(id, '/restore'), { version: before });
    editor.say(t('didUndoRestore'));
    toasts.show({ kind: 'good', text: t('didUndoRestore') });
  } catch (error) {
    complain(error);
  }
}
