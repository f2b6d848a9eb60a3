import { expect, it } from 'vitest';
import type { Version } from '../../src/contract/wire';
import { byDay, stepsSince, type Listed } from '../../src/journey/versions';

const version = (number: number, day: number, more: Partial<Version> = {}): Version => ({
  version: number,
  at: `2026-11-0${day}T10:00:00Z`,
  authors: ['Eva'],
  action: 'change',
  name: null,
  named_by: null,
  restored_from: null,
  ...more,
});
const told = (listed: readonly Listed[]): string => listed.map((each) => (each.type === 'one' ? `${each.version.version}` : `(${each.versions.map((one) => one.version).join(' ')})`)).join(' ');

it('automatic versions are folded between those that stand by themselves', () => {
  const all = [
    version(20, 3), version(19, 3), version(18, 3), version(15, 3), version(14, 3, { name: 'Bestuur' }), version(12, 3), version(11, 3),
    version(9, 2, { action: 'restore', restored_from: 3 }), version(8, 2), version(7, 2), version(6, 2), version(1, 1, { action: 'create' }),
  ];
  const days = byDay(all, (at) => at.slice(0, 10));
  expect(days.map(({ at, listed }) => [at.slice(8, 10), told(listed)])).toEqual([
    ['03', '20 (19 18 15) 14 12 11'],
    ['02', '9 (8 7 6)'],
    ['01', '1'],
  ]);
  // what is done later on a day is no other day
  expect(byDay([version(21, 3), ...all], (at) => at.slice(0, 10)).map(({ day }) => day)).toEqual(days.map(({ day }) => day));
  expect([stepsSince(all, 20), stepsSince(all, 18), stepsSince(all, 1)]).toEqual([1, 3, 1]);
});
