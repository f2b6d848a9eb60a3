/** Touchpoints that open another map. */
import type { Change } from './document';
import { set } from './edits';
import { touchpoints } from './queries';
import type { MapDocument, Touchpoint } from './records';

/** Touchpoints with a map of their own, in map order. */
export const withSubMap = (document: MapDocument): readonly (Touchpoint & { sub_map: string })[] =>
  touchpoints(document).flatMap((each) => (each.sub_map ? [{ ...each, sub_map: each.sub_map }] : []));

/** Lets a touchpoint open a map, or none. */
export const openMapAt = (document: MapDocument, touchpoint: string, map: string | null): Change[] => set(document, touchpoint, { sub_map: map });

export interface Linked {
  readonly id: string;
  readonly sub_maps: readonly { readonly map: string }[];
}

/** The maps from which one comes to `goal` along the links, itself included: none of those may be opened from it. */
export function leadingTo(maps: readonly Linked[], goal: string): ReadonlySet<string> {
  const found = new Set([goal]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { id, sub_maps: links } of maps) if (links.some(({ map }) => found.has(map))) found.add(id);
  }
  return found;
}
