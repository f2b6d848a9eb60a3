/** Every address inside the app, made in one place. */
const part = encodeURIComponent;

/** What the library holds, as the address says it. */
export const LIBRARY_KINDS = { touchpoint: 'contactmoment', channel: 'kanaal', system: 'systeem', team: 'team' } as const;
export type LibraryKind = keyof typeof LIBRARY_KINDS;

export const links = {
  maps: () => '/kaarten',
  newMap: (template?: string) => (template ? `/kaarten?nieuw=${part(template)}` : '/kaarten?nieuw=sjabloon'),
  draft: () => '/kaarten?nieuw=data',
  bin: () => '/kaarten?prullenbak=open',
  map: (id: string) => `/kaarten/${part(id)}`,
  /** A map with the panel of a touchpoint open. */
  touchpoint: (map: string, id: string) => `/kaarten/${part(map)}?contactmoment=${part(id)}`,
  personas: (map: string) => `/kaarten/${part(map)}/personas`,
  persona: (map: string, id: string) => `/kaarten/${part(map)}/personas/${part(id)}`,
  allPersonas: () => '/personas',
  /** Two to four personas side by side, each as map and persona. */
  comparePersonas: (chosen: readonly (readonly [map: string, persona: string])[]) =>
    `/personas/vergelijk?${chosen.map(([map, persona]) => `p=${part(`${map}.${persona}`)}`).join('&')}`,
  versions: (id: string) => `/kaarten/${part(id)}/versies`,
  version: (id: string, version: number) => `/kaarten/${part(id)}/versies?versie=${version}`,
  /** A version of a map beside the present one. */
  sinceVersion: (id: string, version: number) => `/kaarten/${part(id)}/versies?van=${version}`,
  /** Two maps in one picture, such as the current and the future state. */
  besideMap: (id: string, other: string) => `/kaarten/${part(id)}/versies?met=${part(other)}`,
  validate: (id: string) => `/kaarten/${part(id)}/valideren`,
  library: () => '/bibliotheek',
  /** What is called so in the library. */
  entry: (kind: LibraryKind, name: string) => `/bibliotheek?soort=${LIBRARY_KINDS[kind]}&zoek=${part(name)}`,
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
  [/^\/library(?=\/|$)/, '/bibliotheek'],
];

/** Where an address really leads; the same address when it is already the one. */
export function canonical(path: string): string {
  for (const [pattern, place] of ALIASES) if (pattern.test(path)) return path.replace(pattern, place);
  return path;
}
