/**
 * What was written here and is not yet on the server. It is put in the browser's storage before
 * anything else happens and leaves it only when the server has said yes, so a closed tab, a killed
 * browser or a server that is away loses nothing. A tab keeps its own; the next one adopts what a tab
 * that is gone left behind.
 */
import { mergeUpdates } from 'yjs';
import { letters } from '$/journey/chance';
import type { Change } from '$/journey/document';
import type { JourneyRecord } from '$/journey/records';

/** What is being typed, as the change it will be, and what the records were when it began. */
export interface Draft {
  changes: Change[];
  base: Record<string, JourneyRecord>;
}

/** Something typed that did not stay: kept, with the reason, until the person has seen it. */
export interface Refused {
  id: string;
  at: string;
  record: string;
  field: string | null;
  /** The server's words; null when what it belonged to is gone. */
  fault: { code: string; title: string; mend?: string | null; params: Readonly<Record<string, unknown>> } | null;
  /** The record as it was here last, for where it stood; of an earlier page it may be missing. */
  was?: JourneyRecord | null;
  /** What had been written. */
  text: string;
}

interface Kept {
  updates: { number: number; update: string }[];
  refused: Refused[];
  draft: Draft | null;
}

export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'klantreis.outbox';
/** More updates than this are kept as one. */
const MOST_APART = 40;

export class Outbox {
  #kept: Kept = { updates: [], refused: [], draft: null };
  #key: string;
  #adopted: Uint8Array[] = [];
  #drafts: Draft[] = [];
  #safe: boolean;

  constructor(
    readonly map: string,
    readonly tab: string,
    private readonly storage: Storage | null,
  ) {
    this.#key = `${PREFIX}.${map}.${tab}`;
    this.#safe = storage !== null;
  }

  /** Whether what waits outlives this page: not where the browser's storage is full or forbidden. */
  get safe(): boolean {
    return this.#safe;
  }

  get refused(): readonly Refused[] {
    return this.#kept.refused;
  }

  /** Keeps an update until the server has the number it goes out under. */
  add(number: number, update: Uint8Array): void {
    let updates = [...this.#kept.updates, { number, update: toText(update) }];
    if (updates.length > MOST_APART) {
      updates = [{ number, update: toText(mergeUpdates(updates.map((each) => fromText(each.update)))) }];
    }
    this.#keep({ updates });
  }

  /** The server has everything up to this number. */
  acknowledge(number: number): void {
    if (this.#kept.updates.some((each) => each.number <= number)) {
      this.#keep({ updates: this.#kept.updates.filter((each) => each.number > number) });
    }
  }

  /** Holds what is being typed; `null` when the cell was closed. */
  hold(draft: Draft | null): void {
    if (draft === null && this.#kept.draft === null) return;
    this.#keep({ draft });
  }

  refuse(refused: Omit<Refused, 'id' | 'at'>): void {
    this.#keep({ refused: [...this.#kept.refused, { ...refused, id: letters(20), at: new Date().toISOString() }] });
  }

  /** One that was let go is kept again. */
  bringBack(refused: Refused): void {
    this.#keep({ refused: [...this.#kept.refused.filter(({ id }) => id !== refused.id), refused] });
  }

  /** The words as they are being mended. */
  retype(id: string, text: string): void {
    this.#keep({ refused: this.#kept.refused.map((each) => (each.id === id ? { ...each, text } : each)) });
  }

  dismiss(id: string): void {
    this.#keep({ refused: this.#kept.refused.filter((each) => each.id !== id) });
  }

  /**
   * Takes over what tabs that are no longer open left for this map, an unfinished cell included; how
   * much that was. `alive` holds the ids of tabs that still run.
   */
  adopt(alive: ReadonlySet<string>): number {
    if (!this.storage) return 0;
    const prefix = `${PREFIX}.${this.map}.`;
    const keys = Array.from({ length: this.storage.length }, (_, at) => this.storage?.key(at) ?? '');
    let adopted = 0;
    for (const key of keys) {
      // its own key is of a former page in this tab
      if (!key.startsWith(prefix) || (alive.has(key.slice(prefix.length)) && key !== this.#key)) continue;
      const left = this.#read(key);
      if (!left) continue;
      this.#adopted.push(...left.updates.map((each) => fromText(each.update)));
      this.#drafts.push(...left.drafts);
      adopted += left.updates.length + left.drafts.length;
      this.storage.removeItem(key);
      this.#keep({
        // number 0 is never acknowledged: it stays until it was taken out of here
        updates: [...left.updates.map(({ update }) => ({ number: 0, update })), ...this.#kept.updates],
        refused: [...left.refused, ...this.#kept.refused],
      });
    }
    return adopted;
  }

  /** Whether something was adopted that nobody took yet. */
  get left(): boolean {
    return this.#adopted.length > 0 || this.#drafts.length > 0;
  }

  /** What was adopted, once: from here on it is the caller's, who adds it again as their own. */
  adopted(): { updates: Uint8Array[]; drafts: Draft[] } {
    const given = { updates: this.#adopted, drafts: this.#drafts };
    this.#adopted = [];
    this.#drafts = [];
    return given;
  }

  /** The adopted is among the caller's own now. */
  settleAdopted(): void {
    this.#keep({ updates: this.#kept.updates.filter((each) => each.number > 0) });
  }

  /**
   * The page goes away: from now on everything is kept under a name that no open tab has, so that the
   * next page takes it over at once, even while the browser still counts this tab as open.
   */
  leave(): void {
    const old = this.#key;
    this.#key = `${PREFIX}.${this.map}.left-${letters(20)}`;
    this.#keep({});
    this.storage?.removeItem(old);
  }

  #keep(part: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...part };
    const { updates, refused, draft } = this.#kept;
    const drafts = this.#drafts.length ? { drafts: this.#drafts } : {};
    try {
      if (updates.length || refused.length || draft || this.#drafts.length) {
        this.storage?.setItem(this.#key, JSON.stringify({ ...this.#kept, ...drafts }));
      } else this.storage?.removeItem(this.#key);
      this.#safe = this.storage !== null;
    } catch {
      // what was written still waits in memory and is sent
      this.#safe = false;
    }
  }

  #read(key: string): (Omit<Kept, 'draft'> & { drafts: Draft[] }) | null {
    try {
      const text = this.storage?.getItem(key);
      if (!text) return null;
      const kept = JSON.parse(text) as Partial<Kept> & { drafts?: Draft[]; batches?: { changes: Change[] }[] };
      // batches of changes are of a Klantreis before rooms
      const batches = (kept.batches ?? []).map(({ changes }) => ({ changes, base: {} }));
      const drafts = [...batches, ...(kept.drafts ?? []), ...(kept.draft ? [kept.draft] : [])];
      const old = batches.length > 0 || Array.isArray(kept.draft);
      return {
        updates: kept.updates ?? [],
        refused: old ? [] : (kept.refused ?? []),
        drafts: drafts.map((draft) => (Array.isArray(draft) ? { changes: draft as Change[], base: {} } : draft)),
      };
    } catch {
      return null;
    }
  }
}

function toText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

const fromText = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
