import type { Way } from '$/charts/graph';

/** What the pointer or the focus is at, and what belongs to it. Apart from what is drawn, so that pointing draws nothing anew. */
export class Pointing {
  id = $state<string | null>(null);
  ways = $state.raw<readonly Way[]>([]);
  #near = $derived.by(() => {
    const { id } = this;
    if (id === null) return null;
    const ways = this.ways.filter((way) => way.id === id || way.source === id || way.target === id);
    // Made anew each time and never changed.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    return ways.length === 0 ? null : new Set([id, ...ways.flatMap((way) => [way.id, way.source, way.target])]);
  });

  lit(id: string): boolean {
    return this.#near?.has(id) ?? false;
  }

  dim(id: string): boolean {
    return this.#near !== null && !this.#near.has(id);
  }
}
