/**
 * Parts of the map page that nobody needs in order to see the map. They are fetched when it has been
 * drawn, so that the map is there sooner and they open without a network as well.
 */
import { whenIdle } from '$/controls/idle';
import { styled } from '$/controls/styled';
import { later } from '$/editor/later';

export const parts = {
  validate: () => styled(import('./validate/ValidateTab.svelte')),
  personas: () => styled(import('./personas/PersonasTab.svelte')),
  versions: () => styled(import('./versions/VersionsTab.svelte')),
  comments: () => styled(import('./comments/CommentsPanel.svelte')),
  suggestions: () => styled(import('./suggestions/SuggestionsPanel.svelte')),
  panel: () => styled(import('./panel/TouchpointPanel.svelte')),
  present: () => styled(import('./present/Present.svelte')),
  miniMap: () => styled(import('./layers/MiniMap.svelte')),
  find: () => styled(import('./layers/FindBox.svelte')),
  start: () => styled(import('./MapStart.svelte')),
  onPaper: () => styled(import('./OnPaper.svelte')),
  views: () => styled(import('./layers/ViewsDialog.svelte')),
  sift: () => styled(import('./layers/SiftDialog.svelte')),
  details: () => styled(import('./details/DetailsDialog.svelte')),
  lists: () => styled(import('./details/ListsDialog.svelte')),
  evidence: () => styled(import('./evidence/EvidenceDialog.svelte')),
  refusal: () => styled(import('./troubles/Refusal.svelte')),
  mend: () => styled(import('./troubles/MendDialog.svelte')),
  gone: () => styled(import('./GoneMap.svelte')),
  filter: () => styled(import('./FilterDialog.svelte')),
  ...later,
};

/** Fetches all of them when the browser has nothing better to do. What fails is asked again when it is opened. */
export function fetchRest(): void {
  whenIdle(() => void Promise.allSettled(Object.values(parts).map((fetch) => fetch())));
}
