import { beforeEach, describe, expect, it } from 'vitest';
import { ago, bytes, compact, date, duration, money, number, percent, percentRange } from '../src/i18n/formats';
import { language } from '../src/i18n/language.svelte';

// Intl writes narrow and non-breaking spaces; which one is not ours to test.
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

beforeEach(() => language.set('nl'));

describe('numbers', () => {
  it('are written the reader’s way', () => {
    expect(number(1234567)).toBe('1.234.567');
    language.set('en');
    expect(number(1234567)).toBe('1,234,567');
    expect(number(null)).toBe('–');
  });

  it('shares keep a digit when they are small, and are never rounded to nothing', () => {
    expect(plain(percent(0.634))).toBe('63%');
    expect(plain(percent(0.0042))).toBe('0,4%');
    expect(plain(percent(0.00001))).toBe('< 0,1%');
    expect(plain(percent(0.9996))).toBe('100%');
    expect(plain(percent(0))).toBe('0%');
    expect(percent(null)).toBe('–');
    expect(plain(percentRange([0.123, 0.145]))).toBe('12,3% – 14,5%');
  });

  it('money, bytes and counts in little room', () => {
    expect(plain(money(412000))).toBe('€ 412.000');
    expect(plain(money(9.5))).toBe('€ 9,50');
    expect(plain(bytes(5_341_226))).toBe('5,3 MB');
    expect(compact(9999)).toBe('9.999');
    expect(plain(compact(150_370))).toContain('150');
  });
});

describe('times', () => {
  it('durations take the unit a person would', () => {
    expect(plain(duration(45))).toBe('45 sec');
    expect(plain(duration(90, 'long'))).toBe('1,5 minuten');
    expect(plain(duration(3600 * 30, 'long'))).toBe('1,3 dagen');
    expect(plain(duration(86_400 * 200, 'long'))).toMatch(/^6,6 maanden$/);
    expect(plain(duration(31_557_600 * 2, 'long'))).toBe('2 jaar');
    expect(duration(undefined)).toBe('–');
  });

  it('dates are in the workspace’s time zone', () => {
    expect(date('2024-12-31T23:30:00Z')).toBe('1 jan 2025');
    expect(date('no date')).toBe('no date');
  });

  it('a while ago is said as such, a long while as a date', () => {
    const now = Date.parse('2026-01-10T12:00:00Z');
    expect(ago('2026-01-10T09:00:00Z', now)).toBe('3 uur geleden');
    expect(ago('2026-01-10T11:59:50Z', now)).toBe('nu');
    expect(ago('2025-01-10T12:00:00Z', now)).toBe('10 jan 2025');
  });
});
