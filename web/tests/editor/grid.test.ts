import { describe, expect, it } from 'vitest';
import { cardsAt, gridOf, type Column, type GridView } from '../../src/editor/grid';
import { sheets } from '../../src/editor/paper/sheets';
import { apply, patch } from '../../src/journey/document';
import type { Ghost } from '../../src/journey/measures';
import { document } from '../journey/fixture';

const VIEW: GridView = { ghosts: [], collapsed: new Set(), hiddenLanes: new Set() };
const ghost = (activity: string, after: string | null, phase: string | null): Ghost => ({
  activity,
  after,
  phase,
  journeys: 10,
  share: 0.1,
  events: 12,
});
const keys = (view: Partial<GridView>) => gridOf(document(), { ...VIEW, ...view }).columns.map((column) => column.key);

it('a folded lane is open for who found something in it', () => {
  const lane = gridOf(document(), VIEW).rows[0]?.id ?? '';
  const folded = apply(document(), [patch(lane, { collapsed: true })]).document;
  expect(gridOf(folded, VIEW).rows[0]?.collapsed).toBe(true);
  expect(gridOf(folded, { ...VIEW, unfolded: new Set([lane]) }).rows[0]?.collapsed).toBe(false);
});

describe('columns', () => {
  it('are the touchpoints in map order, with ghosts where they belong', () => {
    expect(keys({})).toEqual(['t1', 't2', 't3']);
    expect(keys({ ghosts: [ghost('bel', 't2', 'p2'), ghost('mail', null, 'p2'), ghost('weg', 'gone', null)] })).toEqual([
      'ghost:weg', 't1', 't2', 'ghost:bel', 'ghost:mail', 't3',
    ]);
  });

  it('fold into one per phase, and an empty phase keeps a place', () => {
    expect(keys({ collapsed: new Set(['p1']) })).toEqual(['collapsed:p1', 't3']);
    const grid = gridOf(apply(document(), [patch('t3', { phase: 'p1' })]).document, VIEW);
    expect(grid.columns.at(-1)).toMatchObject({ type: 'empty', phase: 'p2' });
    expect(grid.spans.map(({ start, span }) => [start, span])).toEqual([[0, 3], [3, 1]]);
  });
});

it('shows pains as cards in their lane at every touchpoint they hit', () => {
  const grid = gridOf(document(), VIEW);
  expect(cardsAt(grid, 'l2', 't3').map((card) => card.id)).toEqual(['pain1']);
  expect(cardsAt(grid, 'l1', 't1').map((card) => card.id)).toEqual(['c1', 'c2']);
});

it('keeps what did not change, so that one edit redraws one position', () => {
  const before = gridOf(document(), VIEW);
  const now = gridOf(apply(document(), [patch('c1', { text: 'anders' })]).document, VIEW, before);
  // the fixture makes new lists but the same records
  expect(now.rows).toBe(before.rows);
  expect(now.columns).toBe(before.columns);
  expect(cardsAt(now, 'l2', 't2')).toBe(cardsAt(before, 'l2', 't2'));
  expect(cardsAt(now, 'l1', 't1')).not.toBe(cardsAt(before, 'l1', 't1'));
});

describe('sheets of paper', () => {
  const wide = (spans: number[]) => {
    const grid = gridOf(document(), VIEW);
    const [span] = grid.spans;
    if (!span) throw new Error('no phase');
    let start = 0;
    const all = spans.map((width) => ({ ...span, start: (start += width) - width, span: width }));
    return { ...grid, columns: Array.from({ length: start }, () => grid.columns[0] as Column), spans: all };
  };

  it.each([
    [[3, 2], [[3, 2]]],
    [[6, 5, 4], [[6], [5, 4]]],
    [[14, 3], [[7], [7], [3]]],
    [[20], [[7], [7], [6]]],
  ])('%j columns per phase give %j', (spans, expected) => {
    const cut = sheets(wide(spans), 9);
    expect(cut.map((sheet) => sheet.spans.map((span) => span.span))).toEqual(expected);
    for (const sheet of cut) {
      expect(sheet.spans[0]?.start).toBe(0);
      expect(sheet.columns.length).toBe(sheet.spans.reduce((sum, span) => sum + span.span, 0));
    }
  });
});
