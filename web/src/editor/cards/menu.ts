/** What a card or touchpoint offers in its menu about how it looks. */
import type { MenuItem } from '$/controls/Menu.svelte';
import { links } from '$/journey/rich';
import type { Editor } from '../editor.svelte';
import type { GridItem } from '../offer';
import { t } from './words';

export function lookItem(editor: Editor, id: string, also: readonly string[] = []): MenuItem {
  const anchor = editor.menu?.anchor;
  // the menu gives the focus back first; then something else may take it
  const onselect = (): void => void setTimeout(() => anchor && (editor.asking = { type: 'look', id, also, anchor }), 60);
  return { label: t('look'), icon: 'star', onselect };
}

export const linkItems = (text: string): GridItem[] =>
  links(text).map(({ words, href }) => ({
    label: t('openLink', { words }),
    icon: 'link',
    looks: true,
    onselect: () => void window.open(href, '_blank', 'noopener,noreferrer'),
  }));
