import { styled } from '$/controls/styled';

/** What opens over or beside the grid: fetched when it is opened, or when the map has been drawn and there is time. */
export const later = {
  connection: () => styled(import('./arrows/ConnectionDialog.svelte')),
  lane: () => styled(import('./lanes/LaneDialog.svelte')),
  picture: () => styled(import('./lanes/PictureDialog.svelte')),
  place: () => styled(import('./stickies/PlaceDialog.svelte')),
  paste: () => styled(import('./clipboard/PasteQuestion.svelte')),
  look: () => styled(import('./cards/LookPopover.svelte')),
  menu: () => styled(import('./GridMenu.svelte')),
  notes: () => styled(import('./stickies/StickyPane.svelte')),
  paper: () => styled(import('./paper/PaperDialog.svelte')),
  loop: () => styled(import('./loop/LoopView.svelte')),
};
