/** Whose emotion one looks at and changes, and which curves are drawn. Kept by each reader, never on the map. */
import { SvelteSet } from 'svelte/reactivity';

/** Stands for the curve without a persona: everybody. */
export const EVERYBODY = '';

export class PersonaChoice {
  /** The persona whose curve is changed and whose numbers are shown; null for everybody. */
  chosen = $state<string | null>(null);
  /** Curves that are not drawn, by persona. */
  readonly hidden = new SvelteSet<string>();

  /** Chooses a persona; a page that keeps the choice in its address puts its own way here. */
  choose: (persona: string | null) => void = (persona) => {
    this.chosen = persona;
  };

  shows(persona: string | null): boolean {
    return persona === this.chosen || !this.hidden.has(persona ?? EVERYBODY);
  }

  toggle(persona: string | null): void {
    const key = persona ?? EVERYBODY;
    if (!this.hidden.delete(key)) this.hidden.add(key);
  }
}
