import { expect, it } from 'vitest';
import type { ComparedEntry, MapComparison } from '../../src/contract/wire';
import { aloneOf, feltKey, laidOver, opsOf, withoutTrace } from '../../src/journey/comparison';
import { apply, patch, put, remove, type Change } from '../../src/journey/document';
import { cellsAt, lanes, phases, touchpoints } from '../../src/journey/queries';
import type { JourneyRecord, MapDocument } from '../../src/journey/records';
import { document } from './fixture';

const after = (...changes: Change[]): MapDocument => apply(document(), changes).document;
const entry = (kind: string, op: ComparedEntry['op'], id: string, more: Partial<ComparedEntry> = {}): ComparedEntry => ({
  op,
  kind,
  name: id,
  before: op === 'added' ? null : id,
  after: op === 'removed' ? null : id,
  phase: null,
  touchpoint: null,
  lane: null,
  moved: op === 'moved',
  fields: [],
  ...more,
});
const compared = (entries: ComparedEntry[], same: Record<string, string> = {}): MapComparison => ({
  before: { map: 'a', version: 1, name: 'a', changed_at: null },
  after: { map: 'a', version: 2, name: 'a', changed_at: null },
  counts: {},
  groups: [{ phase: null, name: null, entries }],
  apart: {},
  same,
  measured: null,
});
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

it('what is gone stands as a ghost where it stood', () => {
  const now = after(remove('t1'), remove('c1'), remove('c2'), remove('l1'));
  const over = laidOver(document(), now, compared([entry('touchpoint', 'removed', 't1'), entry('cell', 'removed', 'c2'), entry('lane', 'removed', 'l1')]));
  expect(ids(touchpoints(over.document, 'p1'))).toEqual(['t1', 't2']);
  expect(ids(lanes(over.document))).toEqual(['l1', 'l2', 'l3']);
  expect(ids(cellsAt(over.document, 'l1', 't1'))).toEqual(['c2']);
  expect(Object.fromEntries(over.marks)).toEqual({ t1: 'removed', c2: 'removed', l1: 'removed' });
});

it('a ghost in the middle and one at the end keep their place, whatever was added around them', () => {
  const now = after(remove('t2'), put({ id: 't9', kind: 'touchpoint', name: 'Chat', phase: 'p1', order: 'VV' } as JourneyRecord), remove('p2'), remove('t3'));
  const over = laidOver(document(), now, compared([entry('touchpoint', 'removed', 't2'), entry('touchpoint', 'added', 't9'), entry('phase', 'removed', 'p2'), entry('touchpoint', 'removed', 't3')]));
  expect(ids(touchpoints(over.document))).toEqual(['t1', 't2', 't9', 't3']);
  expect(ids(phases(over.document))).toEqual(['p1', 'p2']);
  expect(over.marks.get('t9')).toBe('added');
});

it('a ghost whose place is left out is not drawn', () => {
  const now = after(remove('l1'), remove('c1'), patch('c2', {}), remove('c2'));
  const moved = entry('cell', 'moved', 'c2');
  const shown = laidOver(document(), now, compared([entry('lane', 'removed', 'l1'), moved]), new Set(['moved']));
  expect(shown.document.records['l1']).toBeUndefined();
  expect(Object.keys(shown.document.records).filter((id) => id.startsWith('c'))).toEqual([]);
});

it('a card that went elsewhere leaves a trace; one that only passed another does not', () => {
  const now = after(patch('c2', { touchpoint: 't3', text: 'klikt door' }));
  const both = entry('cell', 'changed', 'c2', { moved: true });
  expect(opsOf(both)).toEqual(['changed', 'moved']);
  const over = laidOver(document(), now, compared([both]));
  expect(over.marks.get('c2')).toBe('both');
  const [trace] = cellsAt(over.document, 'l1', 't1').filter(({ id }) => id !== 'c1');
  expect(trace?.text).toBe('klikt');
  expect(over.marks.get(trace?.id ?? '')).toBe('left');
  expect(withoutTrace(trace?.id ?? '')).toBe('c2');
  expect(laidOver(document(), now, compared([both]), new Set(['changed'])).marks).toEqual(new Map([['c2', 'changed']]));
  expect(laidOver(document(), after(patch('c2', { order: 'A' })), compared([entry('cell', 'moved', 'c2')])).marks).toEqual(new Map([['c2', 'moved']]));
});

it('an emotion says what it was; one that is gone does not bend the curve', () => {
  const changed = laidOver(document(), after(patch('e2', { value: -1 })), compared([entry('emotion', 'changed', 'e2')]));
  expect(changed.felt).toEqual(new Map([[feltKey('t2', null), { op: 'changed', was: 1 }]]));
  const gone = laidOver(document(), after(remove('e2')), compared([entry('emotion', 'removed', 'e2')]));
  expect(gone.felt).toEqual(new Map([[feltKey('t2', null), { op: 'removed', was: 1 }]]));
  expect(gone.document.records['e2']).toBeUndefined();
});

it('of two maps with other ids the ghosts hang on what is the same there', () => {
  const renamed: Record<string, string> = { t1: 'T1', l1: 'L1' };
  const told = JSON.parse(JSON.stringify(document()).replace(/"(t1|l1)"/g, (_, id: string) => `"${renamed[id]}"`)) as MapDocument;
  const now = apply(told, [remove('c1'), remove('c2')]).document;
  const over = laidOver(document(), now, compared([entry('cell', 'removed', 'c1')], renamed));
  expect(ids(cellsAt(over.document, 'L1', 'T1'))).toEqual(['c1']);
});

it('one side alone is marked by its own ids, without ghosts', () => {
  const now = after(remove('c1'), patch('c2', { text: 'x' }));
  const told = compared([entry('cell', 'removed', 'c1'), entry('cell', 'changed', 'c2')]);
  expect(Object.fromEntries(aloneOf(document(), told, 'before').marks)).toEqual({ c1: 'removed', c2: 'changed' });
  expect(Object.fromEntries(aloneOf(now, told, 'after').marks)).toEqual({ c2: 'changed' });
});
