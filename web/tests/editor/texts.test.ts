import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { retype } from '../../src/editor/room/texts';
import { hunks, merged } from '../../src/journey/merged';

const apply = (old: string, wanted: string): string =>
  hunks(old, wanted).reverse().reduce((text, { from, to, text: added }) => text.slice(0, from) + added + text.slice(to), old);

describe('hunks', () => {
  it('turn one text into the other, whatever they are', () => {
    const words = ['een', 'twee', ' ', '  ', 'drie', '😀', 'x😀y', '\n', ''];
    let seed = 7;
    const next = (most: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % most;
    const text = () => Array.from({ length: next(9) }, () => words[next(words.length)]).join('');
    for (let turn = 0; turn < 500; turn += 1) {
      const [old, wanted] = [text(), text()];
      expect(apply(old, wanted)).toBe(wanted);
      const doc = new Y.Doc();
      doc.getText('t').insert(0, old);
      retype(doc.getText('t'), wanted);
      expect(doc.getText('t').toString()).toBe(wanted);
      expect(merged(old, old, wanted)).toBe(wanted);
      expect(merged(old, wanted, old)).toBe(wanted);
      expect(merged(old, wanted, wanted)).toBe(wanted);
    }
  });

  it('touch only the words that differ', () => {
    expect(hunks('ziet een poster', 'ziet de grote poster')).toEqual([{ from: 5, to: 8, text: 'de grote' }]);
  });
});

describe('two versions of one text', () => {
  it.each([
    ['klikt', 'klikt door', 'Bram klikt', 'Bram klikt door'],
    ['een twee drie', 'een TWEE drie', 'een twee drie vier', 'een TWEE drie vier'],
    ['een twee drie', 'een drie', 'EEN twee drie', 'EEN drie'],
    ['', 'mijn', 'hun', 'hun mijn'],
    ['kat', 'hond', 'kip', 'kip hond'],
    ['een twee', 'een', 'een', 'een'],
  ])('%j: %j and %j become %j', (base, mine, theirs, both) => {
    expect(merged(base, mine, theirs)).toBe(both);
  });
});

it('never splits a character', () => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, '😀');
  retype(doc.getText('t'), '😃');
  expect(doc.getText('t').toString()).toBe('😃');
});
