import { beforeEach, describe, expect, it } from 'vitest';
import { heightOfBars } from '$/charts/bars';
import { marked } from '$/charts/columns';
import { beside, plain, shortened, told } from '$/charts/drawing';
import { DRAWN, drawingOf } from '$/charts/drawings';
import { svgOf } from '$/charts/engine';
import { chanceOf, laterBy, pointsOf } from '$/charts/points';
import { language } from '$/i18n/language.svelte';
import { LOOK } from './look';

const SCOPE = { n: 10, from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', filters: {} };
const EVIL = '<img src=x onerror=alert(1)>';
const INTERVAL = [0.1, 0.3];
const MOVED = { name: EVIL, before: { journeys: 1, share: 0.1 }, after: { journeys: 3, share: 0.3 }, difference: 0.2, interval: INTERVAL, p: 0.01, q: 0.02 };

const ANSWERS: Record<string, object> = {
  transitions: { transitions: [{ from: null, to: EVIL, count: 4, journeys: 4, share: 1, median_s: null, p90_s: null }], empty: 0 },
  paths: { paths: [{ path: [EVIL, 'b'], count: 4, share: 0.4, median_s: 60 }], distinct: 40, collapse: false, listed: 4, empty: 0 },
  representatives: { representatives: [{ path: [EVIL], count: 1, journeys: 4, share: 0.4, mean_distance: 0.1 }], distinct: 3, mean_distance: 0.1, sampled: null, empty: 0 },
  reach: { touchpoints: [{ name: EVIL, journeys: 2, share: 0.2, interval: INTERVAL, events: 2, events_per_journey: 1, repeat_share: 0, at_once_share: 0 }] },
  funnel: {
    mode: 'ordered',
    within_s: null,
    steps: [
      { name: EVIL, activities: [EVIL], count: 4, step_rate: 1, overall_rate: 1, interval: INTERVAL, share: 0.4, median_s: null, p90_s: null, dropped: { count: 2, share: 0.5, next: [{ activity: null, count: 2, share: 1 }], other: 0 } },
      { name: 'b', activities: ['b'], count: 2, step_rate: 0.5, overall_rate: 0.5, interval: INTERVAL, share: 0.2, median_s: 60, p90_s: 60, dropped: null },
    ],
  },
  timing: { between: [EVIL, 'b'], inside: null, count: 3, journeys: 3, unfinished: 0, single: 0, median_s: 90, p75_s: 90, p90_s: 100, p95_s: 100, target_s: null, above: null, above_share: null, above_interval: null, histogram: [{ from_s: 60, to_s: 120, count: 3 }, { from_s: 120, to_s: null, count: 0 }] },
  fitness: { mean: 0.8, interval: INTERVAL, perfect: 2, histogram: Array.from({ length: 20 }, (_, k) => k), deviations: [], deviations_left_out: { deviations: 0, count: 0 } },
  explain: { outcome: EVIL, after: null, missing: true, compared: 10, with_outcome: 3, risk: 0.3, not_reached: 0, open: 0, minimum: 1, tested: 1, too_small: 0, drivers: [{ what: 'channel', value: EVIL, n: 4, risk_in: 0.5, risk_out: 0.2, difference: 0.3, interval: INTERVAL, lift: 2, p: 0.01, q: 0.0001 }] },
  attribution: { conversion: EVIL, by: 'channel', half_life_s: 1, within_s: null, conversions: 2, value: 10, untouched: { conversions: 0, value: 0 }, touches: 2, unplaced: 0, unread: 0, models: { first: { [EVIL]: { conversions: 2, value: 10 } }, markov: { [EVIL]: { conversions: 1, value: 5 } } }, removal: {} },
  drift: { before: {}, after: {}, distance: 0.1, p: 0.01, transitions: {}, permutations: 9, empty: 0, tested: 3, moved: [MOVED], new: [], vanished: [], unclear: { new: 0, vanished: 0 } },
  simulate: { conversion: EVIL, order: 1, states: 3, conversions: 3, observed: 0.3, observed_interval: INTERVAL, predicted: 0.3, predicted_interval: INTERVAL, changed: 0.4, changed_interval: INTERVAL, difference: 0.1, interval: INTERVAL, extra: 1, changes: [], open: 0, empty: 0, calibration: { mean_error: 0, touchpoints: [] } },
  pains: {
    pains: [
      { kind: 'drop_off', touchpoint: null, name: EVIL, phase: null, score_kind: null, journeys: 4, of: 8, share: 0.5, rate: null, conversion: { difference: 0.2 }, at_stake: 100, at_stake_interval: [50, 150], p: 0.01, q: 0.02, because: [], quotes: [] },
    ],
    others: [],
  },
  moments: { outcome: EVIL, moments: [{ name: EVIL, touchpoint: null, experience: 'csat', outcome: 'conversion', good: 0.5, bad: 0.2, n_good: 9, n_bad: 9, difference: 0.3, interval: INTERVAL, p: 0.01, q: 0.02, found: true }] },
  compare: { of: 'transitions', compared: [{ what: [null, EVIL], a: { part: 1, whole: 2, share: 0.5 }, b: { part: 1, whole: 4, share: 0.25 }, difference: -0.25, interval: [-0.5, 0], p: 0.2, q: 0.2, small: true }], times: [] },
  steps: {
    at: null,
    lined_up: 4,
    without: 0,
    empty: 0,
    steps: [
      { step: 1, journeys: 4, begin: 4, end: 1, touchpoints: [{ name: EVIL, count: 4, share: 1 }], left_out: { touchpoints: 0, count: 0, share: 0 } },
      { step: 2, journeys: 3, begin: 0, end: 3, touchpoints: [{ name: 'b', count: 3, share: 0.75 }], left_out: { touchpoints: 1, count: 1, share: 0.25 } },
    ],
    flows: [
      { step: 1, from: EVIL, to: 'b', count: 3, share: 0.75 },
      { step: 1, from: EVIL, to: null, count: 1, share: 0.25 },
    ],
    grouped: [{ step: 1, from: EVIL, from_rest: false, to: null, to_rest: true, flows: 1, count: 1, share: 0.25 }],
  },
};

beforeEach(() => language.set('nl'));

describe('every question', () => {
  it('has an example here', () => expect(Object.keys(ANSWERS).sort()).toEqual(Object.keys(DRAWN).sort()));

  it.each(Object.keys(ANSWERS))('%s is drawn, told and tabled, in both languages, wide and narrow', (question) => {
    for (const tongue of ['nl', 'en'] as const) {
      for (const narrow of [false, true]) {
        language.set(tongue);
        const drawing = drawingOf({ question, ...SCOPE, ...ANSWERS[question] } as never, { ...LOOK, narrow });
        expect(drawing?.about).toMatch(/n = 10/);
        expect(drawing?.rows.length).toBeGreaterThan(0);
        for (const row of drawing?.rows ?? []) for (const column of drawing?.columns ?? []) expect(column.value(row)).not.toBeUndefined();
        const svg = svgOf(drawing?.option ?? {}, { width: narrow ? 340 : 900, height: drawing?.height ?? 0 });
        expect(svg).toMatch(/^<svg/);
        expect(svg).not.toContain('<img');
      }
    }
  });

  it.each(Object.keys(ANSWERS))('%s: what it says beside the pointer is never markup of the data', (question) => {
    const drawing = drawingOf({ question, ...SCOPE, ...ANSWERS[question] } as never, LOOK);
    const series = (drawing?.option.series ?? []) as { type: string; data?: unknown[]; nodes?: object[]; links?: object[]; tooltip?: { formatter?: (at: object) => string } }[];
    for (const one of series) {
      const points = [...(one.data ?? []).map((data) => ({ data, dataType: 'node' })), ...(one.nodes ?? []).map((data) => ({ data, dataType: 'node' })), ...(one.links ?? []).map((data) => ({ data, dataType: 'edge' }))];
      points.forEach((point, dataIndex) => expect(one.tooltip?.formatter?.({ ...point, dataIndex }) ?? '').not.toContain('<img'));
    }
  });
});

it('a question without a chart has none', () => expect(drawingOf({ question: 'validate', ...SCOPE } as never, LOOK)).toBeNull());

it('texts of the data are never markup', () => {
  expect(plain(`<b>"a" & 'b'</b>`)).toBe('&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;');
  expect(told(EVIL, [[EVIL, EVIL]])).not.toContain('<img');
});

it('a long name is cut in its middle', () => {
  expect(shortened('offerte', 10)).toBe('offerte');
  expect(shortened('offerte_aangevraagd_web', 11)).toBe('offert…_web');
  // of two that are told together each
  expect(shortened('Payment details · waiting', 18)).toBe('Payme…ls · waiting');
  expect(shortened('offerte_aangevraagd → boeking', 18)).toBe('offer…gd → boeking');
});

it('differences have their sign, in percentage points', () => {
  expect([pointsOf(0.042), pointsOf(-0.1), pointsOf(0), pointsOf(null)]).toEqual(['+4,2', '−10', '0', '–']);
  expect(chanceOf(0.0001)).toBe('< 0,001');
});

it('gives two names beside a bar a line each on a phone, and leaves the others as they are', () => {
  const [phone, desk] = [{ narrow: true }, { narrow: false }];
  expect(beside('Payment details · waiting', phone)).toBe('Payment details ·\nwaiting');
  expect(beside('offerte_aangevraagd_web → boeking', phone)).toBe('offerte_aan…gd_web →\nboeking');
  expect(beside('bedrag: meer dan 328 t/m 350', phone)).toBe('bedrag:\nmeer dan 328 t/m 350');
  expect(beside('offerte_aangevraagd_web', phone)).toBe('offerte_aang…agd_web');
  expect(beside('Pay · wait', phone)).toBe('Pay · wait');
  expect(beside('Payment details · waiting', desk)).toBe('Payment details · waiting');
  // where names take two lines, a bar takes the room of them
  expect(heightOfBars(['Payment details · waiting', 'b'], phone) - heightOfBars(['a', 'b'], phone)).toBe(16);
  expect(heightOfBars(['Payment details · waiting', 'b'], desk)).toBe(heightOfBars(['a', 'b'], desk));
});

it('names a line near the end of a picture to its left, two of them one above the other', () => {
  const told = (...places: number[]) => marked(places.map((at) => ({ at, label: 'x' })), 20).map((mark) => [mark.label.align, mark.label.distance]);
  expect(told(5)).toEqual([['left', 11]]);
  expect(told(18.4)).toEqual([['right', 11]]);
  expect(told(5, 9)).toEqual([['right', 11], ['left', 11]]);
  expect(told(17, 18)).toEqual([['right', 11], ['right', 27]]);
});

it('says the difference of two times with its sign', () => {
  language.set('nl');
  expect([laterBy(-102), laterBy(1), laterBy(0), laterBy(null)].map((text) => text.replace(/\s/g, ' '))).toEqual(['−1,7 min', '+1 sec', '0 sec', '–']);
});
