/** What opens over or beside the grid: fetched when it is opened, or when the map has been drawn and there is time. */
export const later = {
  connection: () => import('./arrows/ConnectionDialog.svelte'),
  lane: () => import('./lanes/LaneDialog.svelte'),
  picture: () => import('./lanes/PictureDialog.svelte'),
  place: () => import('./stickies/PlaceDialog.svelte'),
  paste: () => import('./clipboard/PasteQuestion.svelte'),
  look: () => import('./cards/LookPopover.svelte'),
  notes: () => import('./stickies/StickyPane.svelte'),
  paper: () => import('./paper/PaperDialog.svelte'),
  loop: () => import('./loop/LoopView.svelte'),
};
