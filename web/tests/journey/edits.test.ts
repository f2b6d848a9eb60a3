import { describe, expect, it } from 'vitest';
import { addCard, removeCard, writeCard } from '../../src/journey/cards';
import { apply, type Change } from '../../src/journey/document';
import * as edits from '../../src/journey/edits';
import { bindingOf, cellsAt, emotionAt, evidenceOf, lanes, phases, touchpoints } from '../../src/journey/queries';
import type { MapDocument } from '../../src/journey/records';
import { document } from './fixture';

const after = (changes: Change[], from: MapDocument = document()) => apply(from, changes).document;
const names = (items: { name: string }[]) => items.map((item) => item.name);

describe('map order', () => {
  it('is phase by phase, then by order', () => {
    expect(names(phases(document()))).toEqual(['Zoeken', 'Kopen']);
    expect(names(touchpoints(document()))).toEqual(['Advertentie', 'Website', 'Boeking']);
    expect(cellsAt(document(), 'l1', 't1').map((cell) => cell.text)).toEqual(['ziet een advertentie', 'klikt']);
  });
});

describe('touchpoints', () => {
  it('are added after another, with a binding when there is a rule', () => {
    const rule = { field: 'activity', op: 'is' as const, value: 'chat' };
    const changes = edits.addTouchpoint(document(), { name: 'Chat', phase: 'p1', after: 't1', rule });
    const now = after(changes);
    expect(names(touchpoints(now))).toEqual(['Advertentie', 'Chat', 'Website', 'Boeking']);
    expect(bindingOf(now, changes[0]?.id ?? '')?.rule).toEqual(rule);
  });

  it('move within a phase, and over its edge into the next', () => {
    expect(names(touchpoints(after(edits.moveTouchpoint(document(), 't1', 1))))).toEqual(['Website', 'Advertentie', 'Boeking']);
    const over = after(edits.moveTouchpoint(document(), 't2', 1));
    expect(names(touchpoints(over, 'p2'))).toEqual(['Website', 'Boeking']);
    expect(edits.moveTouchpoint(document(), 't1', -1)).toEqual([]);
  });

  it('take their cells, binding, emotion and evidence along when removed; pains stay elsewhere', () => {
    const now = after(edits.removeTouchpoint(document(), 't2'));
    expect(Object.keys(now.records).sort()).toEqual(
      ['b2', 'e2', 't2', 'x2'].reduce((left, id) => left.filter((each) => each !== id), Object.keys(document().records)).sort(),
    );
    expect(now.records.pain1).toMatchObject({ touchpoints: ['t3'] });
    expect(now.records.c1).toMatchObject({ span: null });
  });

  it('shorten a card that reached to a removed one', () => {
    const wide = after([{ op: 'patch', id: 'c1', fields: { span: 't3' } }]);
    expect(after(edits.removeTouchpoint(wide, 't3'), wide).records.c1).toMatchObject({ span: 't2' });
    expect(after(edits.removeTouchpoint(wide, 't2'), wide).records.c1).toMatchObject({ span: 't3' });
  });

  it('are written in an order in which no record ever points at one that is gone', () => {
    const order = edits.removePhase(document(), 'p1').filter((change) => change.op === 'remove').map((change) => change.id);
    expect(order.indexOf('x2')).toBeLessThan(order.indexOf('t2'));
    expect(order.indexOf('c1')).toBeLessThan(order.indexOf('t1'));
    expect(order.at(-1)).toBe('p1');
  });
});

describe('names', () => {
  it('change only when they differ and are not blank', () => {
    expect(edits.rename(document(), 't1', '  Folder ')).toEqual([{ op: 'patch', id: 't1', fields: { name: 'Folder' } }]);
    expect(edits.rename(document(), 't1', 'Advertentie')).toEqual([]);
    expect(edits.rename(document(), 't1', '   ')).toEqual([]);
  });
});

describe('phases and lanes', () => {
  it('are added with a tint of their own and moved by one', () => {
    const changes = edits.addPhase(document(), 'Reizen', 'p1');
    expect(names(phases(after(changes)))).toEqual(['Zoeken', 'Reizen', 'Kopen']);
    expect(changes[0]).toMatchObject({ record: { tint: 2 } });
    expect(names(phases(after(edits.movePhase(document(), 'p1', 1))))).toEqual(['Kopen', 'Zoeken']);
    expect(names(lanes(after(edits.moveLane(document(), 'l3', -1))))).toEqual(['Doet', 'Beleving', 'Pijn']);
    expect(names(lanes(after(edits.removeLane(document(), 'l1'))))).toEqual(['Pijn', 'Beleving']);
  });

  it('find a place even where two were given the same key', () => {
    const twins = after([
      { op: 'patch', id: 'l2', fields: { order: 'V' } },
    ]);
    expect(() => edits.addLane(twins, 'Nieuw', 'text', 'l1')).not.toThrow();
  });
});

describe('cards', () => {
  it('are cells, and records in the lanes of pains and opportunities', () => {
    expect(addCard(document(), 'l1', 't3', ' boekt ').changes[0]).toMatchObject({ record: { kind: 'cell', text: 'boekt', order: 'V' } });
    expect(addCard(document(), 'l2', 't1', 'Traag\nladen').changes[0]).toMatchObject({
      record: { kind: 'pain_point', name: 'Traag laden', touchpoints: ['t1'] },
    });
  });

  it('of a template are no example any more once somebody rewrites them', () => {
    const example = after([{ op: 'patch', id: 'c2', fields: { tags: ['voorbeeld', 'mobiel'] } }]);
    expect(writeCard(example, 'c2', 't1', 'klikt')).toEqual([]);
    expect(after(writeCard(example, 'c2', 't1', 'klikt door'), example).records.c2).toMatchObject({ text: 'klikt door', tags: ['mobiel'] });
  });

  it('take what a word processor pastes', () => {
    expect(after(writeCard(document(), 'c2', 't1', ' a\u000bb\tc\r\nd\u0000 ')).records.c2).toMatchObject({ text: 'a b\tc\r\nd' });
    const { id, changes } = addCard(document(), 'l2', 't1', `a\tb\n c ${'😀'.repeat(300)}`);
    const name = (after(changes).records[id] as { name: string }).name;
    expect(name.startsWith('a b c 😀')).toBe(true);
    expect([...name]).toHaveLength(200);
  });

  it('go away when emptied; a pain at two touchpoints stays at the other', () => {
    expect(writeCard(document(), 'c2', 't1', '  ')).toEqual([{ op: 'remove', id: 'c2' }]);
    expect(writeCard(document(), 'c2', 't1', 'klikt')).toEqual([]);
    expect(removeCard(document(), 'pain1', 't2')).toEqual([{ op: 'patch', id: 'pain1', fields: { touchpoints: ['t3'] } }]);
  });
});

describe('emotion and evidence', () => {
  it('is whole, kept within its range, and one per touchpoint', () => {
    expect(emotionAt(after(edits.feel(document(), 't1', 1.6, 'blij')), 't1')).toMatchObject({ value: 2, word: 'blij' });
    expect(edits.feel(document(), 't2', -9)).toEqual([{ op: 'patch', id: 'e2', fields: { value: -2 } }]);
    expect(edits.feel(document(), 't2', null)).toEqual([{ op: 'remove', id: 'e2' }]);
  });

  it('is listed newest first', () => {
    const now = after(edits.addEvidence({ target: 't2', source: 'survey', n: 90, by: 'Sam', at: '2026-03-01' }));
    expect(evidenceOf(now, 't2').map((each) => each.source)).toEqual(['survey', 'interview']);
  });
});
