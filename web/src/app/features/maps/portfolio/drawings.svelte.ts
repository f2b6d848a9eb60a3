/** The drawings of the maps that are in view, asked for when they come into it. */
import { thumbnailsOf } from '$/contract/maps';
import type { MapSummary, Thumbnail } from '$/contract/wire';

/** At most this many at once. */
const MOST = 120;

const keyOf = (map: MapSummary): string => `${map.id} ${map.version}`;

export class Drawings {
  #known = $state.raw<Readonly<Record<string, Thumbnail>>>({});
  // nothing reacts to it
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #asked = new Set<string>();

  of(map: MapSummary): Thumbnail | null {
    return this.#known[keyOf(map)] ?? null;
  }

  /** Asks for those that were not asked for before; without an answer a card simply has no drawing. */
  show(maps: readonly MapSummary[]): void {
    const wanted = maps.filter((map) => !this.#asked.has(keyOf(map)));
    for (const map of wanted) this.#asked.add(keyOf(map));
    for (let at = 0; at < wanted.length; at += MOST) void this.#ask(wanted.slice(at, at + MOST));
  }

  async #ask(maps: readonly MapSummary[]): Promise<void> {
    try {
      const found = await thumbnailsOf(maps.map((map) => map.id));
      const drawn = maps.flatMap((map) => (found[map.id] ? [[keyOf(map), found[map.id]] as const] : []));
      this.#known = { ...this.#known, ...(Object.fromEntries(drawn) as Record<string, Thumbnail>) };
    } catch {
      for (const map of maps) this.#asked.delete(keyOf(map));
    }
  }
}
