/** Which paper a map is printed on, and what fits on a sheet of it. Kept in the browser. */

const KEY = 'klantreis.paper';
const MARGIN = 9;
/** Small enough for a map, large enough to read: what a sheet is drawn at. */
export const SCALE = 0.74;
/** Pixels of the lane names on a sheet. */
export const LANE = 96;
/** Pixels a column needs at least to be read, before it is drawn smaller. */
const READABLE = 140;

export const SIZES = ['a4', 'a3'] as const;
export const WAYS = ['landscape', 'portrait'] as const;
export type Size = (typeof SIZES)[number];
export type Way = (typeof WAYS)[number];
/** The name of its page in `style/paper.css`. */
export type Paper = `${Size}-${Way}`;

/** Short and long side in millimetres. */
const SIDES: Record<Size, readonly [number, number]> = { a4: [210, 297], a3: [297, 420] };

export const paperOf = (size: Size, way: Way): Paper => `${size}-${way}`;
export const sizeOf = (paper: Paper): Size => (paper.startsWith('a3') ? 'a3' : 'a4');
export const wayOf = (paper: Paper): Way => (paper.endsWith('portrait') ? 'portrait' : 'landscape');

/** Pixels between the margins, as a sheet counts them. */
export function roomOn(paper: Paper): { width: number; height: number } {
  const [short, long] = SIDES[sizeOf(paper)];
  const pixels = (side: number): number => Math.floor((((side - 2 * MARGIN) / 25.4) * 96) / SCALE);
  return wayOf(paper) === 'portrait' ? { width: pixels(short), height: pixels(long) } : { width: pixels(long), height: pixels(short) };
}

export const columnsOn = (paper: Paper): number => Math.floor((roomOn(paper).width - LANE) / READABLE);

const isPaper = (value: string | null): value is Paper => SIZES.some((size) => WAYS.some((way) => paperOf(size, way) === value));

class Chosen {
  #paper = $state<Paper>('a4-landscape');

  constructor() {
    try {
      const kept = localStorage.getItem(KEY);
      if (isPaper(kept)) this.#paper = kept;
    } catch {
      // without storage the choice lasts as long as the page
    }
  }

  get paper(): Paper {
    return this.#paper;
  }

  set paper(paper: Paper) {
    this.#paper = paper;
    try {
      localStorage.setItem(KEY, paper);
    } catch {
      // see above
    }
  }
}

export const printer = new Chosen();
