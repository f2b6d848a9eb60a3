/** Comments that were begun and not placed: they wait in this browser, with what they are about. */
import { SvelteMap } from 'svelte/reactivity';

const PREFIX = 'klantreis.comment.';
type Doing = 'new' | 'answer' | 'edit';

/** Which field it is of: a new comment about a record, an answer to a comment, other words for one. */
export const fieldOf = (map: string, doing: Doing, about: string): string => `${map}.${doing}.${about}`;

export class Drafts {
  readonly #held = new SvelteMap<string, string>();

  constructor(private readonly storage: Storage | null) {
    for (let at = 0; at < (storage?.length ?? 0); at += 1) {
      const key = storage?.key(at) ?? '';
      if (key.startsWith(PREFIX)) this.#held.set(key.slice(PREFIX.length), storage?.getItem(key) ?? '');
    }
  }

  of(field: string): string {
    return this.#held.get(field) ?? '';
  }

  /** Words as they are now; none when they were placed or thrown away. */
  keep(field: string, text: string): void {
    if (text.trim()) this.#held.set(field, text);
    else this.#held.delete(field);
    try {
      if (text.trim()) this.storage?.setItem(PREFIX + field, text);
      else this.storage?.removeItem(PREFIX + field);
    } catch {
      // full or forbidden: they wait as long as the page
    }
  }

  /** Those of a map whose place is gone: what they were about, and the words. They are the caller's from here on. */
  strays(map: string, isThere: (record: string) => boolean): { about: string; text: string }[] {
    const found = [...this.#held].flatMap(([field, text]) => {
      const about = field.startsWith(`${map}.`) ? (field.split('.').at(-1) ?? '') : null;
      return about === null || isThere(about) ? [] : [{ field, about, text }];
    });
    for (const { field } of found) this.keep(field, '');
    return found.map(({ about, text }) => ({ about, text }));
  }
}

function storage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

export const drafts = new Drafts(storage());
