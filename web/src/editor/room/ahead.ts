/**
 * The socket to a map's room, called before the map's own page is there: the address says which map it
 * will be, and the map is on its way while the page is fetched and read. What is said meanwhile is kept.
 */
import { BASE } from '$/contract/api';

/** The first byte of a binary message. */
export const VECTOR = 0;
export const UPDATE = 1;

export type Socket = Pick<WebSocket, 'binaryType' | 'close' | 'send' | 'onopen' | 'onmessage' | 'onclose'>;

/** What a copy asks that has nothing yet, a state vector of nobody: a room that is entered with `whole` answers that unasked. */
const NOTHING = [VECTOR, 0];

/** How long a page may take to come. */
const PATIENCE = 20_000;

/** A socket that was called ahead of whoever listens. */
class Called implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  #kept: Event[] | null = [];
  #asked = false;

  constructor(
    readonly map: string,
    private readonly socket: WebSocket,
  ) {
    socket.binaryType = 'arraybuffer';
    socket.onopen = (event) => {
      // the address asks for all of it
      this.#asked = true;
      this.#heard(event);
    };
    socket.onmessage = (event) => this.#heard(event);
    socket.onclose = (event) => this.#heard(event);
  }

  get binaryType(): BinaryType {
    return this.socket.binaryType;
  }

  set binaryType(type: BinaryType) {
    this.socket.binaryType = type;
  }

  /** Whether it can still be used: not when the line broke meanwhile, or the server ended it. */
  get alive(): boolean {
    return this.socket.readyState <= WebSocket.OPEN;
  }

  /** Hands over what was said so far, as soon as the one who takes it listens. */
  hand(): this {
    queueMicrotask(() => {
      const kept = this.#kept ?? [];
      this.#kept = null;
      for (const event of kept) this.#heard(event);
    });
    return this;
  }

  send(message: Parameters<WebSocket['send']>[0]): void {
    // the first question may be the one that was asked already
    if (this.#asked && message instanceof Uint8Array && message.length === NOTHING.length && NOTHING.every((byte, at) => message[at] === byte)) {
      this.#asked = false;
    } else this.socket.send(message);
  }

  close(): void {
    this.socket.close();
  }

  #heard(event: Event): void {
    if (this.#kept) this.#kept.push(event);
    else if (event.type === 'open') this.onopen?.call(this.socket, event);
    else if (event.type === 'message') this.onmessage?.call(this.socket, event as MessageEvent);
    else this.onclose?.call(this.socket, event as CloseEvent);
  }
}

let called: Called | null = null;

function connect(map: string, query = ''): WebSocket {
  const { protocol, host } = globalThis.location;
  return new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}${BASE}/maps/${encodeURIComponent(map)}/room${query}`);
}

const call = (map: string): Called => new Called(map, connect(map, '?whole=1'));

/** Calls a map's room before anybody listens; hung up where nobody comes. */
export function callAhead(map: string): void {
  const ahead = (called = call(map));
  setTimeout(() => called === ahead && hangUp(), PATIENCE);
}

/** The page that a room was called for is not opened after all; it is, while it is about that map. */
export function hangUp(unless?: string): void {
  if (!called || called.map === unless) return;
  called.close();
  called = null;
}

/** A socket to a map's room: for a copy that is `empty` the one that was called ahead, once, or one that is given all of it. */
export function dial(map: string, empty: boolean): Socket {
  const ahead = called?.alive ? called : null;
  hangUp(map);
  called = null;
  return empty ? (ahead?.map === map ? ahead : call(map)).hand() : connect(map);
}
