import { describe, expect, it } from 'vitest';
import { arrowsOf, routes } from '../../src/editor/arrows/routing';
import { barsOf, stretchesOf } from '../../src/editor/columns';
import { gridOf, type Grid } from '../../src/editor/grid';
import { columnsOn, roomOn } from '../../src/editor/paper/papers.svelte';
import { sheets } from '../../src/editor/paper/sheets';
import type { Connection, MapDocument } from '../../src/journey/records';

/** One phase of six touchpoints a … f: a card over b to e, one beside it in c, and arrows. */
function grid(): Grid {
  const records: Record<string, object> = {
    map: { id: 'map', kind: 'map', name: 'x', state: 'current', language: 'nl' },
    p: { id: 'p', kind: 'phase', name: 'p', order: 'V' },
    lane: { id: 'lane', kind: 'lane', type: 'actions', name: 'x', order: 'V' },
    wide: { id: 'wide', kind: 'cell', lane: 'lane', touchpoint: 'b', span: 'e', order: 'V', text: 'x' },
    two: { id: 'two', kind: 'cell', lane: 'lane', touchpoint: 'e', span: 'f', order: 'V', text: 'y' },
  };
  [...'abcdef'].forEach((id, at) => (records[id] = { id, kind: 'touchpoint', name: id, phase: 'p', order: 'BCDEFG'[at], ...(id === 'a' ? { width: 700 } : {}) }));
  const document = { schema: 1, records } as unknown as MapDocument;
  return gridOf(document, { ghosts: [], collapsed: new Set(), hiddenLanes: new Set() });
}

const arrow = (from: string, to: string) => ({ id: `${from}${to}`, kind: 'connection', from, to }) as unknown as Connection;

describe('a map on sheets of paper', () => {
  it('cuts a card over several columns where the paper ends, on the level it has', () => {
    const parts = sheets(grid(), 2);
    const seen = parts.map((part) => barsOf(part, 'lane').map(({ cell, start, end, level, before, after }) => [cell.id, start, end, level, before, after]));
    expect(seen).toEqual([
      [['wide', 1, 1, 0, false, true]],
      [['wide', 0, 1, 0, true, true]],
      [
        ['wide', 0, 0, 0, true, false],
        ['two', 0, 1, 1, false, false],
      ],
    ]);
  });

  it('draws an arrow on every sheet that it runs over, and to the rim where it goes on', () => {
    const parts = sheets(grid(), 2);
    const all = [arrow('a', 'b'), arrow('f', 'b')];
    const seen = parts.map((part) => arrowsOf(part, all, () => 'p').map(({ connection, from, to }) => [connection.id, from, to]));
    expect(seen).toEqual([
      [
        ['ab', 0, 1],
        ['fb', 2, 1],
      ],
      [['fb', 2, -1]],
      [['fb', 1, -1]],
    ]);
    const [, middle] = parts;
    if (!middle) throw new Error('there are three sheets');
    const columns = stretchesOf(middle.columns, 200, 50);
    expect(columns).toEqual([
      { x: 50, width: 100 },
      { x: 150, width: 100 },
    ]);
    const [through] = routes(arrowsOf(middle, all, () => 'p'), columns, 40);
    expect(through?.path).toMatch(/^M250 [\d.]+H50m5 -4l-5 4l5 4$/);
  });

  it('gives every column the same width, whatever it has on a screen', () => {
    expect(sheets(grid(), 6)[0]?.columns.every((column) => column.type === 'touchpoint' && !column.touchpoint.width)).toBe(true);
  });

  it('takes as many columns as can be read', () => {
    expect([columnsOn('a4-landscape'), columnsOn('a4-portrait'), columnsOn('a3-landscape'), columnsOn('a3-portrait')]).toEqual([9, 6, 13, 9]);
    expect(roomOn('a4-landscape')).toEqual({ width: 1424, height: 980 });
  });
});
