import { expect, it } from 'vitest';
import { Editor } from '../../src/editor/editor.svelte';
import type { MapStore } from '../../src/editor/store.svelte';
import { View } from '../../src/editor/view.svelte';
import { apply, patch, put, type Change } from '../../src/journey/document';
import type { Cell, Touchpoint } from '../../src/journey/records';
import { suggest } from '../../src/journey/suggestions';
import { document as journey } from '../journey/fixture';

const card: Cell = { id: 'cell_zzzzzzzzzz', kind: 'cell', lane: 'l1', touchpoint: 't1', order: 'z', text: 'nieuw' };
const place: Touchpoint = { id: 'touchpoint_zzzzzzzzzz', kind: 'touchpoint', name: 'Nieuw', phase: 'p1', order: 'z' };

function reviewing() {
  const before = journey();
  const { document } = apply(before, suggest(before, [put(card), put(place)], 'Bram'));
  const made: Change[][] = [];
  const store = { document, readOnly: false, change: (_: string, changes: Change[]) => made.push(changes) > 0 };
  const editor = new Editor(store as unknown as MapStore, new View('proef'));
  editor.reviewing = true;
  return { editor, made };
}

it('what another proposes stands on the map of who looks it over, and is not edited there', () => {
  const { editor, made } = reviewing();
  expect(editor.document.records[card.id]).toEqual(card);
  expect(editor.proposed(card.id)).toBe('added');
  expect(editor.change('x', [patch(card.id, { text: 'anders' })])).toBe(false);
  expect(editor.change('x', [put({ ...card, id: 'cell_yyyyyyyyyy', touchpoint: place.id })])).toBe(false);
  expect(editor.said).not.toBe('');
  expect(made).toEqual([]);
  editor.editing = { type: 'card', key: 'l1|t1', id: card.id, start: null };
  editor.editing = { type: 'name', id: place.id, start: null };
  editor.editing = { type: 'card', key: `l1|${place.id}`, id: null, start: null };
  expect(editor.editing).toBeNull();
  editor.editing = { type: 'card', key: 'l1|t1', id: null, start: null };
  expect(editor.editing).not.toBeNull();
  expect(editor.change('x', [patch('t1', { name: 'Folder' })])).toBe(true);
  expect(editor.change('x', [put({ ...card, id: 'cell_yyyyyyyyyy' })])).toBe(true);
  editor.reviewing = false;
  expect(editor.document.records[card.id]).toBeUndefined();
});
