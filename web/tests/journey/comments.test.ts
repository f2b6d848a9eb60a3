import { expect, it } from 'vitest';
import { addComment, answer, calledIn, mentionsIn, openCounts, removeComment, resolve, rewrite, threads } from '../../src/journey/comments';
import { apply, type Change } from '../../src/journey/document';
import { removeAll } from '../../src/journey/removal';
import type { Comment, MapDocument } from '../../src/journey/records';
import { document } from './fixture';

const said = (text: string, by = 'Anna') => ({ by, text, names: ['Anna', 'Bram', 'Bram de Vries'] });
const after = (before: MapDocument, changes: Change[]): MapDocument => apply(before, changes).document;
const cell = (): string => Object.values(document().records).find((record) => record.kind === 'cell')?.id ?? '';

function talked(): { map: MapDocument; first: Comment } {
  const map = after(document(), addComment(cell(), said('Klopt dit? @bram')));
  return { map, first: threads(map)[0]?.first as Comment };
}

it('a comment calls who is named behind an @, the longest name that fits, each once', () => {
  const names = ['Anna', 'Bram', 'Bram de Vries'];
  expect(mentionsIn('@bram de vries en @Anna, @anna', names)).toEqual(['Bram de Vries', 'Anna']);
  expect(mentionsIn('@bramborg en mail a@anna.nl', names)).toEqual(['Anna']);
  expect(mentionsIn('geen', names)).toEqual([]);
});

it('threads hold their answers in time; open ones count on their record', () => {
  const { map, first } = talked();
  const more = after(map, answer(first, said('Ja', 'Bram')));
  expect(threads(more).map(({ answers }) => answers.map(({ text }) => text))).toEqual([['Ja']]);
  expect(threads(more, 'map')).toEqual([]);
  expect([...openCounts(more)]).toEqual([[cell(), 1]]);
  const done = after(more, resolve(first, true, 'Bram'));
  expect([...openCounts(done)]).toEqual([]);
  expect(threads(done)[0]?.first.resolved_by).toBe('Bram');
  expect(threads(after(done, resolve(first, false, 'Bram')))[0]?.first.resolved_by).toBeNull();
});

it('an empty text says nothing, and the same text changes nothing', () => {
  const { first } = talked();
  expect([addComment(cell(), said('  ')), answer(first, said('')), rewrite(first, first.text, []), rewrite(first, ' ', [])]).toEqual([[], [], [], []]);
  expect(rewrite(first, 'Klopt dit? @Anna', ['Anna'])).toEqual([
    { op: 'patch', id: first.id, fields: { text: 'Klopt dit? @Anna', mentions: ['Anna'] } },
  ]);
});

it('a card takes its comments along, and the inverse brings all of it back', () => {
  const { map, first } = talked();
  const more = after(map, answer(first, said('Ja')));
  const gone = apply(more, removeAll(more, [cell()]));
  expect(threads(gone.document)).toEqual([]);
  expect(after(gone.document, gone.inverse)).toEqual(more);
  expect(threads(after(more, removeComment(more, first.id)))).toEqual([]);
});

it('a text is cut where it calls somebody, the longer name first', () => {
  const cut = (text: string, mentions: string[]) => calledIn(text, mentions).map((piece) => (piece.calls ? `[${piece.text}]` : piece.text));
  expect(cut('Weet @Bram de Wit dit, of @bram?', ['Bram', 'Bram de Wit'])).toEqual(['Weet ', '[@Bram de Wit]', ' dit, of ', '[@bram]', '?']);
  expect(cut('mail a@Bramx.nl', ['Bram'])).toEqual(['mail a@Bramx.nl']);
  expect(cut('niets', [])).toEqual(['niets']);
});
