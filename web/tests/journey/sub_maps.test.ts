import { expect, it } from 'vitest';
import { apply } from '../../src/journey/document';
import { leadingTo, openMapAt, withSubMap } from '../../src/journey/sub_maps';
import { document } from './fixture';

const opens = (id: string, ...maps: string[]) => ({ id, sub_maps: maps.map((map) => ({ map })) });

it('every map from which one comes here would lead back, however far', () => {
  const maps = [opens('a', 'b'), opens('b', 'c', 'gone'), opens('c'), opens('d', 'a'), opens('e')];
  expect([...leadingTo(maps, 'c')].sort()).toEqual(['a', 'b', 'c', 'd']);
  expect([...leadingTo(maps, 'e')]).toEqual(['e']);
});

it('a circle that is there already is gone through once', () => {
  expect([...leadingTo([opens('a', 'b'), opens('b', 'a')], 'a')].sort()).toEqual(['a', 'b']);
});

it('a touchpoint opens a map, or none', () => {
  const linked = apply(document(), openMapAt(document(), 't3', 'map_1')).document;
  expect(withSubMap(linked).map(({ id, sub_map }) => [id, sub_map])).toEqual([['t3', 'map_1']]);
  expect(openMapAt(linked, 't3', 'map_1')).toEqual([]);
  expect(withSubMap(apply(linked, openMapAt(linked, 't3', null)).document)).toEqual([]);
});
