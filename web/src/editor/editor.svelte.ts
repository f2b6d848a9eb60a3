import { getContext, setContext } from 'svelte';
import { untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { language } from '$/i18n/language.svelte';
import type { Change } from '$/journey/document';
import { openCounts } from '$/journey/comments';
import type { DetailedKind } from '$/journey/details';
import { isTalk, missing, openSuggestions, preview, UNMARKED, type Preview } from '$/journey/suggestions';
import { get, mapRecord, refolded } from '$/journey/queries';
import type { Ghost, Grade, Measures, TouchpointMeasure } from '$/journey/measures';
import type { MapDocument, Persona } from '$/journey/records';
import type { Laid } from './differences/laid.svelte';
import { PersonaChoice } from './emotion/choice.svelte';
import { gridOf, type Column, type Grid } from './grid';
import { Proposals } from './proposals';
import { Hierarchy } from './submaps/hierarchy.svelte';
import { Selection } from './selection/selection.svelte';
import type { MapStore } from './store.svelte';
import type { View } from './view.svelte';
import { words } from './words';
import { keyOf, openAt, type Open } from './writing/place';

/** Ghosts shown as columns; all of them stand on the validation page. */
const MOST_GHOSTS = 6;
const LEAST_SHARE = 0.01;

/** What is being edited in place: a card, a new card, a name, or the emotion of a touchpoint. */
export type Editing =
  | { type: 'card'; key: string; id: string | null; start: string | null }
  | { type: 'name'; id: string; start: string | null }
  | { type: 'emotion'; touchpoint: string; start?: string };

export interface MenuAt {
  anchor: HTMLElement;
  /** A place holds no card, and has the id of its lane; a selection has none. */
  of: { type: 'phase' | 'touchpoint' | 'lane' | 'card' | 'place' | 'selection'; id: string; touchpoint?: string };
}

/** A dialog about something on the map. */
export type Asking =
  | { type: 'properties' }
  | { type: 'paper' }
  | { type: 'phase'; id: string }
  | { type: 'details'; id: string; back?: DetailedKind }
  | { type: 'evidence'; id: string; back?: DetailedKind }
  | { type: 'lists'; kind?: DetailedKind }
  | { type: 'sub_map'; id: string }
  | { type: 'connection'; id?: string; from?: string }
  | { type: 'look'; id: string; also?: readonly string[]; anchor: HTMLElement }
  | { type: 'picture'; id: string }
  | { type: 'place'; id: string }
  | { type: 'lane'; after: string | null; id?: string };

/** Dialogs in which there is something to see for who may only look. */
const LOOKED_AT: ReadonlySet<Asking['type']> = new Set(['properties', 'picture', 'paper', 'phase', 'details', 'evidence', 'lists']);

/** Everything the parts of one open map share: the document, the measures, and what is open. */
export class Editor {
  measures = $state.raw<Measures | null>(null);
  /** Why there are none: they are on their way, or were refused in these words. */
  unmeasured = $state.raw<'waiting' | { why: string } | null>(null);
  #editing = $state.raw<Editing | null>(null);
  #menu = $state.raw<MenuAt | null>(null);
  /** Positions and cards selected in the grid. */
  readonly selection = new Selection();
  /** Which map this is on the server, how its journeys are chosen, and who is looking. */
  about = $state.raw<{ map: string; filters: Readonly<Record<string, string>>; me: string } | null>(null);
  #asking = $state.raw<Asking | null>(null);
  /** The touchpoint whose panel is open. */
  selected = $state<string | null>(null);
  /** Whose emotion is looked at, and whose numbers. */
  readonly choice = new PersonaChoice();
  readonly hierarchy = new Hierarchy();
  /** The comments are open: those about one record, or (null) about everything. */
  talk = $state.raw<{ about: string | null } | null>(null);
  /** What one changes is proposed, and not done. */
  suggesting = $state(false);
  /** The list of what is proposed is open. */
  reviewing = $state(false);
  /** The name that one's suggestions carry. */
  me = $state('');
  readonly proposals: Proposals;
  /** Folded lanes in which something was found: open for this reader, until they fold them. */
  readonly unfolded = new SvelteSet<string>();
  /** The column where a row of cells began to be typed, from one to the next by Tab. */
  entry: number | null = null;
  /** An input method is composing a letter or word: until it is done the map stands still, for a field that is moved ends it. */
  composing = $state(false);
  /** What a screen reader is told. */
  said = $state('');

  readonly ghosts: readonly Ghost[] = $derived.by(() => {
    if (!this.view.ghosts) return [];
    const fit = (this.measures?.ghosts ?? []).filter((ghost) => ghost.share >= LEAST_SHARE);
    return [...fit].sort((a, b) => b.journeys - a.journeys).slice(0, MOST_GHOSTS);
  });

  readonly #open: Open = $derived.by(() => openAt(this.document, this.#editing, this.view));

  readonly grid: Grid = $derived.by(() => {
    const next = gridOf(
      this.document,
      { ghosts: this.ghosts, collapsed: this.view.collapsed, hiddenLanes: this.view.hidden, unfolded: this.unfolded, open: this.#open },
      untrack(() => this.#last),
    );
    this.#last = next;
    return next;
  });
  #last: Grid | undefined;

  /** How many columns and lanes are in the page: an opening map begins with those in sight. */
  drawn = $state(Infinity);
  drawnRows = $state(Infinity);
  readonly whole = $derived(this.drawn === Infinity && this.drawnRows === Infinity);
  /** How many pixels the columns have together and the lane names before them, where that is known beforehand: on paper. */
  readonly across: number | null = null;
  readonly lane: number = 0;
  readonly columns: readonly Column[] = $derived(this.drawn < this.grid.columns.length ? this.grid.columns.slice(0, this.drawn) : this.grid.columns);

  /** The position at which a card is open. */
  readonly writingAt: string | null = $derived(keyOf(this.grid, this.#editing));

  /** Open threads by the record they are about. */
  readonly openComments = $derived.by(() => openCounts(this.store.document));

  /** The map with one's own suggestions on it while one makes them; what is proposed is marked. */
  readonly #preview: Preview = $derived.by(() => {
    const document = this.store.document;
    if (!this.suggesting && !this.reviewing) return { document, marks: UNMARKED };
    const open = openSuggestions(document);
    if (this.suggesting) return preview(document, open.filter(({ by }) => by === this.me));
    return preview(document, open, 'added');
  });

  /** Who may only look folds lanes for themselves, and not on the map. */
  readonly #seen: MapDocument = $derived.by(() => {
    if (this.composing && this.#held) return this.#held;
    const { document } = this.#preview;
    return (this.#held = this.store.readOnly ? refolded(document, this.view.refolded) : document);
  });
  #held: MapDocument | null = null;

  readonly map = $derived.by(() => mapRecord(this.store.document));

  /** The language of what is written on the map, where it is another than the reader's: a screen reader says it so. */
  readonly tongue = $derived.by(() => (this.map && this.map.language !== language.value ? this.map.language : undefined));

  constructor(
    readonly store: MapStore,
    readonly view: View,
    /** How this map differs from another; only where two are looked at together. */
    readonly laid: Laid | null = null,
  ) {
    this.proposals = new Proposals(store);
  }

  /** What is open; nothing opens for somebody who may only look. */
  get editing(): Editing | null {
    return this.#editing;
  }

  set editing(editing: Editing | null) {
    const about = editing?.type === 'card' ? [editing.id, ...editing.key.split('|')] : editing?.type === 'name' ? [editing.id] : [];
    if (editing && this.store.readOnly) this.say(words('onlyLooking'));
    else if (!this.suggesting && about.some((id) => id && this.document.records[id] && !this.store.document.records[id])) this.say(words('onlyProposed'));
    else this.#editing = editing;
  }

  get menu(): MenuAt | null {
    return this.#menu;
  }

  set menu(menu: MenuAt | null) {
    // a map that is only compared has none; who may only look is offered what changes nothing
    this.#menu = this.laid ? null : menu;
  }

  get asking(): Asking | null {
    return this.#asking;
  }

  set asking(asking: Asking | null) {
    if (asking && this.store.readOnly && !LOOKED_AT.has(asking.type)) this.say(words('onlyLooking'));
    else this.#asking = asking;
  }

  get document(): MapDocument {
    return this.#seen;
  }

  /** How a record would change, where that is proposed. */
  proposed(record: string): 'added' | 'changed' | 'removed' | undefined {
    return this.#preview.marks.get(record);
  }

  /** Applies changes, or proposes them in suggestions mode, and says what happened. */
  change(label: string, changes: Change[]): boolean {
    if (isTalk(changes)) return this.settle(label, changes);
    if (!this.suggesting && this.reviewing && changes.some((change) => this.#isOnlyProposed(change))) {
      this.say(words('onlyProposed'));
      return false;
    }
    if (!this.suggesting) return this.settle(label, changes);
    return this.settle(label, this.proposals.of(changes, this.me, { kept: true }));
  }

  /** Whether a change is about something that stands there only because another proposed it. */
  #isOnlyProposed(change: Change): boolean {
    const { document } = this.store;
    return (change.op !== 'put' && !document.records[change.id]) || missing(document, change).some((id) => this.document.records[id]);
  }

  /** Holds what is being typed in case the page goes away, as the change or the proposal it will be. */
  hold(draft: Change[] | null, before: MapDocument = this.document): void {
    if (!draft?.length || !this.suggesting || isTalk(draft)) this.store.hold(draft, before);
    else this.store.hold(this.proposals.of(draft, this.me, { kept: false }), before);
  }

  /** Applies changes, whatever the mode. */
  settle(label: string, changes: Change[]): boolean {
    if (this.store.readOnly) {
      this.say(words('onlyLooking'));
      return false;
    }
    const done = this.store.change(label, changes);
    if (done) this.say(label);
    return done;
  }

  say(text: string): void {
    // the same sentence twice is only read again when it differs
    this.said = this.said === text ? `${text} ` : text;
  }

  measureOf(touchpoint: string): TouchpointMeasure | null {
    return this.measures?.touchpoints[touchpoint] ?? null;
  }

  /** What stands where a number would be. */
  get noNumber(): string {
    if (this.unmeasured === 'waiting') return words('measuring');
    return this.unmeasured ? words('measuresRefused', this.unmeasured) : words('notMeasured');
  }

  gradeOf(record: string): Grade | null {
    return this.measures?.grades[record] ?? null;
  }

  /** The persona whose customers were measured; null when it was everybody, or another selection. */
  get measuredOf(): Persona | null {
    const persona = this.measures?.filters.persona;
    return get(this.document, 'persona', typeof persona === 'string' ? persona : null);
  }

  isBound(touchpoint: string): boolean {
    return this.grid.bound.has(touchpoint);
  }

  open(touchpoint: string | null): void {
    if (touchpoint) [this.talk, this.reviewing] = [null, false];
    this.selected = touchpoint && get(this.document, 'touchpoint', touchpoint) ? touchpoint : null;
  }
}

const KEY = Symbol('map editor');

export const provideEditor = (editor: Editor): Editor => setContext(KEY, editor);
export const useEditor = (): Editor => getContext<Editor>(KEY);
