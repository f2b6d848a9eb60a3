import { describe, expect, it } from 'vitest';
import { apply, MissingRecord, patch, put, rebase, remove, type Change } from '../../src/journey/document';
import { document } from './fixture';

describe('apply', () => {
  it('leaves the old document and untouched records as they are', () => {
    const before = document();
    const { document: after } = apply(before, [patch('t1', { name: 'Folder' })]);
    expect(before.records.t1).toMatchObject({ name: 'Advertentie' });
    expect(after.records.t1).toMatchObject({ name: 'Folder' });
    expect(after.records.t2).toBe(before.records.t2);
  });

  it.each<[string, Change[]]>([
    ['a patch', [patch('t1', { name: 'Folder' })]],
    ['a patch of a field that was not there', [patch('t1', { channel: 'web' })]],
    ['two patches of one field', [patch('t1', { name: 'a' }), patch('t1', { name: 'b' })]],
    ['a new record', [put({ id: 'l9', kind: 'lane', name: 'Vrij', type: 'text', order: 'z' })]],
    ['a removal', [remove('c1')]],
    ['all together', [remove('c1'), patch('t1', { name: 'x' }), remove('t1')]],
  ])('the inverse of %s leads back', (_, changes) => {
    const before = document();
    const { document: after, inverse } = apply(before, changes);
    expect(after).not.toEqual(before);
    expect(apply(after, inverse).document).toEqual(before);
  });

  it('does all or nothing', () => {
    const before = document();
    expect(() => apply(before, [patch('t1', { name: 'x' }), patch('gone', { name: 'y' })])).toThrow(MissingRecord);
    expect(before).toEqual(document());
  });
});

describe('rebase', () => {
  it('gives back what no longer fits and forgets a removal that was done already', () => {
    const moved = apply(document(), [remove('c1'), remove('c2')]).document;
    const result = rebase(moved, [patch('c1', { text: 'mijn tekst' }), remove('c2'), patch('t1', { name: 'Folder' })]);
    expect(result.lost).toEqual([patch('c1', { text: 'mijn tekst' })]);
    expect(result.kept).toEqual([patch('t1', { name: 'Folder' })]);
    expect(result.document.records.t1).toMatchObject({ name: 'Folder' });
  });
});
