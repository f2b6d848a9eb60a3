/** What others see of whoever uses this browser: a name, where nobody signs in, and a colour. Kept in the browser. */
import { TINTS } from '$/editor/room/tints';

const COOKIE = 'klantreis_name';
const COLOUR = 'klantreis.colour';
export const MOST_NAME = 60;
/** Names that were given in this browser before: what was said under them is one's own, though another name signs now. */
const FORMER = 'klantreis.names';
const MOST_FORMER = 20;
const YEAR_S = 365 * 24 * 3600;

class Me {
  /** One of the eight tints; null for the one that goes with the name. */
  tint = $state<number | null>(null);
  /** The dialog is open. */
  asking = $state(false);
  /** The names that were given before, the last one first. */
  former = $state.raw<readonly string[]>([]);
  /** Counts up when the name is another: who is on a map enters it anew. */
  renamed = $state(0);

  constructor() {
    try {
      const kept = localStorage.getItem(COLOUR);
      const tint = Number(kept);
      if (kept !== null && Number.isInteger(tint) && tint >= 0 && tint < TINTS) this.tint = tint;
      const names: unknown = JSON.parse(localStorage.getItem(FORMER) ?? '[]');
      if (Array.isArray(names)) this.former = names.filter((name) => typeof name === 'string').slice(0, MOST_FORMER);
    } catch {
      // without storage the colour lasts as long as the page
    }
  }

  /** The name that was given in this browser; empty when none was. */
  get name(): string {
    const found = document.cookie.split('; ').find((each) => each.startsWith(`${COOKIE}=`));
    try {
      return decodeURIComponent(found?.slice(COOKIE.length + 1) ?? '');
    } catch {
      return '';
    }
  }

  /** Goes with every question to the server, which signs with it what is said and changed here. */
  call(name: string): void {
    const clean = name.trim().replace(/\s+/g, ' ').slice(0, MOST_NAME);
    if (this.name && this.name !== clean) this.#remember(this.name);
    document.cookie = `${COOKIE}=${encodeURIComponent(clean)}; path=/; samesite=strict; max-age=${String(clean ? YEAR_S : 0)}`;
    this.renamed += 1;
  }

  #remember(name: string): void {
    this.former = [name, ...this.former.filter((each) => each !== name)].slice(0, MOST_FORMER);
    try {
      localStorage.setItem(FORMER, JSON.stringify(this.former));
    } catch {
      // as below
    }
  }

  colour(tint: number | null): void {
    this.tint = tint;
    try {
      if (tint === null) localStorage.removeItem(COLOUR);
      else localStorage.setItem(COLOUR, String(tint));
    } catch {
      // as above
    }
  }
}

export const me = new Me();
