import { ALIKE, feltKey, type FeltBefore, type LaidOver, type Mark } from '$/journey/comparison';

/** How the map that is shown differs from another one. The map one works on has none of this. */
export class Laid {
  #over = $state.raw<Omit<LaidOver, 'document'>>(ALIKE);

  take(over: Omit<LaidOver, 'document'>): void {
    this.#over = over;
  }

  get any(): boolean {
    return this.#over.felt.size > 0;
  }

  of(record: string): Mark | undefined {
    return this.#over.marks.get(record);
  }

  felt(touchpoint: string, persona: string | null): FeltBefore | undefined {
    return this.#over.felt.get(feltKey(touchpoint, persona));
  }
}
