import { expect, it } from 'vitest';
import { planOf } from '../../src/app/features/library/naming';
import type { Whole } from '../../src/app/features/library/calls';

const entry = (...uses: [name: string, map: string][]): Whole => ({
  kind: 'system',
  name: uses[0]?.[0] ?? '',
  spellings: [...new Set(uses.map(([name]) => name))],
  maps: new Set(uses.map(([, map]) => map)).size,
  times: uses.length,
  used_in: uses.map(([name, map], i) => ({ map, map_name: `Kaart ${map}`, record: `system_${i}`, name, place: '', touchpoint: null })),
});
const till = entry(['Kassa', 'a'], ['kassa', 'a'], ['Kassa', 'b']);
const erp = entry(['SAP', 'b'], ['SAP', 'c']);

it('a new name changes every place, and can be taken back', () => {
  expect(planOf([erp], ' S/4 ', false)).toEqual({ from: ['SAP'], maps: 2, places: 2, joins: false, back: true });
});

it('one spelling of a name leaves alone what is spelled so already', () => {
  expect(planOf([till], 'Kassa', true)).toEqual({ from: ['Kassa'], maps: 1, places: 1, joins: false, back: false });
  expect(planOf([erp], 'SAP', true)).toMatchObject({ places: 0, from: [] });
});

it('names that become one cannot be told apart afterwards', () => {
  expect(planOf([erp], 'KASSA', true).joins).toBe(true);
  expect(planOf([till, erp], 'SAP', true)).toEqual({ from: ['Kassa'], maps: 2, places: 3, joins: true, back: false });
});
