/** Which maps are shown, in which order and under which heads. The address is the whole state. */
import type { MapSummary } from '$/contract/wire';

export const GROUPS = ['levensfase', 'eigenaar', 'onderbouwing', 'herziening'] as const;
export type Group = (typeof GROUPS)[number];
export type Review = 'late' | 'soon' | 'fresh';
export type Known = 'well' | 'part' | 'little' | 'unmeasured';

/** In an address: those that have none. */
export const NONE = '-';
/** A review this near is said. */
export const SOON_DAYS = 30;

export interface Wanted {
  readonly text: string;
  /** A name, `NONE`, or empty for everybody's. */
  readonly owner: string;
  readonly phase: string;
  readonly state: '' | 'current' | 'future';
  readonly group: Group | null;
}

export const wantedOf = (query: URLSearchParams): Wanted => {
  const state = query.get('staat');
  return {
    text: query.get('zoek') ?? '',
    owner: query.get('eigenaar') ?? '',
    phase: query.get('levensfase') ?? '',
    state: state === 'huidig' ? 'current' : state === 'toekomst' ? 'future' : '',
    group: GROUPS.find((each) => each === query.get('groep')) ?? null,
  };
};

export const narrows = ({ text, owner, phase, state }: Wanted): boolean => [text.trim(), owner, phase, state].some(Boolean);

/** Two spellings of one name: capitals and spaces do not count. */
export const plain = (text: string | null): string => (text ?? '').trim().replace(/\s+/g, ' ').toLocaleLowerCase();

export function fits(map: MapSummary, wanted: Wanted): boolean {
  if (wanted.state && map.state !== wanted.state) return false;
  if (wanted.owner && plain(map.owner) !== plain(wanted.owner === NONE ? '' : wanted.owner)) return false;
  if (wanted.phase && plain(map.life_cycle) !== plain(wanted.phase === NONE ? '' : wanted.phase)) return false;
  const text = plain(wanted.text);
  return text === '' || text.split(' ').every((word) => saidOf(map).includes(word));
}

/** What is sought in, made once per map: there may be thousands. */
const said = new WeakMap<MapSummary, string>();
function saidOf(map: MapSummary): string {
  const known = said.get(map) ?? plain([map.name, map.description, map.owner, map.life_cycle].join(' '));
  said.set(map, known);
  return known;
}

/** Whole days from one date to another: negative when the second is earlier. */
export const daysTo = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export function reviewOf(map: Pick<MapSummary, 'review_due'>, today: string): Review {
  const days = daysTo(today, map.review_due);
  return days < 0 ? 'late' : days <= SOON_DAYS ? 'soon' : 'fresh';
}

/** How much of a map is more than somebody's word. */
export function knownOf({ supported_share: share }: Pick<MapSummary, 'supported_share'>): Known {
  if (share === null) return 'unmeasured';
  return share >= 2 / 3 ? 'well' : share >= 1 / 3 ? 'part' : 'little';
}

/** Every name once, as it is first written, in the order of the alphabet. */
export function namesIn(names: readonly (string | null)[], tag: string): string[] {
  const found = new Map<string, string>();
  for (const name of names) if (plain(name) && !found.has(plain(name))) found.set(plain(name), (name ?? '').trim());
  return [...found.values()].sort(new Intl.Collator(tag, { sensitivity: 'base', numeric: true }).compare);
}

/** The heads in their order; those of life cycle and owner are names, the empty one last. */
export function headsOf(maps: readonly MapSummary[], group: Group, tag: string): readonly string[] {
  if (group === 'herziening') return ['late', 'soon', 'fresh'] satisfies Review[];
  if (group === 'onderbouwing') return ['well', 'part', 'little', 'unmeasured'] satisfies Known[];
  const names = maps.map((map) => (group === 'eigenaar' ? map.owner : map.life_cycle));
  return [...namesIn(names, tag), ''];
}

/** The head a map stands under, as `headsOf` spells it. */
export function headOf(map: MapSummary, group: Group, heads: readonly string[], today: string): string {
  if (group === 'herziening') return reviewOf(map, today);
  if (group === 'onderbouwing') return knownOf(map);
  return spelled(heads).get(plain(group === 'eigenaar' ? map.owner : map.life_cycle)) ?? '';
}

const spellings = new WeakMap<readonly string[], ReadonlyMap<string, string>>();
function spelled(heads: readonly string[]): ReadonlyMap<string, string> {
  const known = spellings.get(heads) ?? new Map(heads.map((head) => [plain(head), head]));
  spellings.set(heads, known);
  return known;
}

/** Rows under their heads, in the order of both; heads without rows are left out. */
export function grouped(maps: readonly MapSummary[], heads: readonly string[], head: (map: MapSummary) => string): { key: string; maps: MapSummary[] }[] {
  const found = new Map<string, MapSummary[]>(heads.map((key) => [key, []]));
  for (const map of maps) found.get(head(map))?.push(map);
  return [...found].flatMap(([key, under]) => (under.length ? [{ key, maps: under }] : []));
}
