import { describe, expect, it } from 'vitest';
import { band, BAND, CENTRE, labels, RADIUS, ringOf, spread, wrapped } from '../../src/editor/loop/ring';
import { connect } from '../../src/journey/connections';
import { apply } from '../../src/journey/document';
import type { Measures } from '../../src/journey/measures';
import { document } from '../journey/fixture';

describe('the ring', () => {
  it('goes clockwise through the phases, every touchpoint in its own', () => {
    const { arcs, spots } = ringOf(document(), null);
    expect(arcs.map((arc) => arc.phase.name)).toEqual(['Zoeken', 'Kopen']);
    expect(spots.map((spot) => spot.touchpoint.name)).toEqual(['Advertentie', 'Website', 'Boeking']);
    // two touchpoints take twice the room of one, and the arcs join without overlap
    const [one, two] = arcs.map((arc) => arc.to - arc.from) as [number, number];
    expect(one / two).toBeCloseTo(2);
    expect(arcs[0]?.to).toBeCloseTo(arcs[1]?.from ?? 0);
    for (const spot of spots) {
      const arc = arcs.find((each) => each.phase.id === spot.phase);
      expect(spot.angle).toBeGreaterThan(arc?.from ?? 9);
      expect(spot.angle).toBeLessThan(arc?.to ?? 0);
      expect(Math.hypot(spot.x - CENTRE, spot.y - CENTRE)).toBeCloseTo(RADIUS, 0);
    }
  });

  it('shows the measured emotion and reach where there is one, else the assumed', () => {
    const measure = { events: 9, journeys: 81, share: 0.81, interval: null, repeat_share: null, drop_off: null, waiting: null };
    const measures = { touchpoints: { t2: { ...measure, emotion: { n: 4, mean: -1.5, interval: null } }, t1: { ...measure, share: 0, emotion: null } } } as unknown as Measures;
    const [first, second, third] = ringOf(document(), measures).spots;
    expect(second).toMatchObject({ emotion: -1.5, measured: true, reach: 0.81, n: 81 });
    // nothing is bound to these two: that is not a reach of nobody
    expect(first).toMatchObject({ emotion: null, reach: null });
    expect(third).toMatchObject({ emotion: null, reach: null });
    expect(second?.size).toBeGreaterThan(third?.size ?? 99);
    expect(ringOf(document(), null).spots[1]).toMatchObject({ emotion: 1, measured: false });
  });

  it('draws connections across, inside the band', () => {
    const map = apply(document(), connect(document(), { from: 't3', to: 't1' })).document;
    const [chord] = ringOf(map, null).chords;
    const [x, y] = /^M([\d.]+) ([\d.]+)/.exec(chord?.path ?? '')?.slice(1).map(Number) as [number, number];
    expect(Math.hypot(x - CENTRE, y - CENTRE)).toBeLessThan(RADIUS - BAND / 2);
  });

  it('a single phase is one large arc, an empty map is nothing', () => {
    const [arc] = ringOf(document(), null).arcs;
    expect(arc && band({ ...arc, from: 0.1, to: 6 })).toContain(' 0 1 1 ');
    expect(ringOf({ schema: 1, records: {} }, null)).toEqual({ arcs: [], spots: [], chords: [] });
  });

  it.each([
    ['kort', ['kort']],
    ['Zoeken en vergelijken', ['Zoeken en', 'vergelijken']],
    ['een twee drie vier vijf zes zeven acht negen tien', ['een twee drie vier', 'vijf zes zeven…']],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', ['aaaaaaaaaaaaaaaaaaaaa…']],
  ])('%s is wrapped', (name, lines) => expect(wrapped(name)).toEqual(lines));
});

describe('names around the ring', () => {
  it('stay where they are wished when there is room, and share the place when they press', () => {
    expect(spread([{ wish: 200, high: 20 }, { wish: 260, high: 20 }])).toEqual([200, 260]);
    expect(spread([{ wish: 300, high: 20 }, { wish: 300, high: 20 }])).toEqual([290, 310]);
    expect(spread([{ wish: 0, high: 40 }, { wish: 900, high: 40 }])).toEqual([112, 814]);
    expect(spread([])).toEqual([]);
  });

  it('never lie over each other, and are left out when they do not all fit', () => {
    const [spot] = ringOf(document(), null).spots;
    if (!spot) throw new Error('no spot');
    const full = (n: number) => Array.from({ length: n }, (_, at) => {
      const angle = 0.2 + (at / n) * 5.8;
      return { ...spot, angle, x: CENTRE + RADIUS * Math.sin(angle), reach: 0.5, touchpoint: { ...spot.touchpoint, id: `t${String(at)}`, name: 'Een lange naam van een moment' } };
    });
    const found = labels(full(26)) ?? [];
    expect(found).toHaveLength(26);
    for (const side of ['start', 'end']) {
      const tops = found.filter((each) => each.side === side).map((each) => each.y).sort((a, b) => a - b);
      // two lines and the reach
      for (const [at, top] of tops.slice(1).entries()) expect(top - (tops[at] ?? 0)).toBeGreaterThanOrEqual(45);
    }
    expect(labels(full(60))).toBeNull();
  });
});
