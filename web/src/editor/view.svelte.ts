/** How one person looks at one map: what is folded, hidden or sifted. Kept in the browser, and in the address. */
import { SvelteSet } from 'svelte/reactivity';
import { PLAIN, ZOOM_LEVELS, type Look, type ViewGrade, type ZoomLevel } from '$/journey/views';

interface Kept extends Partial<Look> {
  refolded?: string[];
  ghosts?: boolean;
  details?: boolean;
  compact?: boolean;
  minimap?: boolean;
  away?: boolean;
}

type Shown = 'ghosts' | 'details' | 'compact' | 'minimap' | 'away';
type Chosen = 'collapsed' | 'hidden' | 'personas' | 'channels' | 'refolded';

export class View {
  /** Phases that are folded into one narrow column. */
  readonly collapsed: SvelteSet<string>;
  /** Lanes that are not shown. */
  readonly hidden: SvelteSet<string>;
  /** Lanes that somebody who may only look has folded, or opened, for themselves. */
  readonly refolded: SvelteSet<string>;
  /** What cards must fit: nothing chosen fits all. */
  readonly personas: SvelteSet<string>;
  readonly channels: SvelteSet<string>;
  readonly grades: SvelteSet<ViewGrade>;
  zoom = $state<ZoomLevel>('normal');
  /** The given or kept view that was chosen last. */
  named = $state<string | null>(null);
  /** Activities that are off the map, as dashed columns. */
  ghosts = $state(true);
  /** Goal, information need and conversion point of every phase, spelled out. */
  details = $state(false);
  /** Narrow columns, for seeing more of a long map at once. */
  compact = $state(false);
  /** The map in small, in the corner. */
  minimap = $state(true);
  /** What does not fit is away; else it is faint. */
  away = $state(false);

  /** While one looks through another's eyes: one's own look is kept as it was. */
  borrowed = false;

  readonly #key: string;

  constructor(map: string) {
    this.#key = `klantreis.view.${map}`;
    const kept = this.#read();
    this.collapsed = new SvelteSet(kept.collapsed);
    this.hidden = new SvelteSet(kept.hidden);
    this.refolded = new SvelteSet(kept.refolded);
    this.personas = new SvelteSet(kept.personas);
    this.channels = new SvelteSet(kept.channels);
    this.grades = new SvelteSet(kept.grades);
    this.zoom = ZOOM_LEVELS.find((level) => level === kept.zoom) ?? 'normal';
    this.ghosts = kept.ghosts ?? true;
    this.details = kept.details ?? false;
    this.compact = kept.compact ?? false;
    this.minimap = kept.minimap ?? true;
    this.away = kept.away ?? false;
  }

  /** All of it that a view can hold. */
  get look(): Look {
    const { collapsed, hidden, personas, channels, grades, zoom } = this;
    return { hidden: [...hidden], collapsed: [...collapsed], personas: [...personas], channels: [...channels], grades: [...grades], zoom };
  }

  take(look: Look, named: string | null = null): void {
    for (const list of ['hidden', 'collapsed', 'personas', 'channels', 'grades'] as const) {
      this[list].clear();
      for (const each of look[list]) (this[list] as SvelteSet<string>).add(each);
    }
    this.zoom = look.zoom;
    this.named = named;
    this.#write();
  }

  toggle(set: Chosen, id: string): void {
    if (!this[set].delete(id)) this[set].add(id);
    this.#write();
  }

  toggleGrade(grade: ViewGrade): void {
    if (!this.grades.delete(grade)) this.grades.add(grade);
    this.#write();
  }

  /** Every card fits again. */
  unsift(): void {
    const { personas, channels, grades } = PLAIN;
    this.take({ ...this.look, personas, channels, grades }, this.named);
  }

  show(what: Shown, shown: boolean): void {
    this[what] = shown;
    this.#write();
  }

  zoomTo(level: ZoomLevel): void {
    this.zoom = level;
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
    if (this.borrowed) return;
    const { ghosts, details, compact, minimap, away } = this;
    const kept: Kept = { ...this.look, refolded: [...this.refolded], ghosts, details, compact, minimap, away };
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // without storage the view lasts as long as the page
    }
  }
}
