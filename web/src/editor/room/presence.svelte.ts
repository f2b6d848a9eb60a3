/** Who is here, and where: told to each other a few times a second, never kept. */
import type { Person, Said } from './line';

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

/** What somebody sees, for whoever follows them: shares of the whole, so that it fits any screen. */
export interface Sight {
  left: number;
  top: number;
  tab: string;
  panel: string | null;
  folded: string[];
  hidden: string[];
}

export interface Here {
  member: string;
  name: string;
  mayWrite: boolean;
  /** One of eight colours: the one they chose, else the same for a name everywhere. */
  tint: number;
  standing: Standing | null;
  sight: Sight | null;
  presenting: boolean;
}

interface Told {
  /** The colour this person chose; null for the one that goes with the name. */
  tint: number | null;
  standing: Standing | null;
  sight: Sight | null;
  presenting: boolean;
}

/** How long what changed is gathered before it is told. */
const GATHER = 100;
const MOST_TEXT = 300;

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
  readonly followed: Here | null = $derived(this.others.find((each) => each.member === this.following) ?? null);

  #told: Told = { tint: null, standing: null, sight: null, presenting: false };
  #last = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (message: string) => void) {}

  /** Says where this person stands and what they see; only what differs goes out, and not at once. */
  tell(part: Partial<Omit<Told, 'presenting'>>): void {
    this.#told = { ...this.#told, ...part };
    this.#timer ??= setTimeout(() => this.#say(), GATHER);
  }

  /** Another colour than the one that goes with the name, or that one again. */
  paint(tint: number | null): void {
    this.tint = tint ?? tintOf(this.name);
    this.tell({ tint });
  }

  present(presenting: boolean): void {
    this.presenting = presenting;
    this.#told = { ...this.#told, presenting };
    this.#say();
  }

  heard(message: Extract<Said, { kind: 'welcome' | 'presence' | 'left' }>): void {
    if (message.kind === 'welcome') {
      this.name = message.author;
      this.tint = this.#told.tint ?? tintOf(this.name);
      // who was followed comes back under another number
      const name = this.followed?.name;
      this.others = message.people.filter((each) => each.member !== message.member).map(here);
      if (this.following) this.following = this.others.find((each) => each.name === name)?.member ?? null;
      this.#last = '';
      this.#say();
      return;
    }
    const rest = this.others.filter((each) => each.member !== message.member);
    if (message.kind === 'left') {
      this.others = rest;
      if (this.following === message.member) this.following = null;
      return;
    }
    const known = this.others.find((each) => each.member === message.member);
    const person = here({ ...message, may_write: message.may_write ?? known?.mayWrite ?? true });
    this.others = known ? this.others.map((each) => (each === known ? person : each)) : [...rest, person];
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #say(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const message = JSON.stringify({ kind: 'presence', state: this.#told });
    // the server takes no more than 4,000 characters; where somebody stands matters most
    const short = message.length < 3900 ? message : JSON.stringify({ kind: 'presence', state: { ...this.#told, sight: null } });
    if (short === this.#last) return;
    this.#last = short;
    this.send(short);
  }
}

/** How many colours there are for people. */
export const TINTS = 8;

const tintIn = (value: unknown): number | null => (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < TINTS ? value : null);

/** A colour by name, so that somebody has the same one on every screen. */
export function tintOf(name: string): number {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % TINTS;
}

function here({ member, author, may_write, state }: Person): Here {
  const sight = objectOf(state?.sight);
  const standing = objectOf(state?.standing);
  return {
    member,
    name: author,
    mayWrite: may_write,
    tint: tintIn(state?.tint) ?? tintOf(author),
    presenting: state?.presenting === true,
    standing: standing && {
      card: text(standing.card),
      lane: text(standing.lane),
      touchpoint: text(standing.touchpoint),
      phase: text(standing.phase),
      writing: standing.writing === true,
      text: text(standing.text)?.slice(0, MOST_TEXT),
    },
    sight: sight && {
      left: share(sight.left),
      top: share(sight.top),
      tab: text(sight.tab) ?? '',
      panel: text(sight.panel) ?? null,
      folded: texts(sight.folded),
      hidden: texts(sight.hidden),
    },
  };
}

const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
const share = (value: unknown): number => (typeof value === 'number' && value >= 0 && value <= 1 ? value : 0);
