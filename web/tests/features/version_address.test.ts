import { expect, it } from 'vitest';
import { comparedQuery, lookingAt, opsQuery, opsShown, sideOf, sideQuery, SIDES } from '../../src/app/features/map/versions/address';
import { OPS } from '../../src/journey/comparison';

const query = (text: string): URLSearchParams => new URLSearchParams(text);
const back = (parts: Record<string, string | string[] | null>): URLSearchParams => {
  const made = query('');
  for (const [name, value] of Object.entries(parts)) for (const one of value === null ? [] : [value].flat()) made.append(name, one);
  return made;
};

it('an address leads to the list, a version or a comparison', () => {
  expect(lookingAt(query(''))).toEqual({ page: 'list' });
  expect(lookingAt(query('versie=3'))).toEqual({ page: 'version', version: 3 });
  for (const wrong of ['versie=0', 'versie=x', 'versie=-1', 'van=1e3']) expect(lookingAt(query(wrong))).toEqual({ page: 'list' });
  expect(lookingAt(query('van=3&tot=9'))).toEqual({ page: 'compare', from: 3, to: 9, other: null });
  expect(lookingAt(query('met=map_x'))).toEqual({ page: 'compare', from: null, to: null, other: 'map_x' });
});

it('what is written in an address is read from it', () => {
  const asked = { from: 3, to: null, other: 'map_x' };
  expect(lookingAt(back(comparedQuery(asked)))).toEqual({ page: 'compare', ...asked });
  for (const side of SIDES) expect(sideOf(back(sideQuery(side)))).toBe(side);
  for (const op of OPS) expect(opsShown(back(opsQuery(new Set([op]))))).toEqual(new Set([op]));
  expect(opsShown(query('')).size).toBe(4);
});
