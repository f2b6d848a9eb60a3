import { expect, it } from 'vitest';
import { wordsApart, type Piece } from '../../src/journey/wording';

const said = (pieces: readonly Piece[]): string => pieces.map(({ op, text }) => (op === 'same' ? text : op === 'added' ? `[+${text}]` : `[-${text}]`)).join('');

it('words that stayed are told once', () => {
  expect(said(wordsApart('zoekt een reis', 'zoekt een rondreis'))).toBe('zoekt een [-reis][+rondreis]');
  expect(said(wordsApart('belt', 'belt, en mailt daarna'))).toBe('belt[+, en mailt daarna]');
  expect(said(wordsApart('een twee drie', 'een drie'))).toBe('een [-twee ]drie');
  expect(said(wordsApart('gelijk', 'gelijk'))).toBe('gelijk');
  expect(said(wordsApart('', 'nieuw'))).toBe('[+nieuw]');
});

it('two words that both changed are one change', () => {
  expect(said(wordsApart('belt de winkel op', 'mailt het kantoor op'))).toBe('[-belt de winkel][+mailt het kantoor] op');
});

it('the pieces spell both texts, whatever they are', () => {
  const words = ['a', 'b', ' ', ', ', 'é', '\n', '😀', 'ab'];
  let seed = 7;
  const random = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const text = (): string => Array.from({ length: Math.floor(random() * 12) }, () => words[Math.floor(random() * words.length)]).join('');
  for (let at = 0; at < 400; at += 1) {
    const [before, after] = [text(), text()];
    const pieces = wordsApart(before, after);
    const spelled = (without: Piece['op']): string => pieces.filter(({ op }) => op !== without).map((piece) => piece.text).join('');
    expect([spelled('added'), spelled('removed')]).toEqual([before, after]);
  }
});

it('very long texts are told as a whole', () => {
  const long = 'woord '.repeat(700);
  expect(wordsApart(long, `${long}x`).map(({ op }) => op)).toEqual(['removed', 'added']);
});
