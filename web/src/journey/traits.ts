/** Traits have no id of their own: which is which when another changes the list meanwhile. */
import type { Trait } from './records';

export interface Kept {
  readonly key: number;
  readonly trait: Trait;
}

/**
 * The traits with the keys they had: one is the same by its name, what is left over by its place among
 * the others that are left (it was renamed), and what is over is new.
 */
export function keyed(before: readonly Kept[], traits: readonly Trait[]): Kept[] {
  const rest = [...before];
  const found = traits.map((trait) => {
    const at = rest.findIndex((kept) => kept.trait.name === trait.name);
    return at < 0 ? null : rest.splice(at, 1)[0];
  });
  let next = Math.max(-1, ...before.map(({ key }) => key));
  // as many renamed as there are names gone; a list that only grew or shrank renamed nothing
  const renamed = traits.length === before.length ? rest : [];
  return traits.map((trait, at) => ({ key: (found[at] ?? renamed.shift())?.key ?? (next += 1), trait }));
}
