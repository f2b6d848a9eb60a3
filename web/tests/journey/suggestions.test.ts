import { expect, it } from 'vitest';
import { apply, patch, put, remove, type Change } from '../../src/journey/document';
import type { JourneyRecord, MapDocument, Suggestion } from '../../src/journey/records';
import { removeAll } from '../../src/journey/removal';
import { accept, acceptAll, changesOf, decline, fitting, isTalk, openSuggestions, overtaken, preview, suggest, unfit } from '../../src/journey/suggestions';
import { document } from './fixture';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const SOON = { by: 'Bram', at: '2026-11-28T12:05:00.000Z' };
const isText = (kind: string, field: string) => kind === 'cell' && field === 'text';
const after = (before: MapDocument, changes: Change[]): MapDocument => apply(before, changes).document;
const cell = Object.values(document().records).find((record) => record.kind === 'cell') as Extract<JourneyRecord, { kind: 'cell' }>;
const added = { op: 'put', id: 'cell_zzzzzzzzzz', record: { ...cell, id: 'cell_zzzzzzzzzz', text: 'nieuw' } } as const;

function proposed(changes: Change[], before = document()): { map: MapDocument; idea: Suggestion } {
  const map = after(before, suggest(before, changes, 'Anna', NOW));
  return { map, idea: openSuggestions(map).at(-1) as Suggestion };
}

it('changes of one moment are one suggestion; later ones begin another', () => {
  const { map, idea } = proposed([added]);
  const more = after(map, suggest(map, [patch('cell_zzzzzzzzzz', { text: 'nieuwer' }), patch(cell.id, { text: 'a' })], 'Anna', NOW + 60_000));
  expect(openSuggestions(more).map(({ id }) => id)).toEqual([idea.id]);
  expect(changesOf(openSuggestions(more)[0] as Suggestion)).toEqual([put({ ...added.record, text: 'nieuwer' }), { ...patch(cell.id, { text: 'a' }), was: { text: cell.text } }]);
  expect(openSuggestions(after(more, suggest(more, [remove(cell.id)], 'Bram', NOW + 60_000)))).toHaveLength(2);
  expect(openSuggestions(after(more, suggest(more, [remove(cell.id)], 'Anna', NOW + 700_000)))).toHaveLength(2);
  expect(suggest(map, [], 'Anna')).toEqual([]);
});

it('the map does not change until it is accepted, and then as it fits now', () => {
  const { map, idea } = proposed([added, patch(cell.id, { text: 'anders' })]);
  expect(map.records[cell.id]).toEqual(cell);
  const moved = after(map, [patch(cell.id, { order: 'Z' })]);
  const done = after(moved, accept(moved, idea, SOON, isText));
  expect(done.records[cell.id]).toEqual({ ...cell, order: 'Z', text: 'anders' });
  expect(done.records['cell_zzzzzzzzzz']).toEqual(added.record);
  expect(done.records[idea.id]).toMatchObject({ status: 'accepted', decided_by: 'Bram' });
  expect(openSuggestions(after(map, decline(idea, SOON)))).toEqual([]);
});

it('what is about something removed meanwhile is named and not accepted', () => {
  const { map, idea } = proposed([added, patch(cell.id, { text: 'anders' })]);
  const without = after(map, removeAll(map, [cell.lane]));
  expect(unfit(without, idea).map(({ id }) => id).sort()).toEqual([cell.id, 'cell_zzzzzzzzzz'].sort());
  expect(accept(without, idea, SOON, isText)).toEqual([]);
  const { map: other, idea: removal } = proposed([remove(cell.id)]);
  const gone = after(other, removeAll(other, [cell.id]));
  expect(unfit(gone, removal)).toEqual([]);
  expect(accept(gone, removal, SOON, isText)).toHaveLength(1);
});

it('what another changed meanwhile is named, and in a text both keep their words', () => {
  const before = after(document(), [patch(cell.id, { text: 'zoekt een reis' })]);
  const { map, idea } = proposed([patch(cell.id, { text: 'zoekt een verre reis', order: 'K' })], before);
  expect(overtaken(map, idea)).toEqual([]);
  const later = after(map, [patch(cell.id, { text: 'zoekt samen een reis', order: 'Z' })]);
  expect(overtaken(later, idea)).toEqual([
    { id: cell.id, field: 'text', was: 'zoekt een reis', now: 'zoekt samen een reis', wanted: 'zoekt een verre reis' },
    { id: cell.id, field: 'order', was: cell.order, now: 'Z', wanted: 'K' },
  ]);
  const done = after(later, accept(later, idea, SOON, isText));
  expect(done.records[cell.id]).toMatchObject({ text: 'zoekt samen een verre reis', order: 'K' });
  expect(overtaken(after(map, [patch(cell.id, { text: 'zoekt een verre reis' })]), idea)).toEqual([]);
  // what one proposes further is still held against what stood there at first
  const more = after(later, suggest(later, [patch(cell.id, { text: 'zoekt een heel verre reis' })], 'Anna', NOW + 1000));
  expect(overtaken(more, openSuggestions(more)[0] as Suggestion)[0]).toMatchObject({ was: 'zoekt een reis' });
  const removal = proposed([remove(cell.id)], before);
  const rewritten = after(removal.map, [patch(cell.id, { text: 'anders' })]);
  expect(overtaken(rewritten, removal.idea)).toEqual([{ id: cell.id, field: 'text', was: 'zoekt een reis', now: 'anders', wanted: undefined }]);
});

it('who looks suggestions over sees what would come beside what is there', () => {
  const { map, idea } = proposed([added, patch(cell.id, { text: 'anders' })]);
  const shown = preview(map, [idea], 'added');
  expect(shown.document.records['cell_zzzzzzzzzz']).toEqual(added.record);
  expect(shown.document.records[cell.id]).toEqual(cell);
  expect(shown.marks.get(cell.id)).toBe('changed');
});

it('the preview shows what would come and marks what would go', () => {
  const other = Object.values(document().records).find((record) => record.kind === 'touchpoint')?.id ?? '';
  const { map, idea } = proposed([added, patch(cell.id, { text: 'anders' }), remove(other)]);
  const shown = preview(map, [idea]);
  expect([...shown.marks]).toEqual([['cell_zzzzzzzzzz', 'added'], [cell.id, 'changed'], [other, 'removed']]);
  expect(shown.document.records[other]).toBeDefined();
  expect(shown.document.records[cell.id]).toEqual({ ...cell, text: 'anders' });
});

it('talk is never proposed', () => {
  expect(isTalk([remove('comment_0000000000'), patch('suggestion_0000000000', {})])).toBe(true);
  expect(isTalk([remove('comment_0000000000'), remove(cell.id)])).toBe(false);
});

it('what still fits is accepted without what no longer does, and without what only makes sense beside that', () => {
  const point = { id: 'touchpoint_zzzzzzzzzz', kind: 'touchpoint', name: 'nieuw', phase: 'phase_zzzzzzzzzz', order: 'V' } as JourneyRecord;
  const there = { ...added.record, id: 'cell_yyyyyyyyyy', touchpoint: point.id } as JourneyRecord;
  const other = Object.values(document().records).find((record) => record.kind === 'lane' && record.id !== cell.lane) as JourneyRecord;
  const { map, idea } = proposed([put(point), put(there), patch(other.id, { name: 'anders' }), patch(cell.id, { text: 'anders' })]);
  const without = after(map, removeAll(map, [cell.id]));
  expect(fitting(without, idea).map(({ id }) => id)).toEqual([other.id]);
  const done = after(without, accept(without, idea, SOON, isText));
  expect(done.records[other.id]).toMatchObject({ name: 'anders' });
  expect(done.records[cell.id]).toBeUndefined();
  expect(done.records[point.id]).toBeUndefined();
  expect(done.records[idea.id]).toMatchObject({ status: 'accepted' });
});

it('all at once are those that nothing stands in the way of, also of each other', () => {
  const first = proposed([added]);
  let map = first.map;
  for (const [by, text, later] of [['Bram', 'van Bram', 1000], ['Eva', 'van Eva', 2000]] as const) map = after(map, suggest(map, [patch(cell.id, { text })], by, NOW + later));
  const changes = acceptAll(map, SOON, isText);
  const done = after(map, changes);
  // Bram's came first; by then Eva's is about words that are no longer there
  expect(openSuggestions(done).map(({ by }) => by)).toEqual(['Eva']);
  expect(done.records[cell.id]).toMatchObject({ text: 'van Bram' });
  expect(done.records['cell_zzzzzzzzzz']).toEqual(added.record);
});
