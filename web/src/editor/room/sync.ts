/**
 * One's own copy of the shared document kept alike with the server's: what either lacks is found by
 * state vectors, what is written here is gathered for a moment and goes out under a number, and stays
 * in the outbox until the server has acknowledged it.
 */
import * as Y from 'yjs';
import { UPDATE, VECTOR } from './ahead';
import type { Line } from './line';
import type { Draft, Outbox } from './outbox';

/** The origin of what came from the server. */
export const REMOTE = { name: 'server' };
/** How long updates are gathered before they go out together. */
const GATHER = 20;
/** The largest update a room takes, in bytes: one that is larger waits here, for it would be refused without end. */
const MOST = 4_000_000;

export class Sync {
  /** The last number given out, and the last the server has acknowledged. */
  #number = 0;
  #kept = 0;
  #synced = false;
  #stuck = false;
  #theirs: Uint8Array | undefined;
  #waiting: Uint8Array[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What came and is not read yet; null when what comes is read at once. */
  #late: Uint8Array[] | null = null;

  /** `changed` is called when there is more, or less, that the server does not have. */
  constructor(
    readonly doc: Y.Doc,
    private readonly line: Pick<Line, 'send' | 'up'>,
    private readonly outbox: Outbox,
    private readonly changed: () => void,
    private readonly most = MOST,
  ) {
    doc.on('update', this.#wrote);
  }

  /** Whether something is here that the server has not acknowledged. */
  get pending(): boolean {
    return this.#kept < this.#number;
  }

  /** Whether this copy was alike with the server's since the line was made. */
  get synced(): boolean {
    return this.#synced;
  }

  /** Whether what is written here is more than a room takes at once. */
  get stuck(): boolean {
    return this.#stuck;
  }

  /** Whether what comes is read later. */
  get waits(): boolean {
    return this.#late !== null;
  }

  /** From here on what comes is read when it is needed: reading a whole map takes longer than drawing what is in sight of it. */
  wait(): void {
    this.#late ??= [];
  }

  /** Reads what waited. */
  takeIn(): void {
    const late = this.#late ?? [];
    this.#late = null;
    for (const update of late) this.update(update);
  }

  /** A message that the server answers with what is lacking here. */
  question(): Uint8Array {
    this.takeIn();
    return framed(VECTOR, Y.encodeStateVector(this.doc));
  }

  /** The server's state vector, which comes before what is lacking here. */
  vector(theirs: Uint8Array): void {
    this.#theirs = theirs;
  }

  update(update: Uint8Array): void {
    if (this.#late) return void this.#late.push(update);
    // with nobody to hear it, what came in is not written out again
    this.doc.off('update', this.#wrote);
    try {
      Y.applyUpdate(this.doc, update, REMOTE);
    } finally {
      this.doc.on('update', this.#wrote);
    }
  }

  /** Everything the server had is here: take in what an earlier page left, and send what the server lacks. */
  complete(mayWrite: boolean): Draft[] {
    this.#synced = true;
    if (!mayWrite) return [];
    const { updates, drafts } = this.outbox.adopted();
    if (updates.length) {
      const left = Y.mergeUpdates(updates);
      this.#number += 1;
      this.outbox.add(this.#number, left);
      this.outbox.settleAdopted();
      Y.applyUpdate(this.doc, left, ADOPTED);
    }
    if (this.pending) {
      this.#waiting = [];
      this.#send(Y.encodeStateAsUpdate(this.doc, this.#theirs));
    }
    return drafts;
  }

  acknowledged(number: number): void {
    this.#kept = Math.max(this.#kept, number);
    this.outbox.acknowledge(number);
    this.changed();
  }

  /** The line broke. */
  broke(): void {
    this.#synced = false;
    this.#waiting = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Sends what was gathered without waiting for more. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#synced || !this.line.up || !this.#waiting.length) return;
    const gathered = this.#waiting;
    this.#waiting = [];
    // what did not go goes first: a later number would be taken for a yes to it
    if (this.#stuck) this.#send(Y.encodeStateAsUpdate(this.doc, this.#theirs));
    else this.#send(gathered.length === 1 && gathered[0] ? gathered[0] : Y.mergeUpdates(gathered));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.doc.off('update', this.#wrote);
  }

  readonly #wrote = (update: Uint8Array, origin: unknown): void => {
    if (origin === ADOPTED) return;
    this.#number += 1;
    this.outbox.add(this.#number, update);
    // what is written while the line is broken is found by the state vector afterwards
    if (this.#synced) {
      this.#waiting.push(update);
      this.#timer ??= setTimeout(() => this.flush(), GATHER);
    }
    this.changed();
  };

  #send(update: Uint8Array): void {
    this.#stuck = update.length > this.most;
    if (this.#stuck) return void this.changed();
    const number = new Uint8Array(4);
    new DataView(number.buffer).setUint32(0, this.#number);
    this.line.send(framed(UPDATE, number, update));
  }
}

const ADOPTED = { name: 'an earlier page' };

function framed(kind: number, ...parts: Uint8Array[]): Uint8Array {
  const message = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  message[0] = kind;
  let at = 1;
  for (const part of parts) {
    message.set(part, at);
    at += part.length;
  }
  return message;
}
