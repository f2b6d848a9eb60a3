/**
 * Changes on their way to the server. They are written to the browser's storage before anything
 * else happens and leave it only when the server has said yes, so a closed tab, a killed browser or
 * a server that is away loses nothing. A tab keeps its own list; the next one adopts what a tab that
 * is gone left behind.
 */
import type { Change } from '$/journey/document';

export interface Batch {
  id: string;
  at: string;
  changes: Change[];
  /** Names the request this batch went out in: asked again under the same name it is done once. */
  key?: string;
}

/** What the server would not take: kept, with its reason, until the person has seen it. */
export interface Refused extends Batch {
  reason: string;
}

interface Kept {
  batches: Batch[];
  refused: Refused[];
  /** The text in an open cell, as the change it will be. */
  draft: Change[] | null;
}

/** This moment, the way batches are dated. */
export const now = (): string => new Date().toISOString();

export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'klantreis.outbox';

export class Outbox {
  #kept: Kept = { batches: [], refused: [], draft: null };
  #key: string;

  constructor(
    readonly map: string,
    readonly tab: string,
    private readonly storage: Storage | null,
  ) {
    this.#key = `${PREFIX}.${map}.${tab}`;
    this.#kept = this.#read(this.#key) ?? this.#kept;
  }

  get batches(): readonly Batch[] {
    return this.#kept.batches;
  }

  get refused(): readonly Refused[] {
    return this.#kept.refused;
  }

  /** All changes that wait, in the order they were made. */
  get changes(): Change[] {
    return this.#kept.batches.flatMap((batch) => batch.changes);
  }

  add(changes: Change[], at: string): Batch {
    const batch = { id: crypto.randomUUID(), at, changes };
    this.#keep({ batches: [...this.#kept.batches, batch], draft: null });
    return batch;
  }

  /** Holds what is being typed; `null` when the cell was closed. */
  hold(draft: Change[] | null): void {
    if (draft === null && this.#kept.draft === null) return;
    this.#keep({ draft });
  }

  acknowledge(ids: readonly string[]): void {
    this.#keep({ batches: this.#kept.batches.filter((batch) => !ids.includes(batch.id)) });
  }

  /**
   * The batches of the next request, `alone` only the first. Those that went out before and were not
   * answered go out together again under their old key.
   */
  next(alone: boolean): { key: string; batches: Batch[] } {
    const first = this.#kept.batches[0];
    if (!first) return { key: '', batches: [] };
    const key = first.key ?? crypto.randomUUID();
    const mine = (batch: Batch, at: number): boolean =>
      first.key === undefined ? batch.key === undefined && (!alone || at === 0) : batch.key === key;
    const end = this.#kept.batches.findIndex((batch, at) => !mine(batch, at));
    const count = end < 0 ? this.#kept.batches.length : end;
    const batches = this.#kept.batches.map((batch, at) => (at < count ? { ...batch, key } : batch));
    this.#keep({ batches });
    return { key, batches: batches.slice(0, count) };
  }

  /** Takes the key from batches that the server refused as a whole, so that they can go one by one. */
  part(ids: readonly string[]): void {
    this.#keep({
      batches: this.#kept.batches.map((batch) => (ids.includes(batch.id) ? { ...batch, key: undefined } : batch)),
    });
  }

  /** Puts other changes in the place of a batch, after the map moved on below it. */
  replace(id: string, changes: Change[]): void {
    const batches = this.#kept.batches.map((batch) =>
      batch.id === id ? { ...batch, changes, key: undefined } : batch,
    );
    this.#keep({ batches: batches.filter((batch) => batch.changes.length > 0) });
  }

  refuse(id: string, reason: string): void {
    const batch = this.#kept.batches.find((each) => each.id === id);
    if (!batch) return;
    this.#keep({
      batches: this.#kept.batches.filter((each) => each.id !== id),
      refused: [...this.#kept.refused, { ...batch, reason }],
    });
  }

  /** Keeps changes that no longer fit the map, so that their text can still be copied. */
  setAside(changes: Change[], at: string, reason: string): void {
    const refused = { id: crypto.randomUUID(), at, changes, reason };
    this.#keep({ refused: [...this.#kept.refused, refused] });
  }

  dismiss(id: string): void {
    this.#keep({ refused: this.#kept.refused.filter((each) => each.id !== id) });
  }

  /**
   * Takes over what tabs that are no longer open left for this map, an unfinished cell included.
   * `alive` holds the ids of tabs that still run.
   */
  adopt(alive: ReadonlySet<string>): number {
    if (!this.storage) return 0;
    const prefix = `${PREFIX}.${this.map}.`;
    const keys = Array.from({ length: this.storage.length }, (_, at) => this.storage?.key(at) ?? '');
    let adopted = 0;
    for (const key of keys) {
      if (!key.startsWith(prefix) || alive.has(key.slice(prefix.length)) || key === this.#key) continue;
      const left = this.#read(key);
      if (!left) continue;
      const drafted = left.draft ? [{ id: crypto.randomUUID(), at: '', changes: left.draft }] : [];
      const batches = [...left.batches, ...drafted];
      adopted += batches.length;
      this.#keep({
        batches: [...batches, ...this.#kept.batches],
        refused: [...left.refused, ...this.#kept.refused],
      });
      this.storage.removeItem(key);
    }
    return adopted;
  }

  /**
   * The page goes away: from now on everything is kept under a name that no open tab has, so that the
   * next page takes it over at once, even while the browser still counts this tab as open.
   */
  leave(): void {
    const old = this.#key;
    this.#key = `${PREFIX}.${this.map}.left-${crypto.randomUUID()}`;
    this.#keep({});
    this.storage?.removeItem(old);
  }

  #keep(part: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...part };
    const { batches, refused, draft } = this.#kept;
    try {
      if (batches.length || refused.length || draft) this.storage?.setItem(this.#key, JSON.stringify(this.#kept));
      else this.storage?.removeItem(this.#key);
    } catch {
      // storage may be full or forbidden; the changes still wait in memory and are sent
    }
  }

  #read(key: string): Kept | null {
    try {
      const text = this.storage?.getItem(key);
      if (!text) return null;
      const kept = JSON.parse(text) as Partial<Kept>;
      return { batches: kept.batches ?? [], refused: kept.refused ?? [], draft: kept.draft ?? null };
    } catch {
      return null;
    }
  }
}

/** The browser's storage, or null where it is forbidden. */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
