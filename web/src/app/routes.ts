import type { Route } from './router.svelte';

/** Each page is its own bundle, loaded when it is first opened. */
export const routes: readonly Route[] = [
  { path: '/kaarten', place: 'maps', load: () => import('./features/maps/MapsPage.svelte') },
  { path: '/kaarten/:id', place: 'maps', wide: true, room: true, load: () => import('./features/map/MapPage.svelte') },
  { path: '/kaarten/:id/personas/:persona', place: 'maps', wide: true, room: true, load: () => import('./features/map/MapPage.svelte') },
  { path: '/bibliotheek', place: 'library', load: () => import('./features/library/LibraryPage.svelte') },
  { path: '/personas', place: 'personas', load: () => import('./features/personas/PersonasPage.svelte') },
  { path: '/personas/vergelijk', place: 'personas', load: () => import('./features/personas/ComparePage.svelte') },
  { path: '/klanten', place: 'customers', load: () => import('./features/customers/CustomersPage.svelte') },
  { path: '/klanten/:id', place: 'customers', load: () => import('./features/customers/CustomerPage.svelte') },
  { path: '/data', place: 'data', load: () => import('./features/data/DataPage.svelte') },
  { path: '/data/:view', place: 'data', load: () => import('./features/data/DataPage.svelte') },
  { path: '/kaarten/:id/:tab', place: 'maps', wide: true, room: true, load: () => import('./features/map/MapPage.svelte') },
];
