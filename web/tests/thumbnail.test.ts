import { expect, it } from 'vitest';
import { draw, HEIGHT, level, TOP, WIDTH } from '../src/app/features/maps/thumbnail';

const phases = [
  { name: 'a', touchpoints: 2, tint: 3 },
  { name: 'b', touchpoints: 2, tint: null },
];

it('gives every touchpoint the same room and keeps inside the drawing', () => {
  const drawing = draw({ phases, emotion: [null, null, null, null] });
  expect(drawing.bands.map((band) => band.tint)).toEqual([3, 1]);
  expect(drawing.bands[0]?.width).toBe(drawing.bands[1]?.width);
  expect(drawing.marks).toHaveLength(4);
  expect((drawing.bands[1]?.x ?? 0) + (drawing.bands[1]?.width ?? 0)).toBeCloseTo(WIDTH);
});

it('draws no line where no emotion is known, and breaks it over a longer silence', () => {
  expect(draw({ phases, emotion: [null, null, null, null] }).lines).toEqual([]);
  expect(draw({ phases, emotion: [1, null, 2, 1] }).lines).toHaveLength(1);
  const long = { phases: [{ name: 'a', touchpoints: 8, tint: 0 }], emotion: [1, 2, null, null, null, 0, -1, -2] };
  expect(draw(long).lines).toHaveLength(2);
});

it('high is up, and nothing leaves the sheet', () => {
  expect(level(2)).toBeLessThan(level(0));
  expect(level(9)).toBe(level(2));
  expect(level(2)).toBeGreaterThan(TOP);
  expect(level(-2)).toBeLessThan(HEIGHT);
});

it('a map without phases is an empty sheet', () => {
  expect(draw({ phases: [], emotion: [] })).toEqual({ bands: [], marks: [], lines: [], points: [] });
});
