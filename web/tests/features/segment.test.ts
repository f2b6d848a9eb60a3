import { expect, it } from 'vitest';
import { condition, narrowed } from '../../src/app/features/map/personas/segment';

it.each([
  ['kanaal', '=', 'telefoon', 'kanaal = "telefoon"'],
  ['leeftijd', '>', '60', 'leeftijd > 60'],
  ['bedrag', '<', '12,50', 'bedrag < "12,50"'],
  ['soort reis', '!=', 'zei "ja"', '"soort reis" != "zei ""ja"""'],
  ['of', '~', 'zoek*', '"of" ~ "zoek*"'],
] as const)('%s %s %s is written as a rule is read', (field, sign, value, text) => {
  expect(condition(field, sign, value)).toBe(text);
});

it('one more condition holds beside all that was written', () => {
  expect(narrowed('  ', 'a = 1', 'en')).toBe('a = 1');
  expect(narrowed('a = 1', 'b = 2', 'en')).toBe('a = 1 en b = 2');
  expect(narrowed('a = 1 of c = 3', 'b = 2', 'en')).toBe('(a = 1 of c = 3) en b = 2');
  expect(narrowed('(a = 1 or c = 3)', 'b = 2', 'and')).toBe('(a = 1 or c = 3) and b = 2');
});
