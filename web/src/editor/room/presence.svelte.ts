/** Who is here, and where: told to each other a few times a second, never kept. */
import type { Corners, Spot } from '../selection/block';
import type { Person, Said } from './line';
import type { Seat } from './seat';
import { tintOf, TINTS } from './tints';

/** Where somebody stands on a map. Every part may be missing: what comes in was written by others. */
export interface Standing {
  card?: string;
  lane?: string;
  touchpoint?: string;
  phase?: string;
  /** They have it open, and what stands in it now. */
  writing?: boolean;
  text?: string;
}

/** What somebody has selected of a map: blocks from corner to corner, and cards picked one by one. */
export interface Marked {
  blocks: Corners[];
  cards: string[];
}

/** Where somebody's mouse is: shares of the place it is over, so that it fits any screen. */
export interface Pointer {
  over: Standing;
  x: number;
  y: number;
}

/** What somebody sees, for whoever follows them: shares of the whole, so that it fits any screen. */
export interface Sight {
  left: number;
  top: number;
  /** The rest of the address, behind the map: its part, panel, view, filters, what is compared. */
  at: string;
  /** The phase that fills the screen. */
  slide: number | null;
  /** What of the look is not in the address. */
  shown: string[];
}

export interface Here {
  member: string;
  /** The window they sit at, which stays the same when its page is loaded again; null when they do not say. */
  seat: string | null;
  name: string;
  mayWrite: boolean;
  /** One of eight colours: the one they chose, else that of the name where it is free. */
  tint: number;
  /** They chose it themselves. */
  chose: boolean;
  standing: Standing | null;
  marked: Marked | null;
  pointer: Pointer | null;
  sight: Sight | null;
  presenting: boolean;
}

interface Told {
  seat: string | null;
  tint: number | null;
  chose: boolean;
  standing: Standing | null;
  marked: Marked | null;
  pointer: Pointer | null;
  sight: Sight | null;
  presenting: boolean;
}

/** How long what changed is gathered before it is told. */
const GATHER = 100;
/** How long who is followed may be away, loading the page again or without a line, before the following ends. */
const PATIENCE = 10_000;
const MOST_TEXT = 300;
/** Blocks and cards of a selection that are told. */
export const MOST_MARKED = 40;

export class Presence {
  /** Everybody else. */
  others = $state.raw<readonly Here[]>([]);
  /** The name of this person. */
  name = $state('');
  /** The colour of this person. */
  tint = $state(0);
  presenting = $state(false);
  /** Whose sight is followed. */
  following = $state<string | null>(null);
  /** Who was followed and is away for a moment, as they were last. */
  #missed = $state.raw<Here | null>(null);
  readonly followed: Here | null = $derived(
    this.others.find((each) => each.member === this.following) ?? (this.#missed?.member === this.following ? this.#missed : null),
  );

  #told: Told = { seat: null, tint: null, chose: false, standing: null, marked: null, pointer: null, sight: null, presenting: false };
  /** The colour this person chose; null for the one that goes with the name. */
  #wish: number | null = null;
  #member = '';
  #last = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly send: (message: string) => void,
    private readonly seat: Seat | null = null,
  ) {
    this.presenting = seat?.presenting ?? false;
    this.#told = { ...this.#told, seat: seat?.id ?? null, presenting: this.presenting };
  }

  /** Says where this person stands and what they see; only what differs goes out, and not at once. */
  tell(part: Partial<Omit<Told, 'seat' | 'presenting' | 'tint' | 'chose'>>): void {
    this.#told = { ...this.#told, ...part };
    this.#timer ??= setTimeout(() => this.#say(), GATHER);
  }

  /** Another colour than the one that goes with the name, or that one again. */
  paint(tint: number | null): void {
    this.#wish = tint;
    this.#colour();
    this.tell({});
  }

  /** Who chose no colour has that of the name, unless somebody else here has it already. */
  #colour(): void {
    const taken = this.others.filter(({ name }) => name !== this.name).map(({ tint }) => tint);
    const own = tintOf(this.name);
    const free = Array.from({ length: TINTS }, (_, step) => (own + FAR * step) % TINTS).find((each) => !taken.includes(each));
    this.tint = this.#wish ?? free ?? own;
    this.#told = { ...this.#told, tint: this.tint, chose: this.#wish !== null };
  }

  /** Two who came in the same moment took the same colour: one of them gives way. */
  #apart(): void {
    const yields = this.others.some(({ name, tint, chose, member }) => name !== this.name && tint === this.tint && (chose || member < this.#member));
    if (this.#wish !== null || !yields) return;
    this.#colour();
    this.tell({});
  }

  present(presenting: boolean): void {
    this.presenting = presenting;
    if (this.seat) this.seat.presenting = presenting;
    this.#told = { ...this.#told, presenting };
    this.#say();
  }

  heard(message: Extract<Said, { kind: 'welcome' | 'presence' | 'left' }>): void {
    if (message.kind === 'welcome') {
      this.name = message.author;
      const { followed } = this;
      this.others = message.people.filter((each) => each.member !== message.member).map(here);
      if (followed && this.others.every(({ member }) => member !== followed.member)) this.#miss(followed);
      this.#member = message.member;
      this.#colour();
      this.#last = '';
      this.#say();
      return;
    }
    const rest = this.others.filter((each) => each.member !== message.member);
    if (message.kind === 'left') {
      const { followed } = this;
      this.others = rest;
      if (followed?.member === message.member) this.#miss(followed);
      return;
    }
    const known = this.others.find((each) => each.member === message.member);
    const person = here({ ...message, may_write: message.may_write ?? known?.mayWrite ?? true });
    this.others = known ? this.others.map((each) => (each === known ? person : each)) : [...rest, person];
    this.#meet();
    this.#apart();
  }

  /** The map is left, and not only loaded again. */
  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#patience);
    if (this.seat) this.seat.presenting = false;
  }

  /** Who is followed went: they may come back under another number. */
  #miss(person: Here): void {
    this.#missed = person;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      if (this.following === this.#missed?.member) this.following = null;
      this.#missed = null;
    }, PATIENCE);
    this.#meet();
  }

  #meet(): void {
    const missed = this.#missed;
    if (!missed || this.following !== missed.member) return;
    const back = this.others.find((each) => (missed.seat === null ? each.name === missed.name : each.seat === missed.seat));
    if (!back) return;
    clearTimeout(this.#patience);
    this.following = back.member;
    this.#missed = null;
  }

  #say(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const message = JSON.stringify({ kind: 'presence', state: this.#told });
    // the server takes no more than 4,000 characters; where somebody stands matters most
    const short = message.length < 3900 ? message : JSON.stringify({ kind: 'presence', state: { ...this.#told, marked: null, sight: null } });
    if (short === this.#last) return;
    this.#last = short;
    this.send(short);
  }
}

/** From a colour that is taken to the next that is tried: one beside it would look alike. Together they reach all eight. */
const FAR = 3;

const tintIn = (value: unknown): number | null => (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < TINTS ? value : null);

function here({ member, author, may_write, state }: Person): Here {
  const sight = objectOf(state?.sight);
  const standing = objectOf(state?.standing);
  const marked = objectOf(state?.marked);
  const pointer = objectOf(state?.pointer);
  return {
    member,
    seat: text(state?.seat) ?? null,
    name: author,
    mayWrite: may_write,
    tint: tintIn(state?.tint) ?? tintOf(author),
    chose: state?.chose === true,
    presenting: state?.presenting === true,
    standing: standing && placeIn(standing),
    marked: marked && { blocks: list(marked.blocks).flatMap(cornersIn), cards: texts(marked.cards).slice(0, MOST_MARKED) },
    pointer: pointer && { over: placeIn(objectOf(pointer.over) ?? {}), x: share(pointer.x), y: share(pointer.y) },
    sight: sight && {
      left: share(sight.left),
      top: share(sight.top),
      at: text(sight.at) ?? '',
      slide: typeof sight.slide === 'number' && Number.isInteger(sight.slide) && sight.slide >= 0 ? sight.slide : null,
      shown: texts(sight.shown),
    },
  };
}

const placeIn = (told: Record<string, unknown>): Standing => ({
  card: text(told.card),
  lane: text(told.lane),
  touchpoint: text(told.touchpoint),
  phase: text(told.phase),
  writing: told.writing === true,
  text: text(told.text)?.slice(0, MOST_TEXT),
});

function cornersIn(told: unknown): Corners[] {
  const corners = objectOf(told);
  const [from, to] = [spotIn(corners?.from), spotIn(corners?.to)];
  return from && to ? [{ from, to }] : [];
}
function spotIn(told: unknown): Spot | null {
  const { lane, touchpoint } = objectOf(told) ?? {};
  return typeof lane === 'string' && typeof touchpoint === 'string' ? { lane, touchpoint } : null;
}

const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, MOST_MARKED) : []);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
const share = (value: unknown): number => (typeof value === 'number' && value >= 0 && value <= 1 ? value : 0);
