import { describe, expect, it } from 'vitest';
import { copied, fill, piecesOf, readPieces, textsOf, type Landing } from '../../src/editor/clipboard/block';
import { readHtml, readText, writeHtml, writeText } from '../../src/editor/clipboard/table';
import { gridOf } from '../../src/editor/grid';
import { apply, put } from '../../src/journey/document';
import { cellsAt, emotionAt, ofKind } from '../../src/journey/queries';
import type { MapDocument } from '../../src/journey/records';
import { document } from '../journey/fixture';

describe('text of a spreadsheet', () => {
  it('has cells between tabs and rows between line ends', () => {
    expect(readText('a\tb\r\nc\t\r\n')).toEqual([['a', 'b'], ['c', '']]);
    expect(readText('een\ntwee\n\ndrie')).toEqual([['een'], ['twee'], [''], ['drie']]);
  });

  it('has cells in quotes that hold line ends, tabs and quotes', () => {
    expect(readText('"een\ntwee"\t"zei ""ja"""\n"a\tb"\tc')).toEqual([['een\ntwee', 'zei "ja"'], ['a\tb', 'c']]);
  });

  it('leaves quotes alone that are no cell', () => {
    expect(readText('"Mooi" zei hij\tgoed\n"half')).toEqual([['"Mooi" zei hij', 'goed'], ['"half']]);
  });

  it('is read as it was written', () => {
    const rows = [['a', 'b\nc', '"'], ['', 'd\te', '""x']];
    expect(readText(writeText(rows))).toEqual(rows);
  });
});

describe('a table of a page', () => {
  it('has line ends where they are shown, and no others', () => {
    const html = '<style>td{}</style><table><tr><td>een<br>twee</td>\n<td> drie\n  vier </td></tr><tr><td><p>a</p><p>b</p></td></tr></table>';
    expect(readHtml(html)).toEqual([['een\ntwee', 'drie vier'], ['a\nb', '']]);
  });

  it('keeps the columns right under cells over several', () => {
    const html = '<table><tr><td colspan=2>a</td><td rowspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>';
    expect(readHtml(html)).toEqual([['a', '', 'b'], ['c', 'd', '']]);
  });

  it('is read as it was written, and nothing else is a table', () => {
    const rows = [['<b>a</b> & c', 'b\nc']];
    expect(readHtml(writeHtml(rows))).toEqual(rows);
    expect(readHtml('<p>tekst</p>')).toBeNull();
  });
});

const lands = (...ids: (string | null)[]): Landing[] => ids.map((id) => (id === 'names' ? id : id === null ? null : { id }));
const after = (texts: string[][], rows: Landing[], columns: Landing[], from: MapDocument = document()) => {
  const filled = fill(from, piecesOf(texts), rows, columns);
  return { ...filled, now: apply(from, filled.changes).document };
};

describe('a block is put on the map', () => {
  it('over the cards that stand there', () => {
    const { now, written } = after([['nieuw', 'ook'], ['', '']], lands('l1', null), lands('t1', 't3'));
    expect(cellsAt(now, 'l1', 't1').map((cell) => [cell.id, cell.text])).toEqual([['c1', 'nieuw']]);
    expect(cellsAt(now, 'l1', 't3').map((cell) => cell.text)).toEqual(['ook']);
    expect(written).toBe(2);
  });

  it('an empty cell empties', () => {
    expect(cellsAt(after([['']], lands('l1'), lands('t1')).now, 'l1', 't1')).toEqual([]);
  });

  it('as pain points in their lane, one per line, beside those that are there', () => {
    const { now } = after([['Traag\nDuur']], lands('l2'), lands('t2'));
    expect(ofKind(now, 'pain_point').map((pain) => pain.name)).toEqual(['Geen filters', 'Traag', 'Duur']);
  });

  it('as emotions where they are numbers', () => {
    const { now, notEmotions } = after([['−2 boos', '7', '+1']], lands('l3'), lands('t1', 't2', 't3'));
    expect(emotionAt(now, 't1')).toMatchObject({ value: -2, word: 'boos' });
    expect(emotionAt(now, 't2')).toMatchObject({ value: 1, word: 'blij' });
    expect(emotionAt(now, 't3')).toMatchObject({ value: 1 });
    expect(notEmotions).toBe(1);
  });

  it('with names in the header, and nothing in lanes that are counted', () => {
    const counted = apply(document(), [put({ id: 'l4', kind: 'lane', name: 'Bereik', type: 'reach', order: 'Y' })]).document;
    const { now, measured } = after([['', 'Folder'], ['Doen', 'x'], ['', '80%']], lands('names', 'l1', 'l4'), lands('names', 't1'), counted);
    expect(now.records.t1).toMatchObject({ name: 'Folder' });
    expect(now.records.l1).toMatchObject({ name: 'Doen' });
    expect([measured, ofKind(now, 'cell').length]).toEqual([1, 1]);
  });
});

describe('a block of a map', () => {
  const grid = gridOf(document(), { ghosts: [], collapsed: new Set(), hiddenLanes: new Set() });
  const block = { lanes: ['l1', 'l2', 'l3'], touchpoints: ['t1', 't2'] };

  it('is text for others', () => {
    expect(textsOf(copied(document(), grid, block))).toEqual([
      ['ziet een advertentie\nklikt', ''], ['', 'Geen filters'], ['', expect.stringMatching(/^\+1 blij$/)],
    ]);
  });

  it('keeps its cards, how far they reach, and which pain point it was', () => {
    const pieces = readPieces(JSON.stringify(copied(document(), grid, block))) ?? [];
    const { changes } = fill(document(), pieces, lands('l1', 'l2', 'l3'), lands('t2', 't1'));
    const now = apply(document(), changes).document;
    expect(cellsAt(now, 'l1', 't2').map((cell) => [cell.text, cell.span])).toEqual([['ziet een advertentie', 't3'], ['klikt', null]]);
    expect(now.records.pain1).toMatchObject({ touchpoints: ['t2', 't3', 't1'] });
    expect(ofKind(now, 'pain_point')).toHaveLength(1);
  });

  it('is believed only when it is one', () => {
    for (const odd of ['', '{}', '[]', '[[["x"]]]', '[[[{"text":1}]]]', 'x']) expect(readPieces(odd)).toBeNull();
  });
});
