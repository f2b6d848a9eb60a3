/** Light, dark, or as the system says; kept in the browser. */
export type Theme = 'light' | 'dark' | 'system';
const KEY = 'klantreis.theme';

class Current {
  #wish = $state<Theme>('system');
  #systemDark = $state(false);
  /** What is shown now. */
  shown = $derived<'light' | 'dark'>(this.#wish === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.#wish);

  constructor() {
    if (typeof window === 'undefined') return;
    try {
      const kept = localStorage.getItem(KEY);
      if (kept === 'light' || kept === 'dark') this.#wish = kept;
    } catch {
      // Without storage the system's wish is followed.
    }
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    this.#systemDark = query.matches;
    query.addEventListener('change', (event) => (this.#systemDark = event.matches));
    this.#apply();
  }

  get wish(): Theme {
    return this.#wish;
  }

  set(wish: Theme): void {
    this.#wish = wish;
    this.#apply();
    try {
      if (wish === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, wish);
    } catch {
      // As above.
    }
  }

  #apply(): void {
    if (this.#wish === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.#wish;
  }
}

export const theme = new Current();
