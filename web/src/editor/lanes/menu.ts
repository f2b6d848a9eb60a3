/** What the menus of lanes and of cards with a file offer. */
import { contentAddress } from '$/contract/files';
import type { MenuItem } from '$/controls/Menu.svelte';
import type { Cell, Lane } from '$/journey/records';
import type { Asking, Editor } from '../editor.svelte';
import type { GridItem } from '../offer';
import { t } from './words';

export function laneKindItems(editor: Editor, lane: Lane): MenuItem[] {
  // the menu gives the focus back first; then the dialog may take it
  const ask = (asking: Asking) => (): void => void setTimeout(() => (editor.asking = asking), 60);
  return [
    { label: t('otherLane'), icon: 'plus', onselect: ask({ type: 'lane', after: lane.id }) },
    { label: t('chooseKind'), icon: 'data', onselect: ask({ type: 'lane', after: null, id: lane.id }) },
  ];
}

export function fileItems(editor: Editor, card: Cell): GridItem[] {
  if (!card.file) return [];
  const view = (): void => void setTimeout(() => (editor.asking = { type: 'picture', id: card.id }), 60);
  const picture = editor.document.records[card.lane]?.kind === 'lane' && (editor.document.records[card.lane] as Lane).type === 'image';
  return [
    ...(picture ? [{ label: t('view'), icon: 'eye' as const, looks: true, onselect: view }] : []),
    { label: t('save'), icon: 'download', looks: true, href: contentAddress(editor.about?.map ?? '', card.file, true), download: true },
  ];
}
