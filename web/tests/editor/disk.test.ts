import { expect, it } from 'vitest';
import { Disk, type Shelf } from '../../src/editor/room/disk';
import { Memory } from './rooms';

const KEY = 'klantreis.outbox.m.tab1';
type Entry = Parameters<Shelf['put']>[0][number];

/** IndexedDB as a map; while it is `torn` nothing gets there, as when the page goes away. */
class Drawer implements Shelf {
  entries = new Map<string, Entry>();
  torn = false;
  all = () => Promise.resolve([...this.entries.values()]);
  put(entries: readonly Entry[]) {
    if (this.torn) return new Promise<void>(() => undefined);
    for (const entry of entries) this.entries.set(entry.key, entry);
    return Promise.resolve();
  }
  drop(keys: readonly string[]) {
    for (const key of keys) this.entries.delete(key);
    return Promise.resolve();
  }
}

/** What a browser that was killed has of `localStorage`: how it was some time ago. */
const stale = (memory: Memory): Memory => Object.assign(new Memory(), { items: new Map(memory.items) });

async function next(local: Memory, shelf: Shelf): Promise<Disk> {
  const disk = new Disk(local, shelf);
  await disk.recover(new Set(['tab2']));
  return disk;
}

it('what a killed browser had not yet written is there', async () => {
  const [local, drawer] = [new Memory(), new Drawer()];
  const disk = new Disk(local, drawer);
  disk.setItem(KEY, 'een');
  const before = stale(local);
  disk.setItem(KEY, 'een twee');
  await disk.settled();
  expect((await next(new Memory(), drawer)).getItem(KEY)).toBe('een twee');
  disk.setItem(KEY, 'een twee drie');
  await disk.settled();
  expect((await next(before, drawer)).getItem(KEY)).toBe('een twee drie');
});

it('what was removed does not come back, whichever of the two did not hear of it', async () => {
  const [local, drawer] = [new Memory(), new Drawer()];
  const disk = new Disk(local, drawer);
  disk.setItem(KEY, 'een');
  await disk.settled();
  const killed = stale(local);
  const early = new Map(drawer.entries);
  disk.removeItem(KEY);
  await disk.settled();
  expect(local.length).toBe(0);
  expect((await next(killed, drawer)).getItem(KEY)).toBeNull();
  drawer.entries = early;
  const closed = new Memory();
  const page = new Disk(closed, drawer);
  page.setItem(KEY, 'een');
  await page.settled();
  drawer.torn = true;
  page.removeItem(KEY);
  expect((await next(closed, drawer)).getItem(KEY)).toBeNull();
  expect([closed.length, drawer.entries.size]).toEqual([0, 0]);
});

it('a page that was closed as it should be has the last word', async () => {
  const [local, drawer] = [new Memory(), new Drawer()];
  const disk = new Disk(local, drawer);
  disk.setItem(KEY, 'een');
  await disk.settled();
  drawer.torn = true;
  disk.setItem(KEY, 'een twee');
  expect((await next(local, drawer)).getItem(KEY)).toBe('een twee');
});

it('a tab that still runs is left alone, and without a database it is storage as ever', async () => {
  const [local, drawer] = [new Memory(), new Drawer()];
  const disk = new Disk(local, drawer);
  disk.setItem(KEY, 'een');
  await disk.settled();
  const other = new Disk(new Memory(), drawer);
  await other.recover(new Set(['tab1']));
  expect(other.getItem(KEY)).toBeNull();
  expect(drawer.entries.size).toBe(1);
  const alone = new Disk(local, null);
  expect(alone.getItem(KEY)).toBe('een');
  alone.removeItem(KEY);
  expect(local.length).toBe(0);
  local.setItem(KEY, '{"updates":[]}');
  expect(alone.getItem(KEY)).toBe('{"updates":[]}');
});
