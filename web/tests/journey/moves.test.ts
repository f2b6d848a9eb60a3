import { describe, expect, it } from 'vitest';
import { apply, put, type Change } from '../../src/journey/document';
import { covered, holds, moveCards, placeLane, placePhase, placeTouchpoint, spanTo, type CardMove } from '../../src/journey/moves';
import { cellsAt, get, lanes, phases, touchpoints } from '../../src/journey/queries';
import type { Cell, MapDocument } from '../../src/journey/records';
import { document } from './fixture';

const after = (changes: Change[], from: MapDocument = document()) => apply(from, changes).document;
const names = (items: { name: string }[]) => items.map((item) => item.name).join(' ');
const texts = (at: MapDocument, lane: string, touchpoint: string) => cellsAt(at, lane, touchpoint).map((cell) => cell.id).join(' ');
const cell = (id: string, fields: Partial<Cell>): Change =>
  put({ id, kind: 'cell', lane: 'l1', touchpoint: 't1', order: 'X', text: id, span: null, ...fields });
const move = (id: string, touchpoint: string, fields: Partial<CardMove> = {}): CardMove => ({
  id, from: 't1', lane: 'l1', touchpoint, before: null, ...fields,
});

describe('phases, touchpoints and lanes', () => {
  it('are put before another or at the end; where they are is no change', () => {
    expect(names(phases(after(placePhase(document(), 'p2', 'p1'))))).toBe('Kopen Zoeken');
    expect(placePhase(document(), 'p2', null)).toEqual([]);
    expect(names(lanes(after(placeLane(document(), 'l1', null))))).toBe('Pijn Beleving Doet');
    expect(names(lanes(after(placeLane(document(), 'l3', 'l2'))))).toBe('Doet Beleving Pijn');
    expect(placeLane(document(), 'l1', 'l2')).toEqual([]);
    expect(placeLane(document(), 'l1', 'l1')).toEqual([]);
  });

  it('go into another phase before one of its touchpoints', () => {
    const now = after(placeTouchpoint(document(), 't1', 'p2', 't3'));
    expect(names(touchpoints(now))).toBe('Website Advertentie Boeking');
    expect(get(now, 'touchpoint', 't1')?.phase).toBe('p2');
    expect(names(touchpoints(after(placeTouchpoint(document(), 't1', 'p1', null))))).toBe('Website Advertentie Boeking');
    expect(placeTouchpoint(document(), 't1', 'p1', 't2')).toEqual([]);
    expect(placeTouchpoint(document(), 't1', 'gone', null)).toEqual([]);
  });
});

describe('cards', () => {
  it('move up and down within a position', () => {
    const three = after([cell('c3', {})]);
    expect(texts(after(moveCards(three, [move('c3', 't1', { before: 'c1' })]), three), 'l1', 't1')).toBe('c3 c1 c2');
    expect(texts(after(moveCards(three, [move('c1', 't1')]), three), 'l1', 't1')).toBe('c2 c3 c1');
    expect(moveCards(three, [move('c1', 't1', { before: 'c2' })])).toEqual([]);
    expect(moveCards(three, [move('c1', 't1', { before: 'c1' })])).toEqual([]);
  });

  it('move to another position, several in the order they come in', () => {
    const more = after([cell('c3', { touchpoint: 't3' }), cell('c4', { touchpoint: 't3', order: 'Y' })]);
    const now = after(moveCards(more, [move('c2', 't3', { before: 'c4' }), move('c1', 't3', { before: 'c4' })]), more);
    expect(texts(now, 'l1', 't3')).toBe('c3 c2 c1 c4');
    expect(texts(now, 'l1', 't1')).toBe('');
  });

  it('find a place among cards that were given the same key at once', () => {
    const same = after([cell('c3', { touchpoint: 't3', order: 'V' }), cell('c4', { touchpoint: 't3', order: 'V' })]);
    const now = after(moveCards(same, [move('c1', 't3'), move('c2', 't3')]), same);
    expect(texts(now, 'l1', 't3')).toBe('c3 c4 c1 c2');
  });

  it('reach over as many columns from their new place as there are', () => {
    expect(after(moveCards(document(), [move('c1', 't2')])).records.c1).toMatchObject({ touchpoint: 't2', span: 't3' });
    expect(after(moveCards(document(), [move('c1', 't3')])).records.c1).toMatchObject({ touchpoint: 't3', span: null });
  });

  it('let a pain point go from one touchpoint to another, once where it stands already', () => {
    const pain = (touchpoint: string) => move('pain1', touchpoint, { from: 't2', lane: 'l2' });
    expect(after(moveCards(document(), [pain('t1')])).records.pain1).toMatchObject({ touchpoints: ['t1', 't3'] });
    expect(after(moveCards(document(), [pain('t3')])).records.pain1).toMatchObject({ touchpoints: ['t3'] });
    const both = [pain('t1'), { ...pain('t2'), from: 't3' }];
    expect(after(moveCards(document(), both)).records.pain1).toMatchObject({ touchpoints: ['t1', 't2'] });
    expect(moveCards(document(), [{ ...pain('t1'), lane: 'l1' }])).toEqual([]);
  });

  it('become pain points among the pain points, with what was said about them', () => {
    const said = after([put({ id: 'x1', kind: 'evidence', target: 'c2', source: 'interview', at: '2026-01-02' })]);
    const now = after(moveCards(said, [move('c2', 't2', { lane: 'l2' })]), said);
    const pain = Object.values(now.records).find((record) => record.kind === 'pain_point' && record.name === 'klikt');
    expect(pain).toMatchObject({ touchpoints: ['t2'] });
    expect(now.records.x1).toMatchObject({ target: pain?.id });
    expect(now.records.c2).toBeUndefined();
  });

  it('stay out of lanes that are counted', () => {
    expect(moveCards(document(), [move('c1', 't2', { lane: 'l3' })])).toEqual([]);
    expect([holds('reach', 'cell'), holds('pains', 'pain_point'), holds('text', 'kpi')]).toEqual([false, true, false]);
  });
});

describe('a card over several columns', () => {
  it('covers its own column up to its end, and one when the end is not to the right (R26)', () => {
    const wide = get(document(), 'cell', 'c1') as Cell;
    expect(covered(document(), wide)).toEqual(['t1', 't2']);
    expect(covered(document(), { ...wide, touchpoint: 't3' })).toEqual(['t3']);
  });

  it('is made wider and narrower', () => {
    expect(after(spanTo(document(), 'c1', 't3')).records.c1).toMatchObject({ span: 't3' });
    expect(after(spanTo(document(), 'c1', 't1')).records.c1).toMatchObject({ span: null });
    expect(spanTo(document(), 'c1', 't2')).toEqual([]);
    expect(spanTo(document(), 'c2', 't1')).toEqual([]);
  });
});
