import { describe, expect, it } from 'vitest';
import { arrowsOf, bandHeight, FOOT, LEVEL, meet, routes, type Arrow } from '../../src/editor/arrows/routing';
import type { Column } from '../../src/editor/grid';
import type { Connection } from '../../src/journey/records';
import { changeConnection, connect, connections, disconnect, likelyType, turnRound } from '../../src/journey/connections';
import { apply } from '../../src/journey/document';
import { removeTouchpoint } from '../../src/journey/edits';
import { touchpoints } from '../../src/journey/queries';
import { document as journey } from '../journey/fixture';

const link = (from: number, to: number): Connection => ({ id: `c${from}-${to}`, kind: 'connection', from: `t${from}`, to: `t${to}` });
const grid = (n: number, folded: number[] = []): { columns: Column[] } => ({
  columns: Array.from({ length: n }, (_, at) =>
    folded.includes(at)
      ? { type: 'collapsed', key: `f${at}`, phase: `p${at}`, count: 2 }
      : ({ type: 'touchpoint', key: `t${at}`, phase: `p${at}`, touchpoint: { id: `t${at}` } } as Column),
  ),
});
const columns = (n: number) => Array.from({ length: n }, (_, at) => ({ x: 100 + at * 120, width: 120 }));
const laid = (pairs: [number, number][], n = 8): Arrow[] => arrowsOf(grid(n), pairs.map(([a, b]) => link(a, b)), (id) => id.replace('t', 'p'));

describe('levels', () => {
  it('short ones lie low, nested ones above them', () => {
    expect(laid([[0, 5], [1, 2], [3, 4], [2, 3]]).map((arrow) => arrow.level)).toEqual([1, 0, 0, 0]);
    expect(bandHeight(laid([[0, 5], [1, 2]]))).toBe(FOOT + 2 * LEVEL);
    expect(bandHeight([])).toBe(0);
  });

  it('never lie over each other, whatever the arrows', () => {
    let seed = 3;
    const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
    for (let round = 0; round < 200; round += 1) {
      const pairs = new Map<string, [number, number]>();
      for (let at = 0; at < 12; at += 1) {
        const pair: [number, number] = [random(8), random(8)];
        pairs.set(pair.join(), pair);
      }
      const arrows = laid([...pairs.values()]);
      const level = routes(arrows, columns(8), bandHeight(arrows));
      arrows.forEach((a, at) => arrows.slice(at + 1).forEach((b) => {
        if (a.level === b.level) expect(meet(a, b), `${a.connection.id} ${b.connection.id}`).toBe(false);
      }));
      // and as drawn: level parts at the same height share no point
      level.forEach((a, at) => level.slice(at + 1).forEach((b) => {
        if (a.words.y !== b.words.y) return;
        const apart = a.words.x + a.words.width <= b.words.x || b.words.x + b.words.width <= a.words.x;
        expect(apart, `${a.arrow.connection.id} ${b.arrow.connection.id}`).toBe(true);
      }));
      // no two ends in the same place
      const feet = level.flatMap((each) => [each.path.split('V')[0], `M${each.tip.x} ${bandHeight(arrows)}`]);
      expect(new Set(feet).size).toBe(feet.length);
    }
  });

  it('an end in a folded phase stands at its column, two in the same are not drawn', () => {
    const arrows = arrowsOf(grid(3, [1]), [link(0, 9), link(9, 8), link(0, 7)], (id) => (id === 't7' ? 'p7' : 'p1'));
    expect(arrows.map((arrow) => [arrow.connection.id, arrow.from, arrow.to])).toEqual([['c0-9', 0, 1]]);
  });
});

describe('routes', () => {
  it('leave and arrive inside their columns, the long one above', () => {
    const arrows = laid([[0, 2], [0, 1]]);
    const [long, short] = routes(arrows, columns(3), bandHeight(arrows));
    expect(long?.tip.x).toBe(400);
    expect(short?.tip.x).toBe(280);
    expect(long?.words.y).toBeLessThan(short?.words.y ?? 0);
    // both leave from column 0 to the right: the long one from the left of the short one
    const start = (path = '') => Number(/^M([\d.]+)/.exec(path)?.[1]);
    expect(start(long?.path)).toBeLessThan(start(short?.path));
    expect(start(long?.path)).toBeGreaterThan(100);
    expect(start(short?.path)).toBeLessThan(220);
  });

  it('without measured columns nothing is drawn yet', () => expect(routes(laid([[0, 1]]), [], 36)).toEqual([]));
});

describe('connections of a map', () => {
  const document = journey();
  const [a, b, c] = touchpoints(document).map((touchpoint) => touchpoint.id) as [string, string, string];
  const made = apply(document, connect(document, { from: a, to: c, label: ' naar\nhet einde ' })).document;
  const one = connections(made)[0] as Connection;

  it('are made once, named in one line, and a way back is a loop', () => {
    expect(one).toMatchObject({ from: a, to: c, type: 'branch', label: 'naar het einde' });
    expect(connect(made, { from: a, to: c })).toEqual([]);
    expect(connect(made, { from: a, to: 'touchpoint_nergens000' })).toEqual([]);
    expect(likelyType(made, c, a)).toBe('loop');
    expect(connect(made, { from: c, to: a })).toHaveLength(1);
  });

  it('are changed, turned round and removed', () => {
    expect(changeConnection(made, one.id, { label: 'naar het einde' })).toEqual([]);
    expect(changeConnection(made, one.id, { type: 'trigger' })).toEqual([{ op: 'patch', id: one.id, fields: { type: 'trigger' } }]);
    expect(connections(apply(made, turnRound(made, one.id)).document)[0]).toMatchObject({ from: c, to: a });
    expect(connections(apply(made, disconnect(made, one.id)).document)).toEqual([]);
  });

  it('go with either touchpoint, and not with another', () => {
    expect(connections(apply(made, removeTouchpoint(made, c)).document)).toEqual([]);
    expect(connections(apply(made, removeTouchpoint(made, b)).document)).toHaveLength(1);
  });
});
