/** Who can be called in a comment; asked once, when the first field is opened. */
import { api } from '$/contract/api';

class People {
  names = $state.raw<readonly string[]>([]);
  #asked = false;

  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    api.get<{ people: { name: string }[] }>('/people').then(
      ({ people }) => (this.names = people.map(({ name }) => name)),
      () => (this.#asked = false),
    );
  }
}

export const people = new People();

/** The piece of a name behind the @ before the caret, or null when none is being written. */
export function calling(text: string, caret: number): string | null {
  const found = /(?:^|[\s(])@([\p{L}\p{N}_ .-]{0,40})$/u.exec(text.slice(0, caret));
  return found ? (found[1] ?? '') : null;
}

/** Names that fit what was written of them, those that begin with it first. */
export function fitting(names: readonly string[], piece: string): string[] {
  const wanted = piece.toLowerCase();
  const begins = names.filter((name) => name.toLowerCase().startsWith(wanted));
  const holds = names.filter((name) => !begins.includes(name) && wanted !== '' && name.toLowerCase().includes(wanted));
  return [...begins, ...holds].slice(0, 6);
}
