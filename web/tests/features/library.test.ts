import { expect, it } from 'vitest';
import { planOf, soughtIn } from '../../src/app/features/library/naming';
import type { LibraryEntry } from '../../src/contract/wire';

const entry = (...uses: [name: string, map: string][]): LibraryEntry => ({
  kind: 'system',
  name: uses[0]?.[0] ?? '',
  spellings: [...new Set(uses.map(([name]) => name))],
  maps: new Set(uses.map(([, map]) => map)).size,
  used_in: uses.map(([name, map], i) => ({ map, map_name: `Kaart ${map}`, record: `system_${i}`, name, place: '', touchpoint: null })),
});
const till = entry(['Kassa', 'a'], ['kassa', 'a'], ['Kassa', 'b']);
const erp = entry(['SAP', 'b'], ['SAP', 'c']);

it('a new name changes every place, and can be taken back', () => {
  expect(planOf([erp], ' S/4 ', [till, erp])).toEqual({ from: ['SAP'], maps: 2, places: 2, joins: false, back: true });
});

it('one spelling of a name leaves alone what is spelled so already', () => {
  expect(planOf([till], 'Kassa', [till, erp])).toEqual({ from: ['Kassa'], maps: 1, places: 1, joins: false, back: false });
  expect(planOf([erp], 'SAP', [till, erp])).toMatchObject({ places: 0, from: [] });
});

it('names that become one cannot be told apart afterwards', () => {
  expect(planOf([erp], 'KASSA', [till, erp]).joins).toBe(true);
  expect(planOf([till, erp], 'SAP', [till, erp])).toEqual({ from: ['Kassa'], maps: 2, places: 3, joins: true, back: false });
});

it('is found by any spelling, and by the map it stands on', () => {
  expect(soughtIn([till, erp], 'kassa')).toEqual([till]);
  expect(soughtIn([till, erp], 'sap kaart c')).toEqual([erp]);
  expect(soughtIn([till, erp], ' ')).toEqual([till, erp]);
});
