/** What the menu and the keys of a touchpoint do with its sub-map. */
import { get } from '$/journey/queries';
import type { Touchpoint } from '$/journey/records';
import type { Editor } from '../editor.svelte';
import type { GridItem } from '../offer';
import { t } from './words';

export function openLabel(editor: Editor, { sub_map: map }: Touchpoint): string {
  const name = editor.hierarchy.names[map ?? ''];
  return name ? t('open', { name }) : t('openOne');
}

export function subMapItems(editor: Editor, touchpoint: Touchpoint): GridItem[] {
  const map = touchpoint.sub_map;
  return [
    ...(map && !editor.hierarchy.isGone(touchpoint) ? [{ label: openLabel(editor, touchpoint), icon: 'map' as const, apart: true, looks: true, href: editor.hierarchy.address(map) }] : []),
    {
      label: map ? t('change') : t('add'),
      icon: 'link',
      apart: !map || editor.hierarchy.isGone(touchpoint),
      onselect: () => (editor.asking = { type: 'sub_map', id: touchpoint.id }),
    },
  ];
}

/** Goes to the sub-map of a touchpoint, or says why not. */
export function goToSubMap(editor: Editor, id: string): boolean {
  const touchpoint = get(editor.document, 'touchpoint', id);
  if (!touchpoint) return false;
  if (!touchpoint.sub_map) editor.say(t('none', { name: touchpoint.name }));
  else if (editor.hierarchy.isGone(touchpoint)) editor.say(t('gone', { name: touchpoint.name }));
  else editor.hierarchy.go(touchpoint.sub_map);
  return true;
}
