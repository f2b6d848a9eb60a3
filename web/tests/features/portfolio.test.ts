import { describe, expect, it } from 'vitest';
import type { MapSummary } from '../../src/contract/wire';
import { fits, grouped, headOf, headsOf, knownOf, namesIn, NONE, reviewOf, wantedOf } from '../../src/app/features/maps/portfolio/sifting';

const map = (fields: Partial<MapSummary>): MapSummary =>
  ({ name: 'Kaart', description: '', owner: '', life_cycle: null, state: 'current', supported_share: null, review_due: '2026-06-01', ...fields }) as MapSummary;
const wanted = (text: string) => wantedOf(new URLSearchParams(text));

describe('which maps are shown', () => {
  const shop = map({ name: 'Winkel', owner: 'Eva  de Wit', life_cycle: 'Koop', description: 'Aan de kassa' });

  it('every word is somewhere in what a map says of itself', () => {
    expect(fits(shop, wanted('zoek=KASSA winkel'))).toBe(true);
    expect(fits(shop, wanted('zoek=kassa+online'))).toBe(false);
    expect(fits(shop, wanted(''))).toBe(true);
  });

  it('an owner is found however the name is spelled, and “without” finds those without', () => {
    expect(fits(shop, wanted('eigenaar=eva de wit'))).toBe(true);
    expect(fits(shop, wanted(`eigenaar=${NONE}`))).toBe(false);
    expect(fits(map({}), wanted(`eigenaar=${NONE}&levensfase=${NONE}`))).toBe(true);
    expect(fits(shop, wanted('levensfase=nazorg'))).toBe(false);
  });

  it('current and future are apart; a word that is no state is none', () => {
    expect(fits(shop, wanted('staat=toekomst'))).toBe(false);
    expect(wanted('staat=ooit&groep=kleur')).toMatchObject({ state: '', group: null });
  });
});

describe('heads', () => {
  it('a review is late the day after it was due, and soon in its last thirty days', () => {
    const on = (today: string) => reviewOf({ review_due: '2026-06-01' }, today);
    expect([on('2026-06-02'), on('2026-06-01'), on('2026-05-02'), on('2026-05-01')]).toEqual(['late', 'soon', 'soon', 'fresh']);
  });

  it('a map is known by the share that is more than somebody’s word', () => {
    expect([null, 0, 0.34, 0.7].map((supported_share) => knownOf({ supported_share }))).toEqual(['unmeasured', 'little', 'part', 'well']);
  });

  it('spellings of one name stand under one head, those without a name last', () => {
    const maps = [map({ owner: 'tom' }), map({ owner: 'Eva' }), map({ owner: ' Tom ' }), map({ owner: '' })];
    const heads = headsOf(maps, 'eigenaar', 'nl');
    expect(heads).toEqual(['Eva', 'tom', '']);
    expect(maps.map((each) => headOf(each, 'eigenaar', heads, '2026-01-01'))).toEqual(['tom', 'Eva', 'tom', '']);
    const under = grouped(maps, [...heads, 'nobody'], (each) => headOf(each, 'eigenaar', heads, '2026-01-01'));
    expect(under.map(({ key, maps: each }) => [key, each.length])).toEqual([['Eva', 1], ['tom', 2], ['', 1]]);
    expect(namesIn([null, '', '  '], 'nl')).toEqual([]);
  });
});
