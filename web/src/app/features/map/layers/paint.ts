/**
 * Looks put over the grid from outside, by the ids its parts carry: one style sheet each, so that a filter or a search
 * redraws no card.
 */
export const ID = /^[a-z_]+_[0-9a-z]{10}$/;

export const ofCard = (id: string): string => (ID.test(id) ? `[data-card="${id}"]` : '');
export const ofHead = (id: string): string => (ID.test(id) ? `[role=columnheader][data-touchpoint="${id}"]` : '');

export class Paint {
  readonly #sheet = new CSSStyleSheet();

  /** What it is put over: the grid, or more than that. */
  constructor(private readonly over = '[role=grid]') {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
  }

  /** Replaces all rules: selectors inside the grid with what they look like. */
  set(rules: readonly { of: readonly string[]; look: string }[]): void {
    const texts = rules.flatMap(({ of, look }) => {
      const wanted = of.filter(Boolean);
      return wanted.length ? [`:is(${this.over}) :is(${wanted.join(',')})${look}`] : [];
    });
    this.#sheet.replaceSync(texts.join('\n'));
  }

  end(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== this.#sheet);
  }
}
