/**
 * Which window this is, and whether it presents: the same after its page was loaded again, so that who follows it goes on
 * following. Kept for as long as the window is open.
 */
import { letters } from '$/journey/chance';

const SEAT = 'klantreis.seat';
const PRESENTING = 'klantreis.presenting';

export class Seat {
  readonly id: string;

  constructor(private readonly map: string) {
    this.id = kept(SEAT) ?? letters(8);
    keep(SEAT, this.id);
  }

  /** Whether this map is being presented from here. */
  get presenting(): boolean {
    return kept(PRESENTING) === this.map;
  }

  set presenting(presenting: boolean) {
    if (presenting) keep(PRESENTING, this.map);
    else if (this.presenting) keep(PRESENTING, null);
  }
}

function kept(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // without storage it lasts as long as the page
  }
}
