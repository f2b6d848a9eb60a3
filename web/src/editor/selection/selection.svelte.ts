import type { Grid } from '../grid';
import { heldIn, keyOf, spotsOf, type Corners, type Spot } from './block';
import type { Held } from './shift';

const same = (a: Held, b: Held): boolean => a.id === b.id && a.touchpoint === b.touchpoint;

/** What one person has selected: blocks of positions, and cards picked one by one. Seen by nobody's document. */
export class Selection {
  /** The block that grows, from where it began to where it reaches. */
  block = $state.raw<Corners | null>(null);
  /** Blocks selected before it, kept with Ctrl. */
  kept = $state.raw<readonly Corners[]>([]);
  picked = $state.raw<readonly Held[]>([]);
  #quiet = false;

  /** While the focus follows the selection, and not the other way round. */
  get following(): boolean {
    return this.#quiet;
  }

  get blocks(): readonly Corners[] {
    return this.block ? [...this.kept, this.block] : this.kept;
  }

  only(spot: Spot | null): void {
    const now = this.block;
    const stays = spot && now && keyOf(now.from) === keyOf(spot) && keyOf(now.to) === keyOf(spot);
    if (!stays && (spot || now)) this.block = spot ? { from: spot, to: spot } : null;
    if (this.kept.length) this.kept = [];
    if (this.picked.length) this.picked = [];
  }

  extend(to: Spot): void {
    if (this.block && keyOf(this.block.to) === keyOf(to)) return;
    this.block = { from: this.block?.from ?? to, to };
  }

  all(corners: Corners): void {
    this.kept = [];
    this.picked = [];
    this.block = corners;
  }

  /** Adds a position, or takes it away when it is in. */
  toggle(grid: Grid, spot: Spot): void {
    const spots = this.spots(grid);
    const rest = spots.filter((each) => keyOf(each) !== keyOf(spot));
    this.kept = (rest.length < spots.length ? rest : spots).map((each) => ({ from: each, to: each }));
    this.block = rest.length < spots.length ? null : { from: spot, to: spot };
  }

  pick(held: Held): void {
    const rest = this.picked.filter((each) => !same(each, held));
    this.picked = rest.length < this.picked.length ? rest : [...this.picked, held];
    this.kept = [];
    this.block = null;
  }

  spots(grid: Grid): Spot[] {
    return spotsOf(grid, this.blocks);
  }

  has(grid: Grid, spot: Spot): boolean {
    return this.spots(grid).some((each) => keyOf(each) === keyOf(spot));
  }

  /** More than the one position one stands in. */
  many(grid: Grid): boolean {
    return this.picked.length > 0 || this.kept.length > 0 || this.spots(grid).length > 1;
  }

  /** The cards that go along with what is done to one of them; none when only a position is stood in. */
  held(grid: Grid): Held[] {
    if (!this.many(grid)) return [];
    const inside = heldIn(grid, this.spots(grid));
    return [...inside, ...this.picked.filter((each) => !inside.some((other) => same(each, other)))];
  }

  /** Those that go along with one card: all that are held when it is one of them. */
  along(grid: Grid, card: Held): Held[] {
    const held = this.held(grid);
    return held.some((each) => same(each, card)) ? held : [];
  }

  /** Moves the focus without the selection following it. */
  quietly(act: () => void): void {
    this.#quiet = true;
    try {
      act();
    } finally {
      this.#quiet = false;
    }
  }
}
