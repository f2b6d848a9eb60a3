/** The clipboard by menu, for who does not use its keys. */
import { toasts } from '$/controls/toasts.svelte';
import type { Editor } from '../editor.svelte';
import { asCopied, paste } from './clipboard';
import { words } from './words';

/** The menu gives the focus back to the grid first. */
const CLOSED = 60;

/** As the browser's own key does: the grid hears of it and says what is on the clipboard. */
export const clip = (deed: 'copy' | 'cut'): void => void setTimeout(() => document.execCommand(deed), CLOSED);

/** What is on the clipboard, where the browser lets a page look at it; else it is said by which key. */
export const pasteFromMenu = (editor: Editor): void =>
  void setTimeout(() => {
    void onClipboard().then(
      (data) => paste(editor, data),
      () => toasts.show({ kind: 'info', text: words('pasteByKey') }),
    );
  }, CLOSED);

async function onClipboard(): Promise<DataTransfer> {
  const data = new DataTransfer();
  for (const item of await navigator.clipboard.read()) {
    for (const type of item.types) if (type.startsWith('text/')) data.setData(type, await (await item.getType(type)).text());
  }
  asCopied(data);
  return data;
}
