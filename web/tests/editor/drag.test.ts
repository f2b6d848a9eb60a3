import { expect, it } from 'vitest';
import { gapAt, within } from '../../src/editor/drag/geometry';
import { pull } from '../../src/editor/drag/pointer';
import { gridOf } from '../../src/editor/grid';
import { shifted } from '../../src/editor/selection/shift';
import { document } from '../journey/fixture';

const STRETCHES = [{ low: 0, high: 100 }, { low: 100, high: 140 }, { low: 140, high: 300 }];

it('finds the stretch a point lies in, and the gap it is nearest to', () => {
  expect([-5, 0, 99, 100, 139, 299, 900].map((at) => within(STRETCHES, at))).toEqual([0, 0, 0, 1, 1, 2, 2]);
  expect([-5, 49, 51, 119, 121, 219, 221].map((at) => gapAt(STRETCHES, at))).toEqual([0, 0, 1, 1, 2, 2, 3]);
  expect([within([], 4), gapAt([], 4)]).toEqual([-1, 0]);
});

it('scrolls near the rim, the faster the nearer, and not in the middle', () => {
  expect(pull(500, 0, 1000)).toBe(0);
  expect(pull(0, 0, 1000)).toBeLessThan(pull(30, 0, 1000));
  expect(pull(999, 0, 1000)).toBeGreaterThan(pull(970, 0, 1000));
  expect(pull(-300, 0, 1000)).toBe(pull(0, 0, 1000));
});

it('moves cards by whole columns and lanes, over what is folded, and not off the map', () => {
  const held = [{ id: 'c1', lane: 'l1', touchpoint: 't1' }, { id: 'c2', lane: 'l1', touchpoint: 't3' }];
  const grid = gridOf(document(), { ghosts: [], collapsed: new Set(), hiddenLanes: new Set() });
  expect(shifted(grid, held, { columns: 1, rows: 0 }).map((move) => [move.id, move.touchpoint])).toEqual([['c1', 't2']]);
  expect(shifted(grid, held, { columns: 0, rows: 1 }).map((move) => move.lane)).toEqual(['l2', 'l2']);
  expect(shifted(grid, held, { columns: 0, rows: -1 })).toEqual([]);
});
