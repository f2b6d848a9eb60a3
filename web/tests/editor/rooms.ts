import * as Y from 'yjs';
import type { Socket } from '../../src/editor/room/ahead';
import type { Said } from '../../src/editor/room/line';
import type { Storage } from '../../src/editor/room/outbox';
import { recordsOf, write, type Fields } from '../../src/editor/room/shape';
import type { Change } from '../../src/journey/document';
import type { JourneyRecord, MapDocument } from '../../src/journey/records';

export const FIELDS: Fields = {
  texts: { cell: ['text'], touchpoint: ['name', 'description'], phase: ['name'], lane: ['name'], map: ['name'], pain_point: ['name'] },
  lists: { pain_point: ['touchpoints'], cell: ['tags'] },
  rows: { persona: ['traits'] },
};

export class Memory implements Storage {
  items = new Map<string, string>();
  get length() {
    return this.items.size;
  }
  key = (at: number) => [...this.items.keys()][at] ?? null;
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

/** A room in one object: speaks the server's messages, and can be away, deaf, or killed without a log. */
export class Room {
  doc = new Y.Doc();
  up = true;
  /** Takes no updates while true, as a server that is killed before it answers. */
  deaf = false;
  mayWrite = true;
  /** Gives who comes with nothing all of it at once, plain records first, as the server does. */
  whole = false;
  guests = new Set<Guest>();
  got: Uint8Array[] = [];

  constructor(document: MapDocument) {
    this.write(Object.values(document.records).map((record) => ({ op: 'put', id: record.id, record })));
    this.doc.on('update', (update: Uint8Array) => {
      for (const guest of this.guests) guest.hear(1, update);
    });
  }

  /** Somebody else changes the map. */
  write(changes: Change[]) {
    write(this.doc, changes, FIELDS, { name: 'other' });
  }

  get records(): Record<string, JourneyRecord> {
    const all = recordsOf(this.doc).toJSON() as Record<string, JourneyRecord & { gone?: boolean }>;
    return Object.fromEntries(Object.entries(all).filter(([, record]) => !record.gone));
  }

  enter = (empty = false): Socket => {
    const guest = new Guest(this, this.whole && empty);
    queueMicrotask(() => guest.open());
    return guest;
  };

  /** The server goes away; who is here is thrown out. */
  kill() {
    this.up = false;
    for (const guest of [...this.guests]) guest.end();
  }
}

class Guest implements Socket {
  binaryType: BinaryType = 'blob';
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;

  constructor(
    private room: Room,
    private whole: boolean,
  ) {}

  open() {
    if (!this.room.up) return this.end();
    this.room.guests.add(this);
    this.say({ kind: 'welcome', member: 'm', author: 'Noor', may_write: this.room.mayWrite, version: 3, people: [], texts: FIELDS.texts as Record<string, string[]>, lists: FIELDS.lists as Record<string, string[]>, rows: FIELDS.rows as Record<string, string[]> });
    this.hear(0, Y.encodeStateVector(this.room.doc));
    if (this.whole) this.say({ kind: 'whole', records: this.room.records });
    if (this.whole) this.giveAll(new Uint8Array([0]));
    // what is asked on entering is answered after that
    this.onopen?.call(this as never, new Event('open'));
  }

  say = (message: Said) => this.give(JSON.stringify(message));
  hear = (kind: number, content: Uint8Array) => this.give(new Uint8Array([kind, ...content]).buffer);
  give(data: unknown) {
    queueMicrotask(() => this.onmessage?.call(this as never, new MessageEvent('message', { data })));
  }

  giveAll(state: Uint8Array) {
    this.hear(1, Y.encodeStateAsUpdate(this.room.doc, state));
    this.say({ kind: 'synced' });
  }

  end() {
    this.room.guests.delete(this);
    this.onclose?.call(this as never, new Event('close') as CloseEvent);
  }

  close = () => void this.room.guests.delete(this);

  send(message: unknown) {
    if (typeof message === 'string' || this.room.deaf || !this.room.guests.has(this)) return;
    const bytes = message as Uint8Array;
    if (bytes[0] === 0 && this.whole) this.whole = false; // it was given already
    else if (bytes[0] === 0) this.giveAll(bytes.subarray(1));
    else {
      this.room.got.push(bytes);
      Y.applyUpdate(this.room.doc, bytes.subarray(5));
      this.say({ kind: 'kept', number: new DataView(bytes.buffer).getUint32(1) });
    }
  }
}
