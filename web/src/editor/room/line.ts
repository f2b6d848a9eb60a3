/**
 * The line to a room: one WebSocket that comes back by itself. Binary messages are a byte that says
 * what follows, then Yjs; text messages are JSON, as the server's `routes/room.py` describes.
 */
import type { JourneyRecord } from '$/journey/records';
import type { Socket } from './ahead';

/** Somebody in the room. */
export interface Person {
  member: string;
  author: string;
  may_write: boolean;
  state: Record<string, unknown> | null;
}

export type Said =
  | { kind: 'welcome'; member: string; author: string; may_write: boolean; version: number; people: Person[]; texts: Record<string, string[]>; lists: Record<string, string[]>; rows: Record<string, string[]> }
  | { kind: 'whole'; records: Record<string, JourneyRecord> }
  | { kind: 'synced' }
  | { kind: 'kept'; number: number }
  | { kind: 'refused'; refused: { record: string; field: string | null; code: string; message: string; mend: string | null; words: string | null; params: Record<string, unknown> }[] }
  | { kind: 'revived'; records: string[] }
  | { kind: 'version'; version: number }
  | { kind: 'presence'; member: string; author: string; may_write?: boolean; state: Record<string, unknown> | null }
  | { kind: 'left'; member: string }
  | { kind: 'problem' | 'end'; code: string; message: string };

export interface Listener {
  /** A binary message, by its first byte. */
  bytes(kind: number, content: Uint8Array): void;
  said(message: Said): void;
  /** The line broke, or could not be made; it is tried again after `wait` milliseconds. */
  broke(wait: number): void;
}

const FIRST_WAIT = 250;
const LONGEST_WAIT = 15_000;
/** After this long without a word it is asked whether the other side is still there … */
const QUIET = 20_000;
/** … and how long the answer may take. */
const PATIENCE = 8_000;

export class Line {
  #socket: Socket | null = null;
  #wait = FIRST_WAIT;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #listener: Listener | null = null;
  #up = false;

  /** `ask` gives the question with which a line begins, and that any server answers; `make` a socket to the room. */
  constructor(
    private readonly ask: () => Uint8Array,
    private readonly make: () => Socket,
  ) {}

  get up(): boolean {
    return this.#up;
  }

  open(listener: Listener): void {
    this.#listener = listener;
    this.#connect();
  }

  send(message: Uint8Array | string): void {
    if (this.#up) this.#socket?.send(message as Uint8Array<ArrayBuffer>);
  }

  /** Tries at once instead of after the pause, or asks whether the other side is still there. */
  hurry(): void {
    if (!this.#listener) return;
    if (this.#up) this.#check();
    else this.#connect();
  }

  /** Everything works again: the next break is tried soon. */
  calm(): void {
    this.#wait = FIRST_WAIT;
  }

  /** Breaks the line, to begin again after the pause. */
  drop(): void {
    if (this.#socket) this.#broke(this.#socket);
  }

  close(): void {
    this.#listener = null;
    clearTimeout(this.#retry);
    this.#forget();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#forget();
    const socket = this.make();
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.#up = true;
      this.#quiet();
      this.send(this.ask());
    };
    socket.onclose = () => this.#broke(socket);
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (socket !== this.#socket) return;
      this.#quiet();
      if (typeof data === 'string') this.#listener?.said(JSON.parse(data) as Said);
      else {
        const bytes = new Uint8Array(data);
        this.#listener?.bytes(bytes[0] ?? -1, bytes.subarray(1));
      }
    };
    // a connection that is never answered is as good as none
    this.#watch = setTimeout(() => this.#broke(socket), PATIENCE);
  }

  #quiet(): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#check(), QUIET);
  }

  #check(): void {
    const socket = this.#socket;
    clearTimeout(this.#watch);
    if (!socket) return;
    this.send(this.ask());
    this.#watch = setTimeout(() => this.#broke(socket), PATIENCE);
  }

  #broke(socket: Socket): void {
    if (socket !== this.#socket || !this.#listener) return;
    this.#forget();
    const wait = this.#wait * (0.75 + Math.random() / 2);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), wait);
    this.#listener.broke(wait);
  }

  #forget(): void {
    clearTimeout(this.#watch);
    const socket = this.#socket;
    this.#socket = null;
    this.#up = false;
    if (!socket) return;
    socket.onclose = socket.onmessage = socket.onopen = null;
    socket.close();
  }
}
