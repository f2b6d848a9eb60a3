/**
 * The browser's storage as it survives a browser that is killed. `localStorage` answers at once, but is
 * written to disk only seconds later; so each of the outbox's entries goes to IndexedDB too, which has it
 * on disk within milliseconds. Every entry carries a number that only grows: the newer one is the true one.
 */
import type { Storage } from './outbox';

const OUTBOX = 'klantreis.outbox.';
/** Says in `localStorage` that an entry was removed, until IndexedDB knows it. */
const GONE = 'klantreis.gone.';
const NAME = 'klantreis';
const STORE = 'outbox';
/** A database that does not open in this time is done without. */
const PATIENCE = 2000;

interface Entry {
  key: string;
  stamp: number;
  /** Null when it was removed. */
  text: string | null;
}

export interface Shelf {
  all(): Promise<Entry[]>;
  put(entries: readonly Entry[]): Promise<void>;
  drop(keys: readonly string[]): Promise<void>;
}

export class Disk implements Storage {
  #last = 0;
  #waiting = new Map<string, Entry>();
  #written: Promise<void> = Promise.resolve();

  constructor(
    private readonly local: Storage,
    private readonly shelf: Shelf | null,
  ) {}

  get length(): number {
    return this.local.length;
  }

  key(at: number): string | null {
    return this.local.key(at);
  }

  getItem(key: string): string | null {
    return parted(this.local.getItem(key)).text;
  }

  setItem(key: string, text: string): void {
    const entry = { key, text, stamp: this.#stamp() };
    this.#note(entry);
    // this may throw, when it is full; the other has it by then
    this.local.setItem(key, joined(entry.stamp, text));
  }

  removeItem(key: string): void {
    const stamp = this.#stamp();
    this.local.removeItem(key);
    if (!this.shelf) return;
    this.#note({ key, text: null, stamp });
    try {
      this.local.setItem(GONE + key.slice(OUTBOX.length), String(stamp));
    } catch {
      // full: the other will know in a moment
    }
  }

  /** Done when all that was given is on disk. */
  settled(): Promise<void> {
    return this.#written;
  }

  /** Puts right what a browser that was killed left of tabs that are gone; `alive` are the ids of those that are not. */
  async recover(alive: ReadonlySet<string>): Promise<void> {
    const done: string[] = [];
    for (const { key, stamp, text } of (await this.shelf?.all()) ?? []) {
      if (alive.has(key.slice(key.lastIndexOf('.') + 1))) continue;
      done.push(key);
      const mark = GONE + key.slice(OUTBOX.length);
      const there = parted(this.local.getItem(key)).stamp;
      if (stamp <= Math.max(there, Number(this.local.getItem(mark) ?? 0))) {
        // what is at hand is the newer
      } else if (text === null) this.local.removeItem(key);
      else this.local.setItem(key, joined(stamp, text));
      this.local.removeItem(mark);
    }
    // kept until whoever takes it over has it under a name of their own
    this.#written = this.#written.then(() => this.shelf?.drop(done.filter((key) => this.local.getItem(key) === null)));
  }

  #stamp(): number {
    this.#last = Math.max(this.#last + 1, Date.now());
    return this.#last;
  }

  /** What belongs together is written together. */
  #note(entry: Entry): void {
    if (!this.shelf) return;
    if (!this.#waiting.size) queueMicrotask(() => this.#write());
    this.#waiting.set(entry.key, entry);
  }

  #write(): void {
    const entries = [...this.#waiting.values()];
    this.#waiting.clear();
    const put = this.shelf?.put(entries).then(
      () => {
        for (const { key, stamp } of entries) {
          const mark = GONE + key.slice(OUTBOX.length);
          if (this.local.getItem(mark) === String(stamp)) this.local.removeItem(mark);
        }
      },
      // a browser that keeps nothing for this site, or is full: the words are in memory and are sent
      () => undefined,
    );
    this.#written = Promise.all([this.#written, put]).then(() => undefined);
  }
}

const joined = (stamp: number, text: string): string => `${stamp} ${text}`;

/** An entry and its number; without one when an older Klantreis wrote it. */
function parted(entry: string | null): { stamp: number; text: string | null } {
  const [, stamp, text] = entry?.match(/^(\d+) ([^]*)$/) ?? [];
  return stamp === undefined || text === undefined ? { stamp: 0, text: entry } : { stamp: Number(stamp), text };
}

/** The browser's storage; null where it is forbidden. */
export async function openDisk(alive: ReadonlySet<string>): Promise<Disk | null> {
  let local: Storage;
  try {
    local = globalThis.localStorage;
  } catch {
    return null;
  }
  const none = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE));
  const shelf = await Promise.race([openShelf().catch(() => null), none]);
  const disk = new Disk(local, shelf);
  await disk.recover(alive).catch(() => undefined);
  return disk;
}

/** The entries in IndexedDB. */
async function openShelf(): Promise<Shelf> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'key' });
  const database = await answer(opening);
  const change = (work: (store: IDBObjectStore) => void): Promise<void> =>
    new Promise((done, fail) => {
      const transaction = database.transaction(STORE, 'readwrite');
      transaction.oncomplete = () => done();
      transaction.onabort = () => fail(transaction.error ?? new Error('aborted'));
      work(transaction.objectStore(STORE));
    });
  return {
    all: () => answer(database.transaction(STORE).objectStore(STORE).getAll() as IDBRequest<Entry[]>),
    put: (entries) => change((store) => entries.forEach((entry) => store.put(entry))),
    drop: (keys) => change((store) => keys.forEach((key) => store.delete(key))),
  };
}

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error ?? new Error('refused'));
  });
