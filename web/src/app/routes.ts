import type { Route } from './router.svelte';

/** Each page is its own bundle, loaded when it is first opened. */
export const routes: readonly Route[] = [
  { path: '/kaarten', place: 'maps', load: () => import('./features/maps/MapsPage.svelte') },
  { path: '/kaarten/:id', place: 'maps', wide: true, load: () => import('./features/map/MapPage.svelte') },
];
