import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { callAhead, dial, hangUp } from '../../src/editor/room/ahead';

class Wire {
  static OPEN = 1;
  static made: Wire[] = [];
  readyState = 0;
  binaryType = 'blob';
  sent: unknown[] = [];
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: Event) => void) | null = null;
  constructor(readonly address: string) {
    Wire.made.push(this);
  }
  send = (message: unknown) => void this.sent.push(message);
  close = vi.fn(() => (this.readyState = 3));
  opens() {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
  }
  says = (data: string) => this.onmessage?.(new MessageEvent('message', { data }));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Wire);
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Wire.made = [];
});

/** Whoever takes a socket, and what they hear. */
function listen(map: string, empty = true) {
  const socket = dial(map, empty);
  const heard: string[] = [];
  socket.onopen = () => heard.push('open');
  socket.onmessage = (event) => heard.push(String(event.data));
  socket.onclose = () => heard.push('close');
  return { socket, heard };
}

it('keeps what was said before anybody listened, in order, and asks for all of it by its address', async () => {
  callAhead('a');
  const [wire] = Wire.made;
  expect(wire?.address).toMatch(/\/maps\/a\/room\?whole=1$/);
  wire?.opens();
  wire?.says('welcome');
  const { socket, heard } = listen('a');
  expect(heard).toEqual([]);
  await Promise.resolve();
  expect(heard).toEqual(['open', 'welcome']);
  socket.send(new Uint8Array([0, 0])); // what was asked already
  socket.send(new Uint8Array([0, 0])); // and what is asked later
  socket.send('more');
  wire?.says('synced');
  expect(wire?.sent).toEqual([new Uint8Array([0, 0]), 'more']);
  expect(heard).toEqual(['open', 'welcome', 'synced']);
  expect(Wire.made).toHaveLength(1);
});

it('a copy that has something asks for what it lacks', async () => {
  callAhead('a');
  Wire.made[0]?.opens();
  const { socket } = listen('a');
  await Promise.resolve();
  socket.send(new Uint8Array([0, 1, 7]));
  expect(Wire.made[0]?.sent).toHaveLength(1);
});

it('is used once, and not for another map, after a break, or when nobody came', () => {
  callAhead('a');
  listen('b');
  expect(Wire.made.map((wire) => wire.address.split('/').at(-2))).toEqual(['a', 'b']);
  expect(Wire.made[0]?.close).toHaveBeenCalled();
  callAhead('a');
  Object.assign(Wire.made[2] ?? {}, { readyState: 3 });
  listen('a');
  listen('a');
  expect(Wire.made).toHaveLength(5);
  callAhead('a');
  vi.advanceTimersByTime(20_000);
  expect(Wire.made[5]?.close).toHaveBeenCalled();
  listen('a');
  expect(Wire.made).toHaveLength(7);
});

it('is hung up when the page is about something else by then', () => {
  callAhead('a');
  hangUp('a');
  expect(Wire.made[0]?.close).not.toHaveBeenCalled();
  hangUp('b');
  expect(Wire.made[0]?.close).toHaveBeenCalled();
  listen('a');
  expect(Wire.made).toHaveLength(2);
});

it('a copy that has something is not given all of it again', () => {
  listen('a', false);
  expect(Wire.made[0]?.address).toMatch(/\/maps\/a\/room$/);
});
