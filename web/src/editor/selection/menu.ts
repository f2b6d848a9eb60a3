/** What the menu of several cells or cards offers, of a place that holds none, and of a card as far as it is the clipboard's. */
import { nameOf } from '$/journey/queries';
import { clip, pasteFromMenu } from '../clipboard/menu';
import { spread } from '../clipboard/spread';
import { lookItem } from '../cards/menu';
import type { Editor } from '../editor.svelte';
import { positionKey } from '../grid';
import type { GridItem } from '../offer';
import { around } from './block';
import { cellsOf, embolden } from './bold';
import { clear, stretch } from './keys';
import { words } from './words';

/** Copy, cut and paste: what is selected, or the card one stands on. */
export const clipItems = (editor: Editor): GridItem[] => [
  { label: words('copy'), icon: 'copy', looks: true, apart: true, onselect: () => clip('copy') },
  { label: words('cut'), icon: 'cut', onselect: () => clip('cut') },
  pasteItem(editor),
];

const pasteItem = (editor: Editor): GridItem => ({ label: words('paste'), icon: 'paste', onselect: () => pasteFromMenu(editor) });

export function selectionItems(editor: Editor): GridItem[] {
  const { selection, grid } = editor;
  const n = new Set(selection.held(grid).map(({ id }) => id)).size;
  const [first, ...others] = cellsOf(editor);
  const whole = around(grid, selection.blocks);
  return [
    ...(first ? [lookItem(editor, first, others), { label: words('bold'), icon: 'edit' as const, onselect: () => void embolden(editor) }] : []),
    ...clipItems(editor),
    ...(whole.lanes.length > 1 ? [{ label: words('fillDown'), icon: 'down' as const, apart: true, onselect: () => void spread(editor, true) }] : []),
    ...(whole.touchpoints.length > 1 ? [{ label: words('fillRight'), icon: 'right' as const, apart: whole.lanes.length < 2, onselect: () => void spread(editor, false) }] : []),
    { label: words('clear', { n }), icon: 'trash', danger: true, apart: true, onselect: () => clear(editor) },
  ];
}

/** A place without the card one points at. */
export function placeItems(editor: Editor, lane: string, touchpoint: string): GridItem[] {
  const spot = { lane, touchpoint };
  const begin = (): void => {
    editor.editing = { type: 'card', key: positionKey(lane, touchpoint), id: null, start: null };
  };
  return [
    // the menu gives the focus back first; then the field may take it
    { label: words('addCard'), icon: 'plus', onselect: () => void setTimeout(begin, 60) },
    pasteItem(editor),
    { label: words('wholeColumn'), looks: true, apart: true, onselect: () => void stretch(editor, spot, true) },
    { label: words('wholeLane'), looks: true, onselect: () => void stretch(editor, spot, false) },
    { label: words('openTouchpoint', { name: nameOf(editor.document, touchpoint) }), icon: 'info', looks: true, apart: true, onselect: () => editor.open(touchpoint) },
  ];
}
