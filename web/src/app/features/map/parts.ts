/**
 * Parts of the map page that nobody needs in order to see the map. They are fetched when it has been
 * drawn, so that the map is there sooner and they open without a network as well.
 */
import { whenIdle } from '$/controls/idle';
import { later } from '$/editor/later';

export const parts = {
  validate: () => import('./validate/ValidateTab.svelte'),
  personas: () => import('./personas/PersonasTab.svelte'),
  versions: () => import('./versions/VersionsTab.svelte'),
  comments: () => import('./comments/CommentsPanel.svelte'),
  suggestions: () => import('./suggestions/SuggestionsPanel.svelte'),
  panel: () => import('./panel/TouchpointPanel.svelte'),
  present: () => import('./present/Present.svelte'),
  views: () => import('./layers/ViewsDialog.svelte'),
  sift: () => import('./layers/SiftDialog.svelte'),
  details: () => import('./details/DetailsDialog.svelte'),
  lists: () => import('./details/ListsDialog.svelte'),
  evidence: () => import('./evidence/EvidenceDialog.svelte'),
  filter: () => import('./FilterDialog.svelte'),
  ...later,
};

/** Fetches all of them when the browser has nothing better to do. What fails is asked again when it is opened. */
export function fetchRest(): void {
  whenIdle(() => void Promise.allSettled(Object.values(parts).map((fetch) => fetch())));
}
