/** Who can be called in a comment: who may sign in, asked once when the first field is opened, and who is or was on this map. */
import { api } from '$/contract/api';
import type { Editor } from '$/editor/editor.svelte';
import { isNamed } from '$/i18n/people';
import { ofKind } from '$/journey/queries';

class People {
  #known = $state.raw<readonly string[]>([]);
  #asked = false;

  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    api.get<{ people: { name: string }[] }>('/people').then(
      ({ people }) => (this.#known = people.map(({ name }) => name)),
      () => (this.#asked = false),
    );
  }

  /** Where nobody signs in the server knows of nobody else: those who are here, and who said something, have given a name. */
  names({ document, store }: Editor): string[] {
    const here = store.presence.others.map(({ name }) => name);
    const said = [...ofKind(document, 'comment'), ...ofKind(document, 'suggestion')].map(({ by }) => by);
    return [...new Set([...this.#known, ...here, ...said])].filter(isNamed).sort((a, b) => a.localeCompare(b));
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
