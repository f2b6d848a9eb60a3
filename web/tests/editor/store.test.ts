import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../src/contract/api';
import { Outbox, type Storage } from '../../src/editor/outbox';
import { MapStore, type Remote } from '../../src/editor/store.svelte';
import { apply, patch, put, remove, type Change } from '../../src/journey/document';
import type { MapDocument } from '../../src/journey/records';
import { document } from '../journey/fixture';

class Memory implements Storage {
  items = new Map<string, string>();
  get length() {
    return this.items.size;
  }
  key = (at: number) => [...this.items.keys()][at] ?? null;
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

/** A server in one object: applies changes, knows keys, and fails when told to. */
class Server implements Remote {
  version = 3;
  document: MapDocument = document();
  sent: Change[][] = [];
  fail: ApiError[] = [];
  lose = 0;
  #done = new Map<string, { version: number; inverse: Change[] }>();

  load = () => Promise.resolve({ version: this.version, document: this.document });
  async send(changes: readonly Change[], _base: number, key: string) {
    const failure = this.fail.shift();
    if (failure) throw failure;
    const before = this.#done.get(key);
    if (before) return before;
    this.sent.push([...changes]);
    let outcome;
    try {
      const applied = apply(this.document, changes);
      this.document = applied.document;
      outcome = { version: (this.version += 1), inverse: applied.inverse };
    } catch {
      throw new ApiError(409, { code: 'maps.removed', title: 'gone' });
    }
    this.#done.set(key, outcome);
    if (this.lose-- > 0) throw new ApiError(0, { code: 'web.offline' });
    return outcome;
  }
}

const settled = async () => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};

let memory: Memory;
let server: Server;
const open = (tab = 'a') => {
  const store = new MapStore(server, new Outbox('m', tab, memory));
  store.open(server.version, server.document);
  return store;
};

beforeEach(() => {
  vi.useFakeTimers();
  memory = new Memory();
  server = new Server();
});

describe('a change', () => {
  it('is seen at once, kept until the server took it, and then forgotten', async () => {
    const store = open();
    store.change('hernoemd', [patch('t1', { name: 'Folder' })]);
    expect(store.document.records.t1).toMatchObject({ name: 'Folder' });
    expect(memory.length).toBe(1);
    await settled();
    expect(store.saving).toBe('saved');
    expect(store.version).toBe(4);
    expect(memory.length).toBe(0);
  });

  it('is retried while the server is away, and later ones go after it in order', async () => {
    server.fail = [new ApiError(0, { code: 'web.offline' }), new ApiError(503, { code: 'busy' })];
    const store = open();
    store.change('een', [patch('t1', { name: 'een' })]);
    await settled();
    expect(store.saving).toBe('waiting');
    store.change('twee', [patch('t1', { name: 'twee' })]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.saving).toBe('waiting');
    await vi.advanceTimersByTimeAsync(2000);
    expect(store.saving).toBe('saved');
    expect(server.document.records.t1).toMatchObject({ name: 'twee' });
    expect(server.sent.flat().map((change) => (change.op === 'patch' ? change.fields.name : ''))).toEqual(['een', 'twee']);
  });

  it('is done once when the answer to it was lost', async () => {
    server.lose = 1;
    const store = open();
    store.change('weg', [remove('c2')]);
    await settled();
    store.change('nieuw', [patch('t1', { name: 'x' })]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.saving).toBe('saved');
    expect(server.sent).toEqual([[remove('c2')], [patch('t1', { name: 'x' })]]);
  });

  it('of a tab that was closed is adopted by the next, a half-typed cell too', async () => {
    server.fail = [new ApiError(0, { code: 'web.offline' })];
    const first = open('a');
    first.change('hernoemd', [patch('t1', { name: 'Folder' })]);
    first.hold([patch('c1', { text: 'half getypt' })]);
    await settled();
    first.close();
    const outbox = new Outbox('m', 'b', memory);
    expect(outbox.adopt(new Set(['b']))).toBe(2);
    const second = new MapStore(server, outbox);
    second.open(server.version, server.document);
    await settled();
    expect(server.document.records.t1).toMatchObject({ name: 'Folder' });
    expect(server.document.records.c1).toMatchObject({ text: 'half getypt' });
    expect(memory.length).toBe(0);
  });

  it('is given away when the page goes, what is typed after that too', () => {
    const first = new Outbox('m', 'a', memory);
    first.add([patch('t1', { name: 'x' })], '');
    first.leave();
    first.add([patch('c1', { text: 'op de valreep' })], '');
    expect(new Outbox('m', 'b', memory).adopt(new Set(['a', 'b']))).toBe(2);
  });

  it('leaves the outbox of a tab that still lives alone', () => {
    new Outbox('m', 'a', memory).add([patch('t1', { name: 'x' })], '');
    expect(new Outbox('m', 'b', memory).adopt(new Set(['a', 'b']))).toBe(0);
    expect(new Outbox('other', 'b', memory).adopt(new Set(['b']))).toBe(0);
  });
});

describe('what the server refuses', () => {
  it('is put aside with its reason, and the rest is saved', async () => {
    const bad = new ApiError(422, { code: 'journey.name', title: 'A name is too long.' });
    const store = open();
    // both go out together; refused together they go one by one
    server.fail = [bad, bad];
    store.change('fout', [patch('t1', { name: 'fout' })]);
    store.change('goed', [patch('t2', { name: 'goed' })]);
    await settled();
    expect(store.refused.map((each) => each.reason)).toEqual(['A name is too long.']);
    expect(store.document.records.t1).toMatchObject({ name: 'Advertentie' });
    expect(server.document.records.t2).toMatchObject({ name: 'goed' });
    expect(memory.length).toBe(1);
    store.dismiss(store.refused[0]?.id ?? '');
    expect(memory.length).toBe(0);
  });

  it('because another removed the record, is put aside with its text', async () => {
    const store = open();
    server.document = apply(server.document, [remove('c1')]).document;
    server.version += 1;
    store.change('tekst', [patch('c1', { text: 'mijn tekst' })]);
    await settled();
    expect(store.saving).toBe('saved');
    expect(store.document.records.c1).toBeUndefined();
    expect(store.refused[0]?.changes).toEqual([patch('c1', { text: 'mijn tekst' })]);
  });
});

describe('somebody else', () => {
  it('who changed other things is seen after my next save', async () => {
    const store = open();
    server.document = apply(server.document, [patch('t3', { name: 'Anders' })]).document;
    server.version += 1;
    store.change('mijn', [patch('t1', { name: 'Folder' })]);
    await settled();
    expect(store.version).toBe(5);
    expect(store.document.records.t3).toMatchObject({ name: 'Anders' });
    expect(store.clashes).toEqual([]);
  });

  it('who changed the same field is told of, and theirs can be taken', async () => {
    const store = open();
    server.document = apply(server.document, [patch('t1', { name: 'Theirs' })]).document;
    server.version += 1;
    store.change('mijn', [patch('t1', { name: 'Mine' })]);
    await settled();
    expect(store.clashes).toEqual([{ id: 't1', field: 'name', mine: 'Mine', theirs: 'Theirs' }]);
    const [clash] = store.clashes;
    if (clash) store.settle(clash, true, 'hunne');
    await settled();
    expect(server.document.records.t1).toMatchObject({ name: 'Theirs' });
    expect(store.clashes).toEqual([]);
  });
});

describe('undo', () => {
  it('and redo are changes of their own, sent like any other', async () => {
    const store = open();
    store.change('hernoemd', [patch('t1', { name: 'Folder' })]);
    store.change('kaartje', [put({ id: 'c9', kind: 'cell', lane: 'l1', touchpoint: 't3', order: 'V', text: 'hoi' })]);
    expect(store.undo()).toBe('kaartje');
    expect(store.undo()).toBe('hernoemd');
    expect(store.undoable).toBeNull();
    expect(store.document).toEqual(document());
    expect(store.redo()).toBe('hernoemd');
    await settled();
    expect(server.document.records.t1).toMatchObject({ name: 'Folder' });
    expect(server.document.records.c9).toBeUndefined();
    store.change('anders', [patch('t1', { name: 'Anders' })]);
    expect(store.redoable).toBeNull();
  });

  it('of something that another removed is void', async () => {
    const store = open();
    store.change('tekst', [patch('c1', { text: 'x' })]);
    await settled();
    server.document = apply(server.document, [remove('c1')]).document;
    server.version += 1;
    store.change('ander', [patch('t1', { name: 'y' })]);
    await settled();
    store.undo();
    expect(store.undo()).toBe('tekst');
    expect(store.redoable).toBe('ander');
  });
});
