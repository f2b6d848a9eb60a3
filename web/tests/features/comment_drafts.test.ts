import { expect, it } from 'vitest';
import { Drafts, fieldOf } from '../../src/app/features/map/comments/drafts';
import { Memory } from '../editor/rooms';

const memory = (): Storage => new Memory() as unknown as Storage;

it('words that were not placed are there when the page is loaded again', () => {
  const storage = memory();
  const before = new Drafts(storage);
  before.keep(fieldOf('map_1', 'answer', 'comment_1'), 'Sinds ma');
  before.keep(fieldOf('map_1', 'new', 'map'), '  ');
  const after = new Drafts(storage);
  expect(after.of(fieldOf('map_1', 'answer', 'comment_1'))).toBe('Sinds ma');
  expect(after.of(fieldOf('map_1', 'new', 'map'))).toBe('');
  after.keep(fieldOf('map_1', 'answer', 'comment_1'), '');
  expect(new Drafts(storage).of(fieldOf('map_1', 'answer', 'comment_1'))).toBe('');
});

it('those about something that is gone are given away once, of this map alone', () => {
  const drafts = new Drafts(memory());
  drafts.keep(fieldOf('map_1', 'new', 'cell_1'), 'Waarom?');
  drafts.keep(fieldOf('map_1', 'new', 'map'), 'Mooi');
  drafts.keep(fieldOf('map_2', 'new', 'cell_1'), 'Elders');
  expect(drafts.strays('map_1', (id) => id === 'map')).toEqual([{ about: 'cell_1', text: 'Waarom?' }]);
  expect(drafts.strays('map_1', (id) => id === 'map')).toEqual([]);
  expect([drafts.of('map_1.new.map'), drafts.of('map_2.new.cell_1')]).toEqual(['Mooi', 'Elders']);
});

it('without storage they wait as long as the page', () => {
  const drafts = new Drafts(null);
  drafts.keep('a', 'b');
  expect(drafts.of('a')).toBe('b');
});
