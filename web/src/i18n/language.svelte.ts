/** The reader's language: Dutch first, kept in the browser, switched at once. */
export type Language = 'nl' | 'en';

export const LANGUAGES: readonly Language[] = ['nl', 'en'];
const KEY = 'klantreis.language';

function remembered(): Language {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === 'nl' || kept === 'en') return kept;
  } catch {
    // Storage may be forbidden; then the language lasts as long as the page.
  }
  const wished = typeof navigator === 'undefined' ? [] : navigator.languages;
  const first = wished.find((tag) => /^(nl|en)\b/i.test(tag));
  return first?.toLowerCase().startsWith('en') ? 'en' : 'nl';
}

class Current {
  #value = $state<Language>(remembered());

  get value(): Language {
    return this.#value;
  }

  set(value: Language): void {
    this.#value = value;
    if (typeof document !== 'undefined') document.documentElement.lang = value;
    try {
      localStorage.setItem(KEY, value);
    } catch {
      // As above.
    }
  }
}

export const language = new Current();
