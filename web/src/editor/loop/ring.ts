/** A map bent into a ring: phases as arcs, touchpoints on them, arrows across. Pure: angles and points. */
import { connections } from '$/journey/connections';
import { bindingOf, emotionAt, phases, touchpoints } from '$/journey/queries';
import type { Measures } from '$/journey/measures';
import type { Connection, MapDocument, Phase, Touchpoint } from '$/journey/records';

export const SIZE = 860;
export const CENTRE = SIZE / 2;
export const RADIUS = 236;
export const BAND = 40;
/** Where the ring is open: the way in and the way out, at the top. */
const GAP = 0.34;

export interface Arc {
  phase: Phase;
  from: number;
  to: number;
}

export interface Spot {
  touchpoint: Touchpoint;
  phase: string;
  angle: number;
  x: number;
  y: number;
  /** Radius of the circle: the area goes with the measured reach. */
  size: number;
  reach: number | null;
  n: number;
  /** −2 … +2: measured where it was, else what was assumed. */
  emotion: number | null;
  measured: boolean;
}

export interface Chord {
  connection: Connection;
  path: string;
}

export interface Ring {
  arcs: Arc[];
  spots: Spot[];
  chords: Chord[];
}

/** What a narrow screen shows: the ring with numbers at its touchpoints, without the room that names take. */
export const NARROW = { x: CENTRE - 290, y: CENTRE - 378, width: 580, height: 664 } as const;

/** Where the number of a touchpoint stands: outside the band, beside its spot. */
export const numberAt = (angle: number): { x: number; y: number } => at(angle, RADIUS + BAND / 2 + 16);

export const at = (angle: number, radius: number): { x: number; y: number } => ({
  x: round(CENTRE + radius * Math.sin(angle)),
  y: round(CENTRE - radius * Math.cos(angle)),
});

const round = (value: number): number => Math.round(value * 10) / 10;

/** Clockwise from the gap at the top; every phase takes room for its touchpoints, an empty one for half a touchpoint. */
export function ringOf(document: MapDocument, measures: Measures | null): Ring {
  const all = phases(document).map((phase) => ({ phase, inside: touchpoints(document, phase.id) }));
  const weights = all.map(({ inside }) => Math.max(0.5, inside.length));
  const whole = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const turn = 2 * Math.PI - GAP;
  let angle = GAP / 2;
  const arcs: Arc[] = [];
  const spots: Spot[] = [];
  all.forEach(({ phase, inside }, index) => {
    const wide = ((weights[index] ?? 0) / whole) * turn;
    arcs.push({ phase, from: angle, to: angle + wide });
    inside.forEach((touchpoint, place) => {
      const own = angle + ((place + 0.5) / inside.length) * wide;
      spots.push(spotOf(document, measures, touchpoint, phase.id, own));
    });
    angle += wide;
  });
  const places = new Map(spots.map((spot) => [spot.touchpoint.id, spot]));
  const chords = connections(document).flatMap((connection) => {
    const from = places.get(connection.from);
    const to = places.get(connection.to);
    return from && to && from !== to ? [{ connection, path: chord(from.angle, to.angle) }] : [];
  });
  return { arcs, spots, chords };
}

function spotOf(document: MapDocument, measures: Measures | null, touchpoint: Touchpoint, phase: string, angle: number): Spot {
  // what nothing is bound to was not measured, it did not reach nobody
  const measure = bindingOf(document, touchpoint.id) ? measures?.touchpoints[touchpoint.id] : undefined;
  const felt = measure?.emotion && measure.emotion.n > 0 ? measure.emotion.mean : null;
  const reach = measure?.share ?? null;
  return {
    touchpoint,
    phase,
    angle,
    ...at(angle, RADIUS),
    size: round(reach === null ? 13 : 11 + 8 * Math.sqrt(reach)),
    reach,
    n: measure?.journeys ?? 0,
    emotion: felt ?? emotionAt(document, touchpoint.id)?.value ?? null,
    measured: felt !== null,
  };
}

/** Across the inside, bent towards the middle; it stops short of both circles. */
function chord(from: number, to: number): string {
  const start = at(from, RADIUS - BAND / 2 - 6);
  const end = at(to, RADIUS - BAND / 2 - 10);
  const middle = at((from + to) / 2, Math.abs(to - from) > 1.2 ? 30 : RADIUS - 110);
  return `M${start.x} ${start.y}Q${middle.x} ${middle.y} ${end.x} ${end.y}`;
}

/** The band of a phase, as a closed path. */
export function band(arc: Arc): string {
  const pad = Math.min(0.012, (arc.to - arc.from) / 6);
  const [from, to] = [arc.from + pad, arc.to - pad];
  const large = to - from > Math.PI ? 1 : 0;
  const outer = RADIUS + BAND / 2;
  const inner = RADIUS - BAND / 2;
  const [a, b, c, d] = [at(from, outer), at(to, outer), at(to, inner), at(from, inner)];
  return `M${a.x} ${a.y}A${outer} ${outer} 0 ${large} 1 ${b.x} ${b.y}L${c.x} ${c.y}A${inner} ${inner} 0 ${large} 0 ${d.x} ${d.y}Z`;
}

/** A name in at most two lines of so many characters. */
export function wrapped(name: string, most = 18): string[] {
  const lines: string[] = [];
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, 2).map((line) => (line.length > most + 4 ? `${line.slice(0, most + 3)}…` : line));
  if (lines.length > 2) shown[1] = `${shown[1] ?? ''}…`;
  return shown;
}

export interface Label {
  id: string;
  lines: string[];
  x: number;
  /** Baseline of the first line. */
  y: number;
  side: 'start' | 'end';
  /** From the spot to words that could not stand beside it. */
  leader: string | null;
}

const LINE = 15;
const APART = 5;
/** Under the ways in and out, above the lower edge. */
const TOP = 112;
const BOTTOM = SIZE - 6;
const OUTER = RADIUS + BAND / 2 + 18;

/** The names around the ring, on each side one under another; null when they do not all fit. */
export function labels(spots: readonly Spot[]): Label[] | null {
  const sides = [spots.filter(({ x }) => x >= CENTRE), spots.filter(({ x }) => x < CENTRE)].map((side) => side.map(named).sort((a, b) => a.wish - b.wish));
  if (sides.some((side) => side.reduce((sum, { high }) => sum + high + APART, 0) > BOTTOM - TOP)) return null;
  return sides.flatMap((side) => {
    const tops = spread(side.map(({ wish, high }) => ({ wish, high: high + APART })));
    return side.map((each, index) => placed(each, tops[index] ?? each.wish));
  });
}

const named = (spot: Spot): { spot: Spot; lines: string[]; high: number; wish: number } => {
  const lines = wrapped(spot.touchpoint.name);
  const high = (lines.length + (spot.reach === null ? 0 : 1)) * LINE;
  return { spot, lines, high, wish: at(spot.angle, OUTER).y - high / 2 };
};

function placed({ spot, lines, high }: ReturnType<typeof named>, top: number): Label {
  const middle = top + high / 2;
  const right = spot.x >= CENTRE;
  const wide = Math.sqrt(Math.max(20 ** 2, OUTER ** 2 - (middle - CENTRE) ** 2));
  const x = round(right ? CENTRE + wide : CENTRE - wide);
  const own = at(spot.angle, OUTER);
  const edge = at(spot.angle, RADIUS + BAND / 2 + 2);
  const leader = Math.abs(own.y - middle) > 9 ? `M${edge.x} ${edge.y}L${right ? x - 3 : x + 3} ${round(middle)}` : null;
  return { id: spot.touchpoint.id, lines, x, y: round(top + LINE * 0.8), side: right ? 'start' : 'end', leader };
}

/** Tops as near to where they are wished as they can be without one lying over another: those that press share their place. */
export function spread(wished: readonly { wish: number; high: number }[]): number[] {
  const groups: { sum: number; n: number; from: number }[] = [];
  let above = 0;
  const before: number[] = [];
  wished.forEach(({ wish, high }, index) => {
    before.push(above);
    groups.push({ sum: wish - above, n: 1, from: index });
    above += high;
    for (let last = groups.at(-1), prior = groups.at(-2); last && prior && prior.sum / prior.n > last.sum / last.n; last = groups.at(-1), prior = groups.at(-2)) {
      groups.splice(-2, 2, { sum: prior.sum + last.sum, n: prior.n + last.n, from: prior.from });
    }
  });
  const most = BOTTOM - above;
  return groups.flatMap(({ sum, n, from }) => before.slice(from, from + n).map((offset) => Math.max(TOP, Math.min(most, sum / n)) + offset));
}
