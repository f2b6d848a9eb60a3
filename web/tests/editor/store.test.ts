import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../src/contract/api';
import { Outbox } from '../../src/editor/room/outbox';
import { MapStore } from '../../src/editor/store.svelte';
import { patch, put, remove } from '../../src/journey/document';
import { document } from '../journey/fixture';
import { Memory, Room } from './rooms';

let memory: Memory;
let room: Room;
let tabs = 0;

const open = async (tab = `tab${(tabs += 1)}`) => {
  const store = new MapStore('m', new Outbox('m', tab, memory), () => Promise.reject(new ApiError(0, { code: 'web.offline' })), room.enter);
  const entered = store.open();
  await settled();
  await entered;
  return store;
};
const settled = () => vi.advanceTimersByTimeAsync(60);

beforeEach(() => {
  vi.useFakeTimers();
  memory = new Memory();
  room = new Room(document());
});

describe('a change', () => {
  it('is seen at once, kept until the server took it, and then forgotten', async () => {
    const store = await open();
    store.change('hernoemd', [patch('t1', { name: 'Folder' })]);
    expect(store.document.records.t1).toMatchObject({ name: 'Folder' });
    expect(store.saving).toBe('saving');
    expect(memory.length).toBe(1);
    await settled();
    expect(store.saving).toBe('saved');
    expect(room.records.t1).toMatchObject({ name: 'Folder' });
    expect(store.confirmed).toEqual(['t1']);
    expect(memory.length).toBe(0);
  });

  it('gives only what it changed a new identity', async () => {
    const store = await open();
    const before = store.document.records;
    store.change('hernoemd', [patch('t1', { name: 'Folder' })]);
    const changed = Object.keys(before).filter((id) => store.document.records[id] !== before[id]);
    expect(changed).toEqual(['t1']);
  });

  it('goes out together with those made right after it', async () => {
    const store = await open();
    for (const name of ['F', 'Fo', 'Fol']) store.change('hernoemd', [patch('t1', { name })]);
    await settled();
    expect(room.got.length).toBe(1);
    expect(room.records.t1).toMatchObject({ name: 'Fol' });
  });

  it('waits while the server is away, and goes along when it is back', async () => {
    const store = await open();
    room.kill();
    store.change('een', [patch('t1', { name: 'een' })]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(store.saving).toBe('waiting');
    expect(store.trouble?.code).toBe('web.offline');
    store.change('twee', [patch('t2', { name: 'twee' })]);
    room.write([patch('t3', { name: 'van een ander' })]);
    room.up = true;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(store.saving).toBe('saved');
    expect(store.trouble).toBeNull();
    expect(store.document.records).toEqual(room.records);
    expect(room.records.t1).toMatchObject({ name: 'een' });
    expect(room.records.t3).toMatchObject({ name: 'van een ander' });
    expect(memory.length).toBe(0);
  });

  it('that was sent and not acknowledged is sent again, and is there once', async () => {
    const store = await open();
    room.deaf = true;
    store.change('tekst', [patch('c2', { text: 'klikt op de knop' })]);
    await settled();
    expect(store.saving).toBe('saving');
    room.kill();
    room.deaf = false;
    room.up = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.saving).toBe('saved');
    expect(room.records.c2).toMatchObject({ text: 'klikt op de knop' });
  });

  it('of a tab that was closed is adopted by the next, a half-typed cell too', async () => {
    const first = await open('a');
    room.deaf = true;
    first.change('hernoemd', [patch('t1', { name: 'Folder' })]);
    first.hold([patch('c2', { text: 'klikt half' })]);
    await settled();
    room.kill(); // and the tab is gone with it
    room.up = true;
    room.deaf = false;
    room.write([patch('c2', { text: 'snel klikt' })]);
    const outbox = new Outbox('m', 'b', memory);
    expect(outbox.adopt(new Set(['b']))).toBe(2);
    const second = new MapStore('m', outbox, () => Promise.resolve(), room.enter);
    await Promise.all([second.open(), settled()]);
    await settled();
    expect(room.records.t1).toMatchObject({ name: 'Folder' });
    expect(room.records.c2).toMatchObject({ text: 'snel klikt half' });
    expect(second.saving).toBe('saved');
    expect(memory.length).toBe(0);
  });

  it('in a list stands beside what others put in it meanwhile', async () => {
    const tagged = (id: string) => (room.records[id] as { tags?: string[] }).tags;
    room.write([patch('c1', { tags: ['a', 'b'] })]);
    const first = await open('a');
    first.hold([patch('c1', { tags: ['a', 'mine', 'b'] })]);
    room.write([patch('c1', { tags: ['a', 'b', 'theirs'] })]);
    const outbox = new Outbox('m', 'b', memory);
    outbox.adopt(new Set(['b']));
    const second = new MapStore('m', outbox, () => Promise.resolve(), room.enter);
    await Promise.all([second.open(), settled()]);
    await settled();
    expect(tagged('c1')).toEqual(['a', 'mine', 'b', 'theirs']);
  });

  it('is given away when the page goes, what is typed after that too', async () => {
    const store = await open('a');
    room.deaf = true;
    store.change('een', [patch('t1', { name: 'x' })]);
    store.leave();
    store.change('twee', [patch('c1', { text: 'op de valreep' })]);
    expect(new Outbox('m', 'b', memory).adopt(new Set(['a', 'b']))).toBe(2);
  });

  it('in the outbox of a tab that still lives is left alone', () => {
    new Outbox('m', 'a', memory).add(1, new Uint8Array([0, 0]));
    expect(new Outbox('m', 'b', memory).adopt(new Set(['a', 'b']))).toBe(0);
    expect(new Outbox('other', 'b', memory).adopt(new Set(['b']))).toBe(0);
  });

  it('that an older Klantreis left in the browser is still made', async () => {
    memory.setItem('klantreis.outbox.m.oud', JSON.stringify({ batches: [{ changes: [patch('t1', { name: 'Van toen' })] }] }));
    const outbox = new Outbox('m', 'b', memory);
    expect(outbox.adopt(new Set(['b']))).toBe(1);
    const store = new MapStore('m', outbox, () => Promise.resolve(), room.enter);
    await Promise.all([store.open(), settled()]);
    await settled();
    expect(room.records.t1).toMatchObject({ name: 'Van toen' });
  });

  it('is refused for who may only look', async () => {
    room.mayWrite = false;
    const store = await open();
    expect(store.readOnly).toBe(true);
    expect(store.change('tekst', [patch('c1', { text: 'x' })])).toBe(false);
    expect(store.document.records).toEqual(room.records);
  });
});

describe('what cannot be sent', () => {
  it('by somebody who may not write any more waits, and goes along once they may', async () => {
    const store = await open();
    room.kill();
    store.change('hernoemd', [patch('t1', { name: 'Folder' })]);
    room.mayWrite = false;
    room.up = true;
    await vi.advanceTimersByTimeAsync(2000);
    expect(store.readOnly).toBe(true);
    expect(store.stranded).toBe(true);
    expect(memory.length).toBe(1);
    room.kill();
    room.mayWrite = true;
    room.up = true;
    await vi.advanceTimersByTimeAsync(2000);
    expect(store.stranded).toBe(false);
    expect(room.records.t1).toMatchObject({ name: 'Folder' });
  });

  it('is said to be in this window only where the browser keeps nothing', async () => {
    const store = new MapStore('m', new Outbox('m', 'x', null), () => Promise.reject(new ApiError(0, { code: 'web.offline' })), room.enter);
    const entered = store.open();
    await settled();
    await entered;
    room.kill();
    store.change('hernoemd', [patch('t1', { name: 'Folder' })]);
    await vi.advanceTimersByTimeAsync(2000);
    expect([store.saving, store.safe]).toEqual(['waiting', false]);
    memory.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const full = new Outbox('m', 'y', memory);
    expect(full.safe).toBe(true);
    full.hold({ changes: [], base: {} });
    expect(full.safe).toBe(false);
  });
});

describe('opening', () => {
  it('fails with the reason that the plain question gives', async () => {
    room.up = false;
    const refusal = new ApiError(404, { code: 'maps.not_found', title: 'There is no such map.' });
    const store = new MapStore('m', new Outbox('m', 'a', memory), () => Promise.reject(refusal), room.enter);
    const entered = expect(store.open()).rejects.toBe(refusal);
    await vi.advanceTimersByTimeAsync(1000);
    await entered;
  });

  it('says when only the room cannot be reached', async () => {
    room.up = false;
    const store = new MapStore('m', new Outbox('m', 'a', memory), () => Promise.resolve(), room.enter);
    const entered = expect(store.open()).rejects.toMatchObject({ code: 'web.no_room' });
    await vi.advanceTimersByTimeAsync(5000);
    await entered;
  });
});

describe('what the server refuses', () => {
  it('is shown with its words until it was seen, in a later page too', async () => {
    const store = await open('a');
    const [guest] = room.guests;
    guest?.say({ kind: 'refused', refused: [{ record: 't1', field: 'name', code: 'journey.name', message: 'Too long.', mend: null, words: 'te lang', params: {} }] });
    await settled();
    expect(store.refused[0]).toMatchObject({ record: 't1', text: 'te lang', fault: { code: 'journey.name', title: 'Too long.' } });
    const outbox = new Outbox('m', 'b', memory);
    outbox.adopt(new Set(['b']));
    expect(outbox.refused.length).toBe(1);
    outbox.dismiss(outbox.refused[0]?.id ?? '');
    expect(memory.length).toBe(0);
  });

  it('is told with the place where it stood, also when that went', async () => {
    const [noor, bram] = [await open('a'), await open('b')];
    bram.change('weg', [remove('c2')]);
    await settled();
    noor.setAside('c2', 'wat er stond');
    expect(noor.refused[0]).toMatchObject({ fault: null, text: 'wat er stond', was: { id: 'c2', kind: 'cell' } });
  });

  it('is kept with what is changed in its words, and brought back when it was let go', async () => {
    const store = await open('a');
    store.setAside('c2', 'eerst');
    const [first] = store.refused;
    store.retype(first?.id ?? '', 'eerst en meer');
    expect(store.refused.map(({ text }) => text)).toEqual(['eerst en meer']);
    const [written] = store.refused;
    store.dismiss(first?.id ?? '');
    expect(store.refused).toEqual([]);
    if (written) store.bringBack(written);
    const outbox = new Outbox('m', 'b', memory);
    outbox.adopt(new Set(['b']));
    expect(outbox.refused.map(({ text }) => text)).toEqual(['eerst en meer']);
  });
});

describe('two people', () => {
  it('who write in one text both keep their words', async () => {
    const [noor, bram] = [await open(), await open()];
    const opened = noor.document;
    bram.change('tekst', [patch('c2', { text: 'Bram klikt' })]);
    await settled();
    noor.hold([patch('c2', { text: 'klikt door' })], opened);
    noor.change('tekst', [patch('c2', { text: 'klikt door' })]);
    await settled();
    expect(room.records.c2).toMatchObject({ text: 'Bram klikt door' });
    expect(noor.document).toEqual(bram.document);
  });

  it('who are away from each other both keep their words', async () => {
    const [noor, bram] = [await open(), await open()];
    room.deaf = true;
    noor.change('tekst', [patch('c1', { text: 'Eva ziet een advertentie' })]);
    bram.change('tekst', [patch('c1', { text: 'ziet een advertentie op tv' })]);
    room.kill();
    room.deaf = false;
    room.up = true;
    await vi.advanceTimersByTimeAsync(2000);
    expect(noor.document).toEqual(bram.document);
    expect(noor.document.records).toEqual(room.records);
    expect(room.records.c1).toMatchObject({ text: 'Eva ziet een advertentie op tv' });
  });
});

describe('undo', () => {
  const card = put({ id: 'c9', kind: 'cell', lane: 'l1', touchpoint: 't3', order: 'V', text: 'hoi' });

  it('and redo go step by step, and are sent like any other', async () => {
    const store = await open();
    const before = store.document;
    store.change('hernoemd', [patch('t1', { name: 'Folder' })]);
    store.change('kaartje', [card]);
    store.change('weg', [remove('c9'), remove('c2')]);
    expect(store.undoable).toBe('weg');
    expect(store.undo()).toBe('weg');
    expect(store.document.records.c9).toMatchObject({ text: 'hoi' });
    expect(store.undo()).toBe('kaartje');
    expect(store.document.records.c9).toBeUndefined();
    expect(store.undo()).toBe('hernoemd');
    expect(store.undoable).toBeNull();
    expect(store.document).toEqual(before);
    expect([store.redo(), store.redo(), store.redo(), store.redo()]).toEqual(['hernoemd', 'kaartje', 'weg', null]);
    await settled();
    expect(room.records).toEqual(store.document.records);
    expect(room.records.c9).toBeUndefined();
    store.undo();
    store.change('anders', [patch('t1', { name: 'Anders' })]);
    expect(store.redoable).toBeNull();
  });

  it('leaves what others did alone, in the same text too', async () => {
    const [noor, bram] = [await open(), await open()];
    noor.change('mijn woord', [patch('c2', { text: 'klikt snel' })]);
    await settled();
    bram.change('hun woord', [patch('c2', { text: 'Bram klikt snel' }), patch('t2', { name: 'Site' })]);
    await settled();
    expect(noor.undo()).toBe('mijn woord');
    await settled();
    expect(bram.document.records.c2).toMatchObject({ text: 'Bram klikt' });
    expect(bram.document.records.t2).toMatchObject({ name: 'Site' });
    expect(bram.undo()).toBe('hun woord');
    await settled();
    expect(noor.document.records.c2).toMatchObject({ text: 'klikt' });
  });

  it('passes over a step that another wrote over', async () => {
    const [noor, bram] = [await open(), await open()];
    noor.change('eerst', [patch('t1', { name: 'Folder' })]);
    noor.change('span', [patch('c1', { span: 't3' })]);
    await settled();
    bram.change('ander', [patch('c1', { span: null })]);
    await settled();
    expect(noor.undo()).toBe('eerst');
    expect(noor.document.records.c1).toMatchObject({ span: null });
    expect(noor.undoable).toBeNull();
  });
});
