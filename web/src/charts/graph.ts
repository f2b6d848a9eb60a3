/** The path graph as data: which activities and transitions are shown, and how much is not. Pure. */
import type { Reach, Transitions } from '$/contract/wire';

export type Kind = 'activity' | 'start' | 'end';

export interface Place {
  readonly id: string;
  /** Null is the start or the end. */
  readonly name: string | null;
  readonly kind: Kind;
  /** Journeys that come here. */
  readonly journeys: number;
  readonly share: number | null;
}

export interface Way {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
  readonly journeys: number;
  readonly share: number;
  readonly median_s: number | null;
}

export interface Shown {
  readonly places: readonly Place[];
  readonly ways: readonly Way[];
  readonly hidden: {
    readonly activities: number;
    readonly transitions: number;
    /** Of all transitions counted, the part that is drawn. */
    readonly share: number;
  };
  readonly all: { readonly activities: number; readonly transitions: number };
}

export interface Threshold {
  /** Activities drawn: those most journeys come to. */
  readonly activities: number;
  /** Of the transitions between what is drawn, the commonest that make up this share; each activity keeps its strongest. */
  readonly share: number;
}

export const START = 'start';
export const END = 'end';
const idOf = (name: string): string => `a:${name}`;

/** Cuts the transitions down to what can be read. What is cut away is counted, never silent. */
export function shown(transitions: Transitions, reach: Reach, threshold: Threshold): Shown {
  const known = reach.touchpoints.filter((each) => each.journeys > 0);
  const kept = known.slice(0, Math.max(1, threshold.activities));
  const drawn = new Set(kept.map((each) => each.name));
  const unlisted = { activities: reach.left_out.reached, transitions: transitions.left_out.transitions };
  const total = transitions.transitions.reduce((sum, each) => sum + each.count, transitions.left_out.count);
  const between = transitions.transitions.filter((each) => (each.from === null || drawn.has(each.from)) && (each.to === null || drawn.has(each.to)));
  const ways = commonest(between, threshold.share).map(
    (each): Way => ({
      id: JSON.stringify([each.from, each.to]),
      source: each.from === null ? START : idOf(each.from),
      target: each.to === null ? END : idOf(each.to),
      from: each.from,
      to: each.to,
      count: each.count,
      journeys: each.journeys,
      share: each.share,
      median_s: each.median_s,
    }),
  );
  const whole = transitions.n - transitions.empty;
  const border = (id: string, kind: Kind): Place => ({ id, name: null, kind, journeys: whole, share: transitions.n ? whole / transitions.n : null });
  return {
    places: [
      ...(whole > 0 ? [border(START, 'start')] : []),
      ...kept.map((each): Place => ({ id: idOf(each.name), name: each.name, kind: 'activity', journeys: each.journeys, share: each.share })),
      ...(whole > 0 ? [border(END, 'end')] : []),
    ],
    ways,
    hidden: {
      activities: known.length - kept.length + unlisted.activities,
      transitions: transitions.transitions.length - ways.length + unlisted.transitions,
      share: total ? ways.reduce((sum, way) => sum + way.count, 0) / total : 1,
    },
    all: { activities: known.length + unlisted.activities, transitions: transitions.transitions.length + unlisted.transitions },
  };
}

/** The largest share, in steps, at which the lines can still be told apart: what a graph opens with. */
export function readable(transitions: Transitions, reach: Reach, activities: number): number {
  const few = (share: number) => {
    const graph = shown(transitions, reach, { activities, share });
    return graph.ways.length <= 2.4 * graph.places.length;
  };
  return [0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1].find(few) ?? 0.01;
}

type Transition = Transitions['transitions'][number];

/** The commonest that together make up `share` of the counts, and of each activity its strongest way in and out. */
function commonest(between: readonly Transition[], share: number): readonly Transition[] {
  const total = between.reduce((sum, each) => sum + each.count, 0);
  const seenFrom = new Set<string | null>();
  const seenTo = new Set<string | null>();
  let sum = 0;
  // They come in order of count, so that the first seen of an activity is its strongest.
  return between.filter((each) => {
    const enough = sum >= total * share;
    sum += each.count;
    // A loop back to itself ties an activity to nothing.
    const loop = each.from === each.to;
    const first = !loop && (!seenFrom.has(each.from) || !seenTo.has(each.to));
    if (!loop) {
      seenFrom.add(each.from);
      seenTo.add(each.to);
    }
    return !enough || first;
  });
}

/** Width of a line in pixels: by the root of its count, so that small ones stay visible. */
export function widths(ways: readonly Way[]): (way: Way) => number {
  const most = Math.max(1, ...ways.map((way) => way.count));
  return (way) => 1 + 6 * Math.sqrt(way.count / most);
}

export interface Speeds {
  /** 0 quick, 1 middling, 2 slow; null where no time is measured. */
  readonly of: (way: Way) => 0 | 1 | 2 | null;
  /** Seconds that part quick from middling and middling from slow. */
  readonly bounds: readonly [number, number] | null;
}

/** Three groups of the median times of what is drawn, cut where the times lie farthest apart (on a scale of tenfolds). */
export function speeds(ways: readonly Way[]): Speeds {
  const times = ways.map((way) => way.median_s).filter((time) => time !== null).sort((a, b) => a - b);
  const cut = cuts(times.map((time) => Math.log10(time + 1)));
  if (cut === null) return { of: () => null, bounds: null };
  const bounds = [times[cut[0]] ?? 0, times[cut[1]] ?? 0] as const;
  return { bounds, of: (way) => (way.median_s === null ? null : way.median_s < bounds[0] ? 0 : way.median_s < bounds[1] ? 1 : 2) };
}

/** Where ascending values fall into three groups with the least squared distance to their means (Fisher and Jenks). */
function cuts(values: readonly number[]): readonly [number, number] | null {
  if (new Set(values).size < 3) return null;
  const sums = [0];
  const squares = [0];
  for (const value of values) {
    sums.push((sums.at(-1) ?? 0) + value);
    squares.push((squares.at(-1) ?? 0) + value * value);
  }
  const spread = (from: number, to: number): number => {
    const sum = (sums[to] ?? 0) - (sums[from] ?? 0);
    return (squares[to] ?? 0) - (squares[from] ?? 0) - (sum * sum) / Math.max(1, to - from);
  };
  let best: readonly [number, number] = [1, 2];
  let least = Infinity;
  for (let first = 1; first < values.length - 1; first++) {
    for (let second = first + 1; second < values.length; second++) {
      const found = spread(0, first) + spread(first, second) + spread(second, values.length);
      // Equal times stay in one group.
      if (found < least - 1e-12 && values[first - 1] !== values[first] && values[second - 1] !== values[second]) {
        least = found;
        best = [first, second];
      }
    }
  }
  return best;
}

/** The ways that carry their number at once: the strongest; the others tell theirs when they are pointed at. */
export function labelled(ways: readonly Way[], most: number): ReadonlySet<string> {
  return new Set([...ways].sort((a, b) => b.count - a.count).slice(0, most).map((way) => way.id));
}
