import { expect, it } from 'vitest';
import { overflow } from '$/controls/pastes';

const field = (value: string, maxLength: number, selectionStart = value.length, selectionEnd = value.length) => ({ value, maxLength, selectionStart, selectionEnd });

it('counts what a bounded field has no room for', () => {
  expect(overflow(field('abc', 5), 'de')).toBe(0);
  expect(overflow(field('abc', 5), 'defg')).toBe(2);
  expect(overflow(field('abcde', 5, 0, 5), 'vwxyz')).toBe(0);
  expect(overflow(field('abc', -1), 'x'.repeat(9000))).toBe(0);
});
