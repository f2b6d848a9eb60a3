import { expect, it } from 'vitest';
import { clearCards } from '../../src/journey/cards';
import { apply } from '../../src/journey/document';
import { gridOf, type GridView } from '../../src/editor/grid';
import { around, blockOf, heldIn, onward, placeOfSpot, spotAt, spotsOf } from '../../src/editor/selection/block';
import { Selection } from '../../src/editor/selection/selection.svelte';
import { document } from '../journey/fixture';

const VIEW: GridView = { ghosts: [], collapsed: new Set(), hiddenLanes: new Set() };
const grid = gridOf(document(), VIEW);
const spot = (lane: string, touchpoint: string) => ({ lane, touchpoint });
const keys = (spots: { lane: string; touchpoint: string }[]) => spots.map((each) => `${each.lane}${each.touchpoint}`).join(' ');

it('a block lies between two corners, whichever way round', () => {
  const block = { lanes: ['l1', 'l2'], touchpoints: ['t2', 't3'] };
  expect(blockOf(grid, { from: spot('l1', 't2'), to: spot('l2', 't3') })).toEqual(block);
  expect(blockOf(grid, { from: spot('l2', 't2'), to: spot('l1', 't3') })).toEqual(block);
  expect(blockOf(grid, { from: spot('gone', 't2'), to: spot('l1', 't3') }).lanes).toEqual([]);
});

it('steps over what is folded or off the map', () => {
  const ghosts = [{ activity: 'bel', after: 't2', phase: 'p1', journeys: 1, share: 0.1, events: 1 }];
  const folded = gridOf(document(), { ...VIEW, ghosts });
  expect(blockOf(folded, { from: spot('l1', 't1'), to: spot('l1', 't3') }).touchpoints).toEqual(['t1', 't2', 't3']);
  expect([3, 4].map((col) => spotAt(folded, { row: 2, col }))).toEqual([null, spot('l1', 't3')]);
  expect([spotAt(grid, { row: 1, col: 1 }), spotAt(grid, { row: 2, col: 0 })]).toEqual([null, null]);
  expect(placeOfSpot(folded, spot('l2', 't3'))).toEqual({ row: 3, col: 4 });
});

it('several blocks count each spot once, and have one outline', () => {
  const blocks = [
    { from: spot('l1', 't1'), to: spot('l1', 't2') },
    { from: spot('l1', 't2'), to: spot('l3', 't2') },
  ];
  expect(keys(spotsOf(grid, blocks))).toBe('l1t1 l1t2 l2t2 l3t2');
  expect(around(grid, blocks)).toEqual({ lanes: ['l1', 'l2', 'l3'], touchpoints: ['t1', 't2'] });
});

it('one goes on within a block, and round at its end', () => {
  const block = { lanes: ['l1', 'l2'], touchpoints: ['t2', 't3'] };
  const walk = (by: { down: number; right: number }) => {
    let at = spot('l1', 't2');
    return keys([1, 2, 3, 4].map(() => (at = onward(block, at, by))));
  };
  expect(walk({ down: 1, right: 0 })).toBe('l2t2 l1t3 l2t3 l1t2');
  expect(walk({ down: 0, right: 1 })).toBe('l1t3 l2t2 l2t3 l1t2');
  expect(walk({ down: 0, right: -1 })).toBe('l2t3 l2t2 l1t3 l1t2');
});

it('grows, adds, takes away and picks', () => {
  const selection = new Selection();
  selection.only(spot('l1', 't1'));
  expect([selection.many(grid), selection.held(grid)]).toEqual([false, []]);
  selection.extend(spot('l2', 't2'));
  expect(selection.spots(grid)).toHaveLength(4);
  expect(selection.held(grid).map((each) => each.id)).toEqual(['c1', 'c2', 'pain1']);
  selection.toggle(grid, spot('l1', 't1'));
  expect(keys(selection.spots(grid))).toBe('l1t2 l2t1 l2t2');
  selection.toggle(grid, spot('l3', 't3'));
  expect(selection.spots(grid)).toHaveLength(4);
  selection.pick({ id: 'c1', ...spot('l1', 't1') });
  expect([selection.spots(grid).length, selection.held(grid).length]).toEqual([0, 1]);
  selection.pick({ id: 'c1', ...spot('l1', 't1') });
  expect(selection.many(grid)).toBe(false);
});

it('clearing takes a pain point off the touchpoints in the block, and off the map when none is left', () => {
  const part = heldIn(grid, [spot('l1', 't1'), spot('l2', 't2')]);
  const now = apply(document(), clearCards(document(), part)).document;
  expect([now.records.c1, now.records.c2]).toEqual([undefined, undefined]);
  expect(now.records.pain1).toMatchObject({ touchpoints: ['t3'] });
  const whole = clearCards(document(), heldIn(grid, [spot('l2', 't2'), spot('l2', 't3')]));
  expect(apply(document(), whole).document.records.pain1).toBeUndefined();
});
