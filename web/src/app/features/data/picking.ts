/** Choosing one activity out of many by typing part of its name. */

/** From this many on a list is no longer looked through: it is searched. */
export const MANY = 150;
/** As many are offered at a time. */
const OFFERED = 60;

export interface Offered {
  readonly name: string;
  readonly customers?: number;
}

const plain = (text: string): string => text.trim().toLocaleLowerCase();

/** The first of those in whose name every typed word stands, in their order. */
export function matching<O extends Offered>(ordered: readonly O[], typed: string): readonly O[] {
  const words = plain(typed).split(/\s+/).filter((word) => word !== '');
  const found: O[] = [];
  for (const one of ordered) {
    const name = plain(one.name);
    if (words.every((word) => name.includes(word))) found.push(one);
    if (found.length === OFFERED) break;
  }
  return found;
}

/** Which name was meant by what was typed: empty for none, null when that cannot be told. */
export function pickedOf(ordered: readonly Offered[], typed: string): string | null {
  if (typed.trim() === '') return '';
  const exact = ordered.find((one) => one.name === typed) ?? ordered.find((one) => plain(one.name) === plain(typed));
  if (exact) return exact.name;
  const [first, second] = matching(ordered, typed);
  return first !== undefined && second === undefined ? first.name : null;
}
