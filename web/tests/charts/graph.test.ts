import { expect, it } from 'vitest';
import { END, labelled, readable, shown, speeds, START, widths } from '$/charts/graph';
import { BOX, boxOf, graphSvg, linesOf } from '$/charts/graph-svg';
import { curve, layout } from '$/charts/layout';
import type { Reach, Transitions } from '$/contract/wire';
import { LOOK } from './look';

const pair = (from: string | null, to: string | null, count: number, median_s: number | null = 10) => ({ from, to, count, journeys: count, share: 0.5, median_s, p90_s: median_s });
const EVIL = '<img src=x>';
// Ten journeys: all begin at a; b in seven, c in two, the evil one in one.
const TRANSITIONS = {
  question: 'transitions',
  n: 11,
  empty: 1,
  left_out: { transitions: 0, count: 0, share: 0 },
  transitions: [pair(null, 'a', 10, null), pair('b', null, 8, null), pair('a', 'b', 7, 60), pair('a', 'a', 4, 5), pair('a', 'c', 2, 3600), pair('c', 'b', 1, 86_400), pair('a', EVIL, 1), pair('c', null, 1, null), pair(EVIL, null, 1, null)],
} as unknown as Transitions;
const REACH = {
  question: 'reach',
  n: 11,
  left_out: { touchpoints: 0, reached: 0, events: 0, share: 0 },
  touchpoints: [
    { name: 'a', journeys: 10, share: 10 / 11 },
    { name: 'b', journeys: 7, share: 7 / 11 },
    { name: 'c', journeys: 2, share: 2 / 11 },
    { name: EVIL, journeys: 1, share: 1 / 11 },
    { name: 'never', journeys: 0, share: 0 },
  ],
} as unknown as Reach;

it('what was not fetched is counted as hidden', () => {
  const some = { ...TRANSITIONS, left_out: { transitions: 3, count: 5, share: 0.125 } };
  const graph = shown(some, { ...REACH, left_out: { touchpoints: 4, reached: 2, events: 5, share: 0.1 } }, { activities: 2, share: 1 });
  expect(graph.hidden).toEqual({ activities: 4, transitions: 8, share: 29 / 40 });
  expect(graph.all).toEqual({ activities: 6, transitions: 12 });
});

it('what is hidden is counted', () => {
  const graph = shown(TRANSITIONS, REACH, { activities: 2, share: 1 });
  expect(graph.places.map((place) => place.id)).toEqual([START, 'a:a', 'a:b', END]);
  expect(graph.ways.map((way) => [way.from, way.to])).toEqual([[null, 'a'], ['b', null], ['a', 'b'], ['a', 'a']]);
  expect(graph.hidden).toEqual({ activities: 2, transitions: 5, share: 29 / 35 });
  expect(graph.all).toEqual({ activities: 4, transitions: 9 });
});

it('with everything shown nothing is hidden', () => {
  const graph = shown(TRANSITIONS, REACH, { activities: 99, share: 1 });
  expect(graph.hidden).toEqual({ activities: 0, transitions: 0, share: 1 });
  expect(graph.places[0]?.journeys).toBe(10);
});

it('every activity keeps its strongest way in and out, however small', () => {
  const graph = shown(TRANSITIONS, REACH, { activities: 99, share: 0 });
  const ids = graph.ways.map((way) => `${way.from}>${way.to}`);
  expect(ids).toContain(`a>${EVIL}`);
  expect(ids).toContain(`${EVIL}>null`);
  expect(ids).toContain('a>c');
  expect(ids).not.toContain('a>a');
});

it('a graph opens with as much as can be read', () => {
  expect(readable(TRANSITIONS, REACH, 99)).toBe(0.95);
  const names = Array.from({ length: 12 }, (_, k) => `n${k}`);
  const dense = { ...TRANSITIONS, transitions: names.flatMap((from) => names.map((to) => pair(from, to, 5))) };
  const all = { ...REACH, touchpoints: names.map((name) => ({ name, journeys: 5, share: 0.5 })) } as unknown as Reach;
  const share = readable(dense, all, 12);
  expect(share).toBeLessThan(0.3);
  expect(shown(dense, all, { activities: 12, share }).ways.length).toBeLessThanOrEqual(2.4 * 14);
});

it('nothing at all is an empty graph', () => {
  const none = { ...TRANSITIONS, n: 0, empty: 0, transitions: [] };
  expect(shown(none, { ...REACH, touchpoints: [] }, { activities: 9, share: 1 })).toMatchObject({ places: [], ways: [], hidden: { activities: 0, transitions: 0, share: 1 } });
});

it('lines are told apart by width, time and label', () => {
  const { ways } = shown(TRANSITIONS, REACH, { activities: 99, share: 1 });
  const wide = widths(ways);
  const at = (from: string, to: string) => ways.find((way) => way.from === from && way.to === to) ?? ways[0];
  expect(wide(ways[0] as never)).toBe(7);
  const { of, bounds } = speeds(ways);
  expect(bounds?.[0]).toBeLessThan(bounds?.[1] ?? 0);
  expect([of(at('a', 'a') as never), of(at('c', 'b') as never), of(ways[0] as never)]).toEqual([0, 2, null]);
  expect([...labelled(ways, 2)]).toEqual(ways.slice(0, 2).map((way) => way.id));
});

it('the layout gives every activity a place of its own, start above end', () => {
  const { places, ways } = shown(TRANSITIONS, REACH, { activities: 99, share: 1 });
  const found = layout(
    places.map((place) => ({ id: place.id, width: BOX.width, height: BOX.height })),
    ways.map((way) => ({ id: way.id, source: way.source, target: way.target, weight: 1, label: { width: 40, height: 16 } })),
  );
  expect(found.places[START]?.y).toBeLessThan(found.places[END]?.y ?? 0);
  expect(new Set(Object.values(found.places).map((point) => `${point.x},${point.y}`)).size).toBe(places.length);
  for (const way of ways) expect(curve(found.ways[way.id]?.points ?? [])).toMatch(/^M[\d.,-]+C/);
  const svg = graphSvg({ places, ways, hidden: { activities: 0, transitions: 0, share: 1 }, all: { activities: 4, transitions: 9 } }, found, LOOK, { by: 'time', speeds: speeds(ways), width: widths(ways) }, EVIL);
  expect(svg).not.toContain('<img');
  expect(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('path').length).toBe(ways.length + 1);
});

it('a long name stands on two lines in a box that has the room of them', () => {
  const named = (name: string) => ({ id: name, kind: 'activity', name, journeys: 3, share: 0.3 }) as const;
  expect(linesOf(named('T04 Determine confirmation of receipt'))).toEqual(['T04 Determine', 'confirmation of receipt']);
  expect(linesOf(named('offerte'))).toEqual(['offerte']);
  expect(boxOf(named('T04 Determine confirmation of receipt')).height).toBeGreaterThan(boxOf(named('offerte')).height);
  expect(boxOf({ ...named('x'), kind: 'start' })).toEqual(BOX.border);
});
