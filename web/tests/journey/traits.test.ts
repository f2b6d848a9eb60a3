import { expect, it } from 'vitest';
import { keyed, type Kept } from '../../src/journey/traits';

const named = (names: string) => [...names].map((name) => ({ name }));
const keys = (before: readonly Kept[], names: string) => keyed(before, named(names)).map(({ key, trait }) => `${trait.name}${String(key)}`).join(' ');

it.each([
  ['abc', 'a0 b1 c2'],
  ['ac', 'a0 c2'],
  ['cab', 'c2 a0 b1'],
  ['axc', 'a0 x1 c2'],
  ['abcx', 'a0 b1 c2 x3'],
  ['bx', 'b1 x3'],
  ['aac', 'a0 a1 c2'],
])('traits a, b and c that become %s are known by their keys', (names, found) => {
  expect(keys(keyed([], named('abc')), names)).toBe(found);
});
