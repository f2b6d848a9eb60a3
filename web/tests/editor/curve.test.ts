import { describe, expect, it } from 'vitest';
import { band, curve, heightOf, runs, valueAt } from '../../src/editor/curve';
import { timeScale } from '../../src/editor/scale';

describe('the emotion curve', () => {
  it('places values between the margins, and reads them back', () => {
    expect([2, 0, -2].map((value) => heightOf(value, 100, 10))).toEqual([10, 50, 90]);
    for (const value of [-2, -1, 0, 1, 2]) expect(valueAt(heightOf(value, 176, 38), 176, 38)).toBe(value);
    expect(valueAt(-40, 100, 10)).toBe(2);
  });

  it('never swings past the points it joins', () => {
    const ys = curve([{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 20, y: 50 }, { x: 30, y: 50 }]).match(/,(-?[\d.]+)/g)?.map((y) => Number(y.slice(1))) ?? [];
    expect(Math.min(...ys)).toBe(0);
    expect(Math.max(...ys)).toBe(50);
    expect(curve([{ x: 1, y: 1 }])).toBe('');
  });

  it('makes a closed band', () => {
    const path = band([{ x: 0, y: 1 }, { x: 9, y: 1 }], [{ x: 0, y: 5 }, { x: 9, y: 5 }]);
    expect(path.startsWith('M0,1')).toBe(true);
    expect(path.endsWith('Z')).toBe(true);
    expect(path).toContain('L9,5');
  });

  it('breaks at what nobody knows, but not at ghosts', () => {
    const values = [1, null, 2, null, 3];
    expect(runs(values).map((run) => run.map(({ value }) => value))).toEqual([[1], [2], [3]]);
    expect(runs(values, (index) => index === 1).map((run) => run.map(({ index }) => index))).toEqual([[0, 2], [4]]);
  });
});

it('waiting times lie on a logarithmic scale', () => {
  const scale = timeScale([1, 100, 10_000, null, 0]);
  expect(scale.at(1)).toBe(0);
  expect(scale.at(100)).toBeCloseTo(0.5);
  expect(scale.at(10_000)).toBeCloseTo(1);
  expect(timeScale([]).at(50)).toBeGreaterThanOrEqual(0);
});
