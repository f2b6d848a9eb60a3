import { expect, it } from 'vitest';
import { changedBy, formOf, wrongIn } from '../src/app/properties/form';
import type { MapRecord } from '../src/journey/records';

const map: MapRecord = { id: 'map', kind: 'map', name: 'Winkel', language: 'nl', state: 'future', future_of: 'map_x', reviewed_at: '2026-03-01T10:00:00Z' };

it('a form that was only looked at changes nothing', () => {
  expect(changedBy(map, formOf(map))).toEqual({});
});

it('only what was filled in otherwise is changed, and emptied fields are null', () => {
  const form = { ...formOf(map), name: ' De winkel ', lifeCycle: ' Koop ', reviewed: '2026-04-01', currency: 'usd', allowedDays: 30 };
  expect(changedBy(map, form)).toEqual({ name: 'De winkel', life_cycle: 'Koop', reviewed_at: '2026-04-01', currency: 'USD', allowed_days: 30 });
  expect(changedBy({ ...map, life_cycle: 'Koop' }, { ...formOf(map), reviewed: '' })).toEqual({ life_cycle: null, reviewed_at: null });
});

it('the goal is a rule that can be given and taken away', () => {
  const goal = { field: 'activity', op: 'is', value: 'betaald' } as const;
  expect(changedBy(map, { ...formOf(map), goal })).toEqual({ goal });
  expect(changedBy({ ...map, goal }, { ...formOf({ ...map, goal }), goal: null })).toEqual({ goal: null });
});

it('a map of the current state is nobody’s future', () => {
  expect(changedBy(map, { ...formOf(map), state: 'current' })).toEqual({ state: 'current', future_of: null });
});

it('says what the map would refuse', () => {
  const form = { ...formOf(map), name: '  ', reviewDays: null, allowedDays: 0, currency: 'EURO', reviewed: '2026-12-01', votesEach: 51 };
  expect(wrongIn(form, '2026-11-28')).toEqual(['name', 'reviewDays', 'allowedDays', 'currency', 'votesEach', 'reviewed']);
  expect(wrongIn({ ...formOf(map), reviewed: '2026-11-28' }, '2026-11-28')).toEqual([]);
});
