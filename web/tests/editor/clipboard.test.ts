import { describe, expect, it } from 'vitest';
import { copied, fill, over, piecesOf, readPieces, textsOf, type Landing, type Piece, type Pieces } from '../../src/editor/clipboard/block';
import { asThemselves, awayBetween } from '../../src/editor/clipboard/away';
import { removeAll } from '../../src/journey/removal';
import { readHtml, readItems, readRich, readText, writeHtml, writeText } from '../../src/editor/clipboard/table';
import { gridOf } from '../../src/editor/grid';
import { apply, patch, put } from '../../src/journey/document';
import { cellsAt, emotionAt, ofKind } from '../../src/journey/queries';
import type { MapFile } from '../../src/contract/files';
import { carried, type Give } from '../../src/editor/clipboard/files';
import type { Cell, MapDocument } from '../../src/journey/records';
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

describe('marks of a card', () => {
  const excel = `<html><head><style><!-- td {font-weight:400} .xl65 {color:black; font-weight:700;} .font0 {font-weight:400;} --></style></head><body><table>
    <tr><td class=xl65>Kop <font class=font0>gewoon</font></td><td>zie <a href="https://a.nl/x">hier</a><br>twee</td></tr></table></body></html>`;

  it('are read as Excel and Google Sheets give them', () => {
    expect(readHtml(excel)).toEqual([['**Kop** gewoon', 'zie [hier](https://a.nl/x)\ntwee']]);
    expect(readHtml('<table><tr><td style="font-weight:bold">a</td><td><span style="font-weight:bold">b</span>c</td></tr></table>')).toEqual([['**a**', '**b**c']]);
  });

  it('are given as those take them, and read as they were written', () => {
    const rows = [['**Kop** & [hier](https://a.nl/x)\n- item', '=1+1']];
    const html = writeHtml(rows);
    expect(html).toContain('<b>Kop</b> &amp; <a href="https://a.nl/x">hier</a><br style="mso-data-placement:same-cell">- item');
    expect(html).toContain(`<td style="mso-number-format:'\\@'">=1+1</td>`);
    expect(readHtml(html)).toEqual(rows);
  });

  it('of words that are no table are one card where they are one cell or a list, else a line each', () => {
    expect(readRich('<span data-sheets-value="{}"><b>een</b><br>twee</span>', '"een\ntwee"')).toEqual([['**een**\ntwee']]);
    expect(readRich('<p>Kop</p><ul><li>een</li></ul>', 'Kop\neen')).toEqual([['Kop\n- een']]);
    expect(readRich('<p><b>een</b></p><p>twee</p>', 'een\n\ntwee')).toEqual([['**een**'], ['twee']]);
    expect(readRich('<p>gewoon</p>', 'gewoon')).toBeNull();
  });
});

it('items of a list come without the sign before them', () => {
  expect(readItems('• een\r\n- twee\n3. drie\n\n"vier\nvijf"\tzes\n')).toEqual(['een', 'twee', 'drie', 'vier\nvijf zes']);
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

  it('without marks where there are none: in names, emotions and pain points, which keep all of a long text', () => {
    const long = 'x'.repeat(250);
    const { now } = after([['**Nieuw**', ''], ['', '**+2 blij**'], ['', `**Traag**\n${long}`]], lands('names', 'l3', 'l2'), lands('t1', 't2'));
    expect(now.records.t1).toMatchObject({ name: 'Nieuw' });
    expect(emotionAt(now, 't2')).toMatchObject({ value: 2, word: 'blij' });
    const [, slow, endless] = ofKind(now, 'pain_point');
    expect([slow?.name, slow?.description, endless?.name.length, endless?.description]).toEqual(['Traag', '', 200, long]);
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
  const view = { ghosts: [], collapsed: new Set<string>(), hiddenLanes: new Set<string>() };
  const grid = gridOf(document(), view);
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

  it('keeps colour, tags, icon, marks and file, also over a card that stood there', () => {
    const look = { colour: '#aa0000', tags: ['web'], icon: 'star', file: 'file_0000000001', text: '**vet**' };
    const from = apply(document(), [patch('c1', look)]).document;
    const pieces = copied(from, gridOf(from, view), { lanes: ['l1'], touchpoints: ['t1'] }, { only: new Set(['c1']), map: 'map_a' });
    expect(pieces[0]?.[0]).toMatchObject([{ map: 'map_a', text: '**vet**' }]);
    const filled = apply(from, fill(from, pieces, lands('l1'), lands('t3')).changes).document;
    expect(cellsAt(filled, 'l1', 't3')).toMatchObject([look]);
    const [piece] = pieces[0]?.[0] ?? [];
    const [, second] = cellsAt(from, 'l1', 't1');
    if (!piece || !second) throw new Error('the fixture has changed');
    expect(apply(from, over(from, second, 't1', piece)).document.records[second.id]).toMatchObject(look);
    // of another program it is the words alone
    const first = from.records.c1 as Cell;
    expect(apply(from, over(from, first, 't1', { text: 'kaal' })).document.records.c1).toMatchObject({ ...look, text: 'kaal' });
  });

  it('that was cut is itself again where no card stands, with what was said of it, and only once', () => {
    const from = apply(document(), [
      put({ id: 'x9', kind: 'evidence', target: 'c2', source: 'interview', n: 3 } as never),
      put({ id: 'n1', kind: 'comment', target: 'c2', text: 'klopt', by: 'Anna', at: '2026-01-02' } as never),
    ]).document;
    const pieces = copied(from, gridOf(from, view), { lanes: ['l1'], touchpoints: ['t1'] }, { only: new Set(['c2']) });
    const cut = apply(from, removeAll(from, ['c2'])).document;
    const away = awayBetween(from, cut);
    const twice = [[...(pieces[0] ?? []), ...(pieces[0] ?? [])]];
    const now = apply(cut, fill(cut, asThemselves(twice, away, cut), lands('l1'), lands('t2', 't3')).changes).document;
    expect(now.records.c2).toMatchObject({ touchpoint: 't2', text: 'klikt' });
    expect([now.records.x9, now.records.n1]).toEqual([from.records.x9, from.records.n1]);
    expect(cellsAt(now, 'l1', 't3').map(({ id, text }) => [id === 'c2', text])).toEqual([[false, 'klikt']]);
    expect(asThemselves(pieces, away, from)).toEqual(pieces);
  });

  it('takes its files along to another map, each once, and keeps the caption of what is lost', async () => {
    const card = (id: string, file: string, map?: string): Piece => ({ text: id, record: { id, kind: 'cell', lane: 'l', touchpoint: 't', order: 'V', text: id, file }, ...(map ? { map } : {}) });
    const given: string[] = [];
    const give: Give = (from, file, to) => {
      given.push(`${from} ${file} ${to}`);
      return file === 'gone' ? Promise.reject(new Error('gone')) : Promise.resolve({ id: `new ${file}` } as MapFile);
    };
    const block: Pieces = [[[card('a', 'x', 'other'), card('b', 'x', 'other')], [card('c', 'gone', 'other'), card('d', 'own', 'here'), card('e', 'nobody’s')]]];
    const { pieces, files, lost } = await carried(block, 'here', give);
    expect(pieces.flat(2).map(({ record }) => (record as Cell).file)).toEqual(['new x', 'new x', null, 'own', null]);
    expect([given, files.length, lost]).toEqual([['other x here', 'other gone here'], 1, 2]);
  });

  it('is believed only when it is one', () => {
    for (const odd of ['', '{}', '[]', '[[["x"]]]', '[[[{"text":1}]]]', 'x']) expect(readPieces(odd)).toBeNull();
  });
});
