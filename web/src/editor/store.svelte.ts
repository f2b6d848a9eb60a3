import { explain } from '$/i18n/errors';
import { ApiError, asApiError } from '$/contract/api';
import { apply, MissingRecord, rebase, type Change } from '$/journey/document';
import type { JourneyRecord, MapDocument } from '$/journey/records';
import { now, type Outbox, type Refused } from './outbox';

/** What the store asks of the other side; today HTTP, later a shared room. */
export interface Remote {
  load(): Promise<{ version: number; document: MapDocument }>;
  /** `key` names the request: sent twice it is done once. The inverse shows what stood there before. */
  send(changes: readonly Change[], base: number, key: string): Promise<{ version: number; inverse: readonly Change[] }>;
}

export type Saving = 'saved' | 'saving' | 'waiting';

/** The same field changed here and elsewhere; mine was kept. */
export interface Clash {
  id: string;
  field: string;
  mine: unknown;
  theirs: unknown;
}

interface Step {
  label: string;
  changes: Change[];
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/**
 * One open map. A change is applied at once, kept in the outbox and sent in the background; the
 * document is always what the server confirmed with the waiting changes on top. Undo and redo are
 * changes like any other, made from the inverse of one's own steps.
 */
export class MapStore {
  document = $state.raw<MapDocument>({ schema: 1, records: {} });
  version = $state(0);
  saving = $state<Saving>('saved');
  /** Why a save is waiting, in the server's words; null when it is not. */
  trouble = $state.raw<ApiError | null>(null);
  refused = $state.raw<readonly Refused[]>([]);
  clashes = $state.raw<readonly Clash[]>([]);
  /** Changes the server took; grows with each save, for who must measure again. */
  confirmed = $state.raw<readonly Change[]>([]);

  #undo = $state.raw<readonly Step[]>([]);
  #redo = $state.raw<readonly Step[]>([]);
  #base: MapDocument = { schema: 1, records: {} };
  #busy = false;
  #single = false;
  #catchUps = 0;
  #wait = FIRST_WAIT;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(
    private readonly remote: Remote,
    private readonly outbox: Outbox,
  ) {}

  get undoable(): string | null {
    return this.#undo.at(-1)?.label ?? null;
  }

  get redoable(): string | null {
    return this.#redo.at(-1)?.label ?? null;
  }

  /** Takes a loaded map and puts the changes that still wait on top of it. */
  open(version: number, document: MapDocument): void {
    this.#base = document;
    this.version = version;
    this.#settle();
    if (this.outbox.batches.length) void this.flush();
  }

  /** Shows another state of the same map, after a version was restored; former steps are void. */
  replace(version: number, document: MapDocument): void {
    this.#undo = [];
    this.#redo = [];
    this.open(version, document);
    this.confirmed = [{ op: 'patch', id: 'map', fields: {} }];
  }

  /** Applies changes here and now and sends them; an empty list does nothing. */
  change(label: string, changes: Change[]): boolean {
    const inverse = this.#perform(changes);
    if (inverse.length === 0) return false;
    this.#undo = [...this.#undo.slice(-199), { label, changes: inverse }];
    this.#redo = [];
    return true;
  }

  /** Holds the text of an open cell so that it survives the page; nothing is shown or sent. */
  hold(draft: Change[] | null): void {
    this.outbox.hold(draft);
  }

  undo(): string | null {
    return this.#step('undo');
  }

  redo(): string | null {
    return this.#step('redo');
  }

  /** Tries to send at once what waits, without the pause before the next try. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#busy || this.#closed) return;
    this.#busy = true;
    try {
      while (this.outbox.batches.length && !this.#closed) {
        if (!(await this.#sendOnce())) return;
      }
      this.saving = 'saved';
    } finally {
      this.#busy = false;
    }
  }

  dismiss(id: string): void {
    this.outbox.dismiss(id);
    this.refused = this.outbox.refused;
  }

  /** Ends a clash; with `takeTheirs` the other's value is put back. */
  settle(clash: Clash, takeTheirs: boolean, label: string): void {
    this.clashes = this.clashes.filter((each) => each !== clash);
    if (takeTheirs) this.change(label, [{ op: 'patch', id: clash.id, fields: { [clash.field]: clash.theirs } }]);
  }

  /** The page goes away; what waits, and what is still being typed, is for the next one. */
  leave(): void {
    this.outbox.leave();
  }

  /** Stops the retries; what waits stays in the outbox. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #perform(changes: Change[]): Change[] {
    if (changes.length === 0) return [];
    const applied = apply(this.document, changes);
    this.outbox.add(changes, now());
    this.document = applied.document;
    if (this.saving === 'saved') this.saving = 'saving';
    // while the server is away the running pause decides when to try again
    if (this.saving !== 'waiting') queueMicrotask(() => void this.flush());
    return applied.inverse;
  }

  #step(direction: 'undo' | 'redo'): string | null {
    const from = direction === 'undo' ? this.#undo : this.#redo;
    const step = from.at(-1);
    if (!step) return null;
    let inverse: Change[] = [];
    try {
      inverse = this.#perform(step.changes);
    } catch (error) {
      // what the step speaks of was removed by somebody else: the step is void
      if (!(error instanceof MissingRecord)) throw error;
    }
    const back = { label: step.label, changes: inverse };
    if (direction === 'undo') {
      this.#undo = this.#undo.slice(0, -1);
      if (inverse.length) this.#redo = [...this.#redo, back];
    } else {
      this.#redo = this.#redo.slice(0, -1);
      if (inverse.length) this.#undo = [...this.#undo, back];
    }
    return step.label;
  }

  /** Sends what waits now; false when it has to wait. */
  async #sendOnce(): Promise<boolean> {
    const { key, batches } = this.outbox.next(this.#single);
    const changes = batches.flatMap((batch) => batch.changes);
    if (this.saving === 'saved') this.saving = 'saving';
    try {
      const { version, inverse } = await this.remote.send(changes, this.version, key);
      const followed = version <= this.version + 1;
      this.clashes = [...this.clashes, ...clashes(this.#base, inverse, changes)];
      this.#base = rebase(this.#base, changes).document;
      this.version = version;
      this.outbox.acknowledge(batches.map((batch) => batch.id));
      this.#calm();
      this.confirmed = changes;
      // versions in between are somebody else's: they are on the server and not here yet
      return followed || (await this.#catchUp());
    } catch (error) {
      return this.#failed(asApiError(error), batches);
    }
  }

  async #failed(error: ApiError, batches: readonly { id: string }[]): Promise<boolean> {
    // a map that others change all the time is tried again later, not for ever at once
    if (error.status === 409 && this.#catchUps++ < 5) return this.#catchUp();
    const mistake = error.status >= 400 && error.status < 500 && ![401, 403, 408, 409, 429].includes(error.status);
    if (!mistake) return this.#later(error);
    if (batches.length > 1) {
      // one of several was refused: send them one by one to find which
      this.#single = true;
      this.outbox.part(batches.map((batch) => batch.id));
      return true;
    }
    const first = batches[0];
    if (first) this.outbox.refuse(first.id, explain(error).text);
    this.#single = this.outbox.batches.length > 0;
    return this.#catchUp();
  }

  /** The map moved on: load it, keep mine on top, say where both changed the same. */
  async #catchUp(): Promise<boolean> {
    try {
      const { version, document } = await this.remote.load();
      this.#base = document;
      this.version = version;
      this.#settle();
      return true;
    } catch (error) {
      return this.#later(asApiError(error));
    }
  }

  #settle(): void {
    let document = this.#base;
    for (const batch of this.outbox.batches) {
      const result = rebase(document, batch.changes);
      document = result.document;
      if (result.lost.length) this.outbox.setAside(result.lost, batch.at, '');
      if (result.kept.length !== batch.changes.length) this.outbox.replace(batch.id, result.kept);
    }
    this.document = document;
    this.refused = this.outbox.refused;
  }

  #later(error: ApiError): false {
    this.saving = 'waiting';
    this.trouble = error;
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.flush(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    return false;
  }

  #calm(): void {
    this.#wait = FIRST_WAIT;
    this.#catchUps = 0;
    this.trouble = null;
    if (this.saving === 'waiting') this.saving = 'saving';
  }
}

/**
 * Fields of mine that somebody else had changed meanwhile: what the server found there (the inverse)
 * is neither what I last saw nor what I wrote.
 */
export function clashes(seen: MapDocument, inverse: readonly Change[], mine: readonly Change[]): Clash[] {
  const found: Clash[] = [];
  for (const change of mine) {
    if (change.op !== 'patch') continue;
    const there = inverse.find((each) => each.id === change.id);
    const theirs = there?.op === 'patch' ? there.fields : there?.op === 'put' ? fieldsOf(there.record) : undefined;
    const old = fieldsOf(seen.records[change.id]);
    if (!old || !theirs) continue;
    for (const [field, value] of Object.entries(change.fields)) {
      if (!(field in theirs) || same(old[field], theirs[field]) || same(theirs[field], value)) continue;
      found.push({ id: change.id, field, mine: value, theirs: theirs[field] });
    }
  }
  return found;
}

const fieldsOf = (record: JourneyRecord | undefined): Record<string, unknown> | undefined =>
  record as unknown as Record<string, unknown> | undefined;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
