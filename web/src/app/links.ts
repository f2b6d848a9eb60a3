/** Every address inside the app, made in one place. */
const part = encodeURIComponent;

export const links = {
  maps: () => '/kaarten',
  newMap: (template?: string) => (template ? `/kaarten?nieuw=${part(template)}` : '/kaarten?nieuw=sjabloon'),
  draft: () => '/kaarten?nieuw=data',
  map: (id: string) => `/kaarten/${part(id)}`,
  validate: (id: string) => `/kaarten/${part(id)}/valideren`,
  customers: () => '/klanten',
  customer: (id: string) => `/klanten/${part(id)}`,
  data: () => '/data',
  activities: () => '/data/activiteiten',
  explore: (view = 'paden') => `/data/${view}`,
};

/** English spellings of the same places, so that a link from a script or a guide works too. */
const ALIASES: readonly [RegExp, string][] = [
  [/^\/?$/, '/kaarten'],
  [/^\/maps(?=\/|$)/, '/kaarten'],
  [/^\/customers(?=\/|$)/, '/klanten'],
];

/** Where an address really leads; the same address when it is already the one. */
export function canonical(path: string): string {
  for (const [pattern, place] of ALIASES) if (pattern.test(path)) return path.replace(pattern, place);
  return path;
}
