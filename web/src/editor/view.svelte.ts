/** How one person looks at one map: what is folded or hidden. Kept in the browser, never on the map. */
import { SvelteSet } from 'svelte/reactivity';

interface Kept {
  collapsed?: string[];
  hidden?: string[];
  ghosts?: boolean;
  details?: boolean;
  compact?: boolean;
}

export class View {
  /** Phases that are folded into one narrow column. */
  readonly collapsed: SvelteSet<string>;
  /** Lanes that are not shown. */
  readonly hidden: SvelteSet<string>;
  /** Activities that are off the map, as dashed columns. */
  ghosts = $state(true);
  /** Goal, information need and conversion point of every phase, spelled out. */
  details = $state(false);

  /** Narrow columns, for seeing more of a long map at once. */
  compact = $state(false);

  readonly #key: string;

  constructor(map: string) {
    this.#key = `klantreis.view.${map}`;
    const kept = this.#read();
    this.collapsed = new SvelteSet(kept.collapsed);
    this.hidden = new SvelteSet(kept.hidden);
    this.ghosts = kept.ghosts ?? true;
    this.details = kept.details ?? false;
    this.compact = kept.compact ?? false;
  }

  toggle(set: 'collapsed' | 'hidden', id: string): void {
    if (!this[set].delete(id)) this[set].add(id);
    this.#write();
  }

  show(what: 'ghosts' | 'details' | 'compact', shown: boolean): void {
    this[what] = shown;
    this.#write();
  }

  #read(): Kept {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? '{}') as Kept;
    } catch {
      return {};
    }
  }

  #write(): void {
    const kept: Kept = {
      collapsed: [...this.collapsed],
      hidden: [...this.hidden],
      ghosts: this.ghosts,
      details: this.details,
      compact: this.compact,
    };
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // without storage the view lasts as long as the page
    }
  }
}
