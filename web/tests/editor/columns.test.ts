import { describe, expect, it } from 'vitest';
import { barsOf, besideBars, levelsOf, middlesOf, reachOf, stacksOf, trackOf, widthsOf } from '../../src/editor/columns';
import { gridOf, type GridView } from '../../src/editor/grid';
import { apply, patch, put } from '../../src/journey/document';
import type { Cell, MapDocument } from '../../src/journey/records';
import { document } from '../journey/fixture';

const VIEW: GridView = { ghosts: [], collapsed: new Set(), hiddenLanes: new Set() };
const cell = (id: string, touchpoint: string, span: string | null): Cell => ({
  id, kind: 'cell', lane: 'l1', touchpoint, order: 'X', text: id, span,
});
const wide = (cells: Cell[], view: Partial<GridView> = {}, from: MapDocument = document()) =>
  gridOf(apply(from, cells.map((each) => put(each))).document, { ...VIEW, ...view });
const bars = (cells: Cell[], view: Partial<GridView> = {}) =>
  barsOf(wide(cells, view), 'l1').map(({ cell: { id }, start, end, level }) => [id, start, end, level]);

describe('a card over several columns', () => {
  it('is a bar from its column to its end', () => {
    expect(bars([])).toEqual([['c1', 0, 1, 0]]);
    expect(bars([cell('c1', 't3', 't1'), cell('c5', 't2', 't3')])).toEqual([['c5', 1, 2, 0]]);
  });

  it('lies as high as it can without touching another', () => {
    expect(bars([cell('c5', 't2', 't3')])).toEqual([['c1', 0, 1, 0], ['c5', 1, 2, 1]]);
    const grid = wide([cell('c5', 't2', 't3')]);
    const all = barsOf(grid, 'l1');
    expect(levelsOf(all)).toBe(2);
    expect(stacksOf(grid, all).map(({ bars: own, under }) => [own.length, under])).toEqual([[1, 1], [1, 2], [0, 2]]);
    expect(besideBars(grid, 'l1', 't1', all).map((card) => card.id)).toEqual(['c2']);
  });

  it('reaches over folded phases and over what is off the map', () => {
    const long = [cell('c1', 't1', 't3')];
    expect(bars(long, { collapsed: new Set(['p2']) })).toEqual([['c1', 0, 2, 0]]);
    expect(bars(long, { collapsed: new Set(['p1']) })).toEqual([['c1', 0, 1, 0]]);
    expect(bars(long, { collapsed: new Set(['p1', 'p2']) })).toEqual([['c1', 0, 1, 0]]);
    expect(bars([], { collapsed: new Set(['p1']) })).toEqual([]);
    const ghosts = [{ activity: 'bel', after: 't1', phase: 'p1', journeys: 1, share: 0.1, events: 1 }];
    expect(bars([], { ghosts })).toEqual([['c1', 0, 2, 0]]);
  });
});

describe('the width of columns', () => {
  const sized = apply(document(), [patch('t1', { width: 200 })]).document;
  const grid = gridOf(sized, { ...VIEW, collapsed: new Set(['p2']) });

  it('is its own, that of a fold, or an equal share of what is left', () => {
    expect(grid.columns.map(trackOf)).toEqual(['200px', 'var(--wide-column)', '44px']);
    expect(widthsOf(grid.columns, 500)).toEqual([200, 256, 44]);
    expect(middlesOf(grid.columns, 500)).toEqual([100, 328, 478]);
  });

  it('is summed for a card over several', () => {
    const bar = barsOf(grid, 'l1')[0];
    expect(bar && reachOf(grid, bar)).toBe('calc(1 * var(--wide-column) + 188px)');
  });
});
