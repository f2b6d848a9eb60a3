import { beforeEach, expect, it } from 'vitest';
import { decimals, emotionInterval, interval, signed } from '../../src/editor/said';
import { language } from '../../src/i18n/language.svelte';

beforeEach(() => language.set('nl'));

it('writes values of the emotion scale with their sign', () => {
  expect([2, 0, -1].map(signed)).toEqual(['+2', '0', '−1']);
  expect([0.94, -0.65, 0].map((value) => decimals(value))).toEqual(['+0,9', '−0,7', '0,0']);
});

it('keeps the ends of an interval apart', () => {
  expect(interval([0.31, 0.62])).toBe('31–62%');
  expect(interval([0.3101, 0.317])).toBe('31,0–31,7%');
  expect(interval([0, 0.0002])).toBe('0,00–0,02%');
  expect(interval(null)).toBe('');
  expect(emotionInterval([0.88, 0.91])).toBe('+0,88 tot +0,91');
  expect(emotionInterval([-0.9, 0.3])).toBe('−0,9 tot +0,3');
});
