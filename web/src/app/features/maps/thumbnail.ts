import type { Thumbnail } from '$/contract/wire';

/** A map in small, in the units of its drawing: bands per phase and the line of emotion. */
export interface Drawing {
  readonly bands: readonly { x: number; width: number; tint: number; name: string }[];
  readonly marks: readonly number[];
  /** Pieces of the line; where nothing is known the line is broken. */
  readonly lines: readonly string[];
  readonly points: readonly { x: number; y: number; value: number }[];
}

export const WIDTH = 300;
export const HEIGHT = 96;
export const TOP = 12;
const GAP = 3;
const MARGIN = 12;

/** Every touchpoint is as wide as another; a phase without any keeps a narrow band. */
export function draw(thumbnail: Thumbnail): Drawing {
  const weights = thumbnail.phases.map((phase) => Math.max(phase.touchpoints, 0.6));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const room = WIDTH - GAP * Math.max(thumbnail.phases.length - 1, 0);
  const bands: Drawing['bands'][number][] = [];
  const marks: number[] = [];
  let x = 0;
  thumbnail.phases.forEach((phase, i) => {
    const width = whole === 0 ? 0 : (room * (weights[i] ?? 0)) / whole;
    bands.push({ x, width, tint: (phase.tint ?? i) % 8, name: phase.name });
    for (let k = 0; k < phase.touchpoints; k += 1) marks.push(x + (width * (k + 0.5)) / phase.touchpoints);
    x += width + GAP;
  });
  const points = thumbnail.emotion.flatMap((value, i) => {
    const mark = marks[i];
    return value === null || mark === undefined ? [] : [{ x: mark, y: level(value), value, place: i }];
  });
  const lines: string[] = [];
  let run: string[] = [];
  points.forEach((point, i) => {
    const before = points[i - 1];
    // One unknown moment between two known ones is bridged; a longer silence breaks the line.
    if (before && point.place - before.place > 2) {
      if (run.length > 1) lines.push(run.join(' '));
      run = [];
    }
    run.push(`${run.length === 0 ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`);
  });
  if (run.length > 1) lines.push(run.join(' '));
  return { bands, marks, lines, points };
}

/** The height at which an emotion of −2 … +2 is drawn. */
export const level = (value: number): number =>
  TOP + MARGIN + ((2 - Math.min(Math.max(value, -2), 2)) / 4) * (HEIGHT - TOP - 2 * MARGIN);
