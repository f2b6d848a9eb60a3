import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { band, curve, heightOf, runs, valueAt } from '../../src/editor/emotion/curve';
import { PersonaChoice } from '../../src/editor/emotion/choice.svelte';
import { dragPoint } from '../../src/editor/emotion/dragging';
import { drawn, linesOf } from '../../src/editor/emotion/lines';
import { heard, verdictSaid, wordFor } from '../../src/editor/emotion/said';
import { language } from '../../src/i18n/language.svelte';
import { feel } from '../../src/journey/edits';
import { verdict } from '../../src/journey/emotions';
import { apply } from '../../src/journey/document';
import { emotionAt } from '../../src/journey/queries';
import type { MapDocument } from '../../src/journey/records';
import { document as small } from '../journey/fixture';
import { timeScale } from '../../src/editor/scale';

it.each([
  ['prettig', 1, -1, 'vervelend'],
  ['Prettig ', 1, 2, 'Heel prettig'],
  ['very bad', -2, 0, 'neutral'],
  ['tevreden', 1, -2, 'boos'],
  ['blij', 2, 1, 'blij'],
  ['Dissatisfied', -1, 2, 'Delighted'],
  ['prettig', 2, -1, 'prettig'],
  ['opgelucht', 1, -1, 'opgelucht'],
  ['', 1, -1, ''],
])('“%s” at %i is at %i “%s”', (word, old, value, next) => {
  expect(wordFor(value, { value: old, word })).toBe(next);
});

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

beforeEach(() => language.set('nl'));

describe('assumed held against measured', () => {
  it('differs only when the whole interval lies more than half a step away', () => {
    const felt = (low: number, high: number, n = 400) => ({ n, mean: (low + high) / 2, interval: [low, high] as [number, number] });
    expect(verdict(1, felt(-0.6, -0.2))).toBe('worse');
    expect(verdict(1, felt(0.5, 0.9))).toBe('agrees');
    expect(verdict(1, felt(0.4, 0.9))).toBe('unsure');
    expect(verdict(1, felt(-0.5, 0.49))).toBe('worse');
    expect(verdict(-1, felt(-0.4, 0.1))).toBe('better');
    expect(verdict(1, { n: 1, mean: -2, interval: null })).toBe('unsure');
    expect(verdict(null, felt(0, 1))).toBeNull();
    expect(verdict(1, { n: 0, mean: 0, interval: null })).toBeNull();
  });

  it('says it in words, and says when there are few scores', () => {
    expect(verdictSaid(1, { n: 312, mean: -0.4, interval: [-0.6, -0.2] })).toBe(
      'Klanten beleven dit slechter dan gedacht: gemeten −0,4 (−0,6 tot −0,2, n = 312) tegen gedacht +1.',
    );
    expect(verdictSaid(1, { n: 12, mean: -1, interval: [-1.6, -0.4] })).toContain('weinig scores (n = 12)');
    language.set('en');
    expect(verdictSaid(-1, { n: 40, mean: 1, interval: [0.8, 1.2] })).toContain('feel better here than assumed');
  });

  it('is heard whole at a place', () => {
    const emotion = { id: 'e', kind: 'emotion' as const, touchpoint: 't2', value: 1, word: 'blij' };
    const place = { name: 'Website', whose: null, assumed: emotion, others: [{ name: 'Noor', value: -2 }], measuredOf: null, comparable: true };
    expect(heard({ ...place, measured: { n: 12, mean: -1, interval: [-1.6, -0.4] } })).toBe(
      'Beleving bij Website, gedacht +1, blij, Noor −2, gemeten −1,0, interval −1,6 tot −0,4, n 12, slechter dan gedacht, weinig scores',
    );
    expect(heard({ ...place, measured: { n: 400, mean: -1, interval: [-1.1, -0.9] }, comparable: false })).not.toContain('dan gedacht');
  });
});

describe('several personas', () => {
  const map = (): MapDocument => {
    const document = small();
    const personas = ['a', 'b'].map((key) => ({ id: `persona_${key}`, kind: 'persona' as const, name: key.toUpperCase(), order: key === 'a' ? 'W' : 'V' }));
    return { ...document, records: { ...document.records, ...Object.fromEntries(personas.map((each) => [each.id, each])) } };
  };

  it('each has an emotion of its own at a touchpoint, beside that of everybody', () => {
    let document = map();
    document = apply(document, feel(document, 't2', -2, 'boos', 'persona_a')).document;
    expect(emotionAt(document, 't2')?.value).toBe(1);
    expect(emotionAt(document, 't2', 'persona_a')).toMatchObject({ value: -2, word: 'boos', persona: 'persona_a' });
    document = apply(document, feel(document, 't2', null, undefined, 'persona_a')).document;
    expect(emotionAt(document, 't2', 'persona_a')).toBeNull();
    expect(emotionAt(document, 't2')?.value).toBe(1);
  });

  it('are told apart without colour, in their order', () => {
    const lines = linesOf(map(), 'Iedereen');
    expect(lines.map((line) => line.name)).toEqual(['Iedereen', 'B', 'A']);
    expect(new Set(lines.map((line) => line.shape)).size).toBe(3);
    expect(new Set(lines.map((line) => line.dash)).size).toBe(3);
  });

  it('draws the chosen one on top and the others only where they have points', () => {
    const document = map();
    const choice = new PersonaChoice();
    choice.choose('persona_a');
    expect(drawn(linesOf(document, 'Iedereen'), choice)).toMatchObject({ own: { name: 'A' }, others: [{ name: 'Iedereen' }] });
    choice.toggle(null);
    expect(drawn(linesOf(document, 'Iedereen'), choice).others).toEqual([]);
    choice.choose('persona_gone');
    expect(drawn(linesOf(document, 'Iedereen'), choice).own.name).toBe('Iedereen');
  });
});

describe('dragging a point', () => {
  const frames: FrameRequestCallback[] = [];
  beforeEach(() => void vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame)));
  afterEach(() => {
    frames.splice(0);
    vi.unstubAllGlobals();
  });

  const scene = (held: boolean) => {
    const target = Object.assign(window.document.createElement('div'), { setPointerCapture: vi.fn() });
    const steps: (number | null)[] = [];
    const ended = vi.fn();
    const begin = new PointerEvent('pointerdown', { clientY: 10, pointerId: 1, cancelable: true });
    // two pixels are a step, so that the sums can be done by hand
    const at = (y: number) => Math.max(-2, Math.min(2, Math.round((14 - y) / 2)));
    dragPoint(begin, target, { begun: () => undefined, at, moved: (step) => steps.push(step), ended }, held);
    const paint = () => frames.splice(0).forEach((frame) => frame(0));
    paint();
    const to = (y: number) => {
      window.dispatchEvent(new PointerEvent('pointermove', { clientY: y, pointerId: 1 }));
      paint();
    };
    return { steps, ended, to, up: (y: number) => window.dispatchEvent(new PointerEvent('pointerup', { clientY: y, pointerId: 1 })) };
  };

  it('tells each step once, and ends at the last', () => {
    const { steps, ended, to, up } = scene(false);
    for (const y of [11, 12, 13, 16]) to(y);
    up(16);
    expect(steps).toEqual([2, 1, -1, null]);
    expect(ended).toHaveBeenCalledExactlyOnceWith(-1);
  });

  it('a press on the point that does not move leaves the value alone', () => {
    const { steps, ended, to, up } = scene(true);
    to(12);
    up(12);
    expect(steps).toEqual([]);
    expect(ended).not.toHaveBeenCalled();
  });

  it('Escape takes it back, and nothing follows', () => {
    const { steps, ended, to, up } = scene(false);
    to(16);
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }));
    to(10);
    up(10);
    expect(steps).toEqual([2, -1, null]);
    expect(ended).toHaveBeenCalledExactlyOnceWith(null);
  });
});
