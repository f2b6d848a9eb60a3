import { describe, expect, it } from 'vitest';
import { apply, patch, put } from '../../src/journey/document';
import { hits } from '../../src/journey/finding';
import { sift } from '../../src/journey/sifting';
import { givenLook, keepView, lookOf, moveView, ownViews, PLAIN, sameLook, updateView } from '../../src/journey/views';
import { fromAddress, toAddress } from '../../src/app/features/map/layers/address';
import { stepFrom, Turning } from '../../src/app/features/map/layers/zooming';
import { document } from './fixture';

const queryOf = (parts: Record<string, readonly string[]>) =>
  new URLSearchParams(Object.entries(parts).flatMap(([name, values]) => values.map((value) => [name, value])));

describe('views', () => {
  it('given ones follow from the types of the lanes', () => {
    expect(givenLook(document(), 'board').hidden).toEqual(['l1']);
    expect(givenLook(document(), 'team').hidden).toEqual([]);
    expect(givenLook(document(), 'operations').hidden).toEqual(['l3']);
  });

  it('never leave an empty sheet', () => {
    const only = { schema: 1, records: Object.fromEntries(Object.entries(document().records).filter(([id]) => id === 'l1')) };
    expect(givenLook(only, 'board').hidden).toEqual([]);
  });

  it('are kept, brought up to date and ordered', () => {
    let map = document();
    const first = keepView(map, ' Maandag ', { ...PLAIN, hidden: ['l1', 'gone'] });
    map = apply(map, first.changes).document;
    const second = keepView(map, 'Dinsdag', PLAIN);
    map = apply(map, second.changes).document;
    expect(ownViews(map).map((view) => [view.name, view.hidden])).toEqual([['Maandag', ['l1']], ['Dinsdag', []]]);
    map = apply(map, moveView(map, second.id, -1)).document;
    expect(ownViews(map).map((view) => view.name)).toEqual(['Dinsdag', 'Maandag']);
    expect(moveView(map, second.id, -1)).toEqual([]);
    map = apply(map, updateView(map, second.id, { ...PLAIN, zoom: 'detail' })).document;
    expect(ownViews(map).map((view) => lookOf(view).zoom)).toEqual(['detail', 'normal']);
    expect(keepView(map, '  ', PLAIN).changes).toEqual([]);
  });

  it('go through an address and back', () => {
    const map = document();
    const look = { ...PLAIN, hidden: ['l2'], grades: ['A', 'E'] as const, channels: ['web & app'], zoom: 'overview' as const };
    const back = fromAddress(map, queryOf(toAddress(map, look, null)));
    expect(back && sameLook(back.look, look)).toBe(true);
    expect(toAddress(map, givenLook(map, 'board'), 'board')).toMatchObject({ weergave: ['directie'], zonder: [] });
    expect(fromAddress(map, new URLSearchParams('weergave=directie'))).toEqual({ look: givenLook(map, 'board'), named: 'board' });
    // shown again within a view that hides it
    const changed = fromAddress(map, queryOf(toAddress(map, { ...givenLook(map, 'board'), hidden: [] }, 'board')));
    expect(changed?.look.hidden).toEqual([]);
    expect(fromAddress(map, new URLSearchParams('persona=x'))).toBeNull();
  });
});

describe('sifting', () => {
  const graded = (id: string) => (id === 'c1' ? 'A' as const : null);

  it('counts what fits', () => {
    const found = sift(document(), { personas: [], channels: [], grades: ['A'] }, graded);
    expect(found).toMatchObject({ fit: 1, of: 3, cards: ['c2', 'pain1'], touchpoints: [] });
    expect(sift(document(), { personas: [], channels: [], grades: ['A'] }, graded, new Set(['l2'])).of).toBe(2);
  });

  it('by channel takes touchpoints without one out, by persona leaves them in', () => {
    const map = apply(document(), [
      { op: 'patch', id: 't1', fields: { channel: 'Web' } },
      { op: 'patch', id: 'c2', fields: { tags: ['Bas'] } },
      { op: 'put', id: 'anna', record: { id: 'anna', kind: 'persona', name: 'Anna', channels: ['web'] } },
      { op: 'put', id: 'bas', record: { id: 'bas', kind: 'persona', name: 'Bas', channels: ['telefoon'] } },
    ]).document;
    expect(sift(map, { personas: [], channels: ['web'], grades: [] }, () => null).touchpoints).toEqual(['t2', 't3']);
    expect(sift(map, { personas: ['anna'], channels: [], grades: [] }, () => null)).toMatchObject({ cards: ['c2'], touchpoints: [] });
    expect(sift(map, { personas: ['bas'], channels: [], grades: [] }, () => null)).toMatchObject({ cards: ['c1', 'c2'], touchpoints: ['t1'] });
  });
});

describe('finding', () => {
  it('reads every text in map order, without capitals and accents', () => {
    expect(hits(document(), 'ADVERTÉNTIE').map((hit) => hit.id)).toEqual(['t1', 'c1']);
    expect(hits(document(), 'filters').map((hit) => hit.id)).toEqual(['pain1']);
    expect(hits(document(), 'blij').map((hit) => [hit.type, hit.touchpoint])).toEqual([['emotion', 't2']]);
    expect(hits(document(), '  ')).toEqual([]);
    const more = apply(document(), [
      put({ id: 'n', kind: 'persona', name: 'Noor' }),
      put({ id: 'e9', kind: 'emotion', touchpoint: 't1', persona: 'n', value: -1, word: 'noordelijk' }),
      put({ id: 'a1', kind: 'connection', from: 't1', to: 't3', label: 'noord' }),
      put({ id: 's1', kind: 'sticky', x: 0, y: 0, text: 'bel Noor' }),
      patch('c2', { text: '**no**ord' }),
    ]).document;
    expect(hits(more, 'noor', ['noorderlicht', 'chat']).map((hit) => [hit.type, hit.persona ?? null])).toEqual([
      ['connection', null], ['card', null], ['persona', 'n'], ['emotion', 'n'], ['sticky', null], ['ghost', null],
    ]);
  });
});

describe('size', () => {
  it('steps and stays at the ends', () => {
    expect([stepFrom('overview', -1), stepFrom('overview', 1), stepFrom('detail', 1)]).toEqual(['overview', 'normal', 'detail']);
    const turning = new Turning(60);
    expect([turning.add(40), turning.add(30), turning.add(-30), turning.add(-40)]).toEqual([0, 1, 0, -1]);
  });
});
