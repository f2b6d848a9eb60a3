import { beforeEach, expect, it, vi } from 'vitest';
import { Outbox } from '../../src/editor/room/outbox';
import { MapStore } from '../../src/editor/store.svelte';
import { patch, put } from '../../src/journey/document';
import { document } from '../journey/fixture';
import { Memory, Room } from './rooms';

let memory: Memory;
let room: Room;

/** A map that can be drawn and whose shared document is not read yet. */
const drawn = async (outbox = new Outbox('m', 'tab', memory)) => {
  const store = new MapStore('m', outbox, () => Promise.resolve(), room.enter);
  const entered = store.open();
  await vi.advanceTimersByTimeAsync(0);
  await entered;
  return store;
};
const settled = () => vi.advanceTimersByTimeAsync(2200);

beforeEach(() => {
  vi.useFakeTimers();
  memory = new Memory();
  room = new Room(document());
  room.whole = true;
});

it('a map is drawn from plain records, which stay the same ones when the shared document is read', async () => {
  const store = await drawn();
  const first = store.document.records;
  expect(first).toEqual(room.records);
  expect(store.saving).toBe('saved');
  room.write([patch('t2', { name: 'van een ander' })]);
  await vi.advanceTimersByTimeAsync(0);
  expect(store.document.records).toBe(first);
  await settled();
  expect(store.document.records).toEqual(room.records);
  expect(Object.keys(first).filter((id) => store.document.records[id] !== first[id])).toEqual(['t2']);
  expect(store.confirmed).toEqual([]);
});

it('what is written before that, is written in all there is', async () => {
  const store = await drawn();
  room.write([patch('t2', { name: 'van een ander' })]);
  await vi.advanceTimersByTimeAsync(0);
  store.change('hernoemd', [patch('t1', { name: 'Folder' })]);
  expect(store.document.records).toMatchObject({ t1: { name: 'Folder' }, t2: { name: 'van een ander' } });
  expect(store.undoable).toBe('hernoemd');
  await settled();
  expect(room.records).toEqual(store.document.records);
  expect([store.saving, room.got.length, memory.length]).toEqual(['saved', 1, 0]);
});

it('a line that breaks before that is mended, and nothing is lost', async () => {
  const store = await drawn();
  room.kill();
  room.write([patch('t3', { name: 'van een ander' })]);
  store.change('hernoemd', [patch('t1', { name: 'Folder' })]);
  expect(store.document.records.t1).toMatchObject({ name: 'Folder' });
  room.up = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect([store.saving, store.trouble]).toEqual(['saved', null]);
  expect(room.records).toEqual(store.document.records);
  expect(room.records).toMatchObject({ t1: { name: 'Folder' }, t3: { name: 'van een ander' } });
});

it('a line that breaks halfway leaves the map to the next one', async () => {
  room.whole = false;
  const store = new MapStore('m', new Outbox('m', 'tab', memory), () => Promise.resolve(), room.enter);
  const entered = store.open();
  await vi.advanceTimersByTimeAsync(0);
  const [guest] = room.guests;
  room.deaf = true;
  guest?.say({ kind: 'whole', records: {} });
  room.kill();
  [room.up, room.deaf] = [true, false];
  await settled();
  await vi.advanceTimersByTimeAsync(1000);
  await entered;
  expect(store.document.records).toEqual(room.records);
});

it('what a closed tab left is taken up when the document is read', async () => {
  const first = await drawn(new Outbox('m', 'a', memory));
  await settled();
  room.deaf = true;
  first.change('erbij', [put({ id: 'p9', kind: 'phase', name: 'Later', order: 'z' })]);
  await settled();
  room.kill();
  [room.up, room.deaf] = [true, false];
  const outbox = new Outbox('m', 'b', memory);
  // laid down, and brought to life
  expect(outbox.adopt(new Set(['b']))).toBe(2);
  const second = await drawn(outbox);
  await settled();
  expect(room.records.p9).toMatchObject({ name: 'Later' });
  expect(second.document.records).toEqual(room.records);
});

it('a map that is left before that is left at once', async () => {
  const store = await drawn();
  store.close();
  await vi.advanceTimersByTimeAsync(0);
  expect(room.guests.size).toBe(0);
  await settled();
  expect(vi.getTimerCount()).toBe(0);
});
