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
  // Dutch wherever the reader's browser knows Dutch; English for who reads no Dutch at all.
  const wished = typeof navigator === 'undefined' ? [] : navigator.languages;
  const knows = (tag: Language) => wished.some((one) => one.toLowerCase().startsWith(tag));
  return knows('nl') || !knows('en') ? 'nl' : 'en';
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
