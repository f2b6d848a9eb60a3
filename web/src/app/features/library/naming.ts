/** What comes of giving names another name. */
import type { Whole } from './calls';

/** What makes two names one, as the server sees it: capitals and spaces do not count. */
export const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

export interface Plan {
  /** The names that change, as the server knows them. */
  readonly from: readonly string[];
  /** Maps and places where something is written otherwise. */
  readonly maps: number;
  readonly places: number;
  /** The name is there already: afterwards nothing tells the two apart. */
  readonly joins: boolean;
  /** Renaming once more leads back: it was one name with one spelling, and stays one of its own. */
  readonly back: boolean;
}

/** `taken`: there is an entry of that name already. */
export function planOf(chosen: readonly Whole[], to: string, taken: boolean): Plan {
  const wanted = to.trim();
  const changing = chosen.filter((entry) => entry.spellings.some((name) => name !== wanted));
  const uses = changing.flatMap((entry) => entry.used_in.filter((use) => use.name !== wanted));
  const joins = chosen.length > 1 || (taken && chosen.every((entry) => plain(entry.name) !== plain(to)));
  return {
    from: changing.map((entry) => entry.name),
    maps: new Set(uses.map((use) => use.map)).size,
    places: uses.length,
    joins,
    back: !joins && chosen.every((entry) => entry.spellings.length === 1),
  };
}
