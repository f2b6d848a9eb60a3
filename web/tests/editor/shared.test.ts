import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../src/contract/api';
import { Editor } from '../../src/editor/editor.svelte';
import { Outbox } from '../../src/editor/room/outbox';
import { MapStore } from '../../src/editor/store.svelte';
import { View } from '../../src/editor/view.svelte';
import { shifted } from '../../src/editor/writing/shared.svelte';
import { patch, remove } from '../../src/journey/document';
import { openSuggestions } from '../../src/journey/suggestions';
import { document as journey } from '../journey/fixture';
import { Memory, Room } from './rooms';
import SharedField from './SharedField.svelte';

let memory: Memory;
let room: Room;
let drawn: Record<string, unknown> | null = null;
const settled = () => vi.advanceTimersByTimeAsync(60);

async function enter(tab: string, suggesting = false): Promise<{ store: MapStore; field: HTMLTextAreaElement }> {
  const store = new MapStore('m', new Outbox('m', tab, memory), () => Promise.reject(new ApiError(0, { code: 'web.offline' })), room.enter);
  const entered = store.open();
  await settled();
  await entered;
  const target = document.createElement('div');
  document.body.append(target);
  const editor = new Editor(store, new View('m'));
  [editor.suggesting, editor.me] = [suggesting, 'Anna'];
  drawn = mount(SharedField, { target, props: { editor, id: 't1' } });
  flushSync();
  return { store, field: target.querySelector('textarea') as HTMLTextAreaElement };
}

function type(field: HTMLTextAreaElement, text: string) {
  field.value = text;
  field.dispatchEvent(new Event('input'));
}

async function describeIt(description: string) {
  room.write([patch('t1', { description })]);
  await settled();
  flushSync();
}
const described = () => (room.records.t1 as { description?: string }).description;

beforeEach(async () => {
  vi.useFakeTimers();
  memory = new Memory();
  room = new Room(journey());
  await describeIt('zoekt een reis');
});

afterEach(async () => {
  if (drawn) await unmount(drawn);
  drawn = null;
  document.body.innerHTML = '';
});

describe('a text field that two have open', () => {
  it('shows what another writes, and keeps the words of both', async () => {
    const { field } = await enter('a');
    expect(field.value).toBe('zoekt een reis');
    field.focus();
    type(field, 'zoekt een verre reis');
    field.setSelectionRange(15, 15);
    await describeIt('Bram zoekt een reis');
    expect(field.value).toBe('Bram zoekt een verre reis');
    expect(field.selectionStart).toBe(20);
    await describeIt('Bram zoekt nu een reis');
    field.dispatchEvent(new Event('change'));
    await settled();
    expect(described()).toBe('Bram zoekt nu een verre reis');
    expect(memory.length).toBe(0);
  });

  it('follows the map while nothing was typed', async () => {
    const { field } = await enter('a');
    await describeIt('iets anders');
    expect(field.value).toBe('iets anders');
    field.dispatchEvent(new Event('change'));
    await settled();
    expect(described()).toBe('iets anders');
  });

  it('sets down what was typed when the page is taken down', async () => {
    await enter('a').then(({ field }) => type(field, 'zoekt een verre reis'));
    if (drawn) await unmount(drawn);
    drawn = null;
    await settled();
    expect(described()).toBe('zoekt een verre reis');
  });

  it('a page that is killed has it in store for the next one', async () => {
    const { field } = await enter('a');
    type(field, 'zoekt een verre reis');
    await describeIt('Bram zoekt een reis');
    // as the disk has it when the browser dies
    const left = new Memory();
    left.items = new Map(memory.items);
    const outbox = new Outbox('m', 'b', left);
    expect(outbox.adopt(new Set(['b']))).toBe(1);
    const next = new MapStore('m', outbox, () => Promise.reject(new ApiError(0, { code: 'web.offline' })), room.enter);
    const entered = next.open();
    await settled();
    await entered;
    await settled();
    expect(described()).toBe('Bram zoekt een verre reis');
  });

  it('what was only being proposed when the page was killed is proposed, and not done', async () => {
    const { field } = await enter('a', true);
    type(field, 'zoekt een verre reis');
    const left = new Memory();
    left.items = new Map(memory.items);
    const outbox = new Outbox('m', 'b', left);
    outbox.adopt(new Set(['b']));
    const next = new MapStore('m', outbox, () => Promise.reject(new ApiError(0, { code: 'web.offline' })), room.enter);
    const entered = next.open();
    await settled();
    await entered;
    await settled();
    expect(described()).toBe('zoekt een reis');
    const [idea] = openSuggestions(next.document);
    expect(idea?.by).toBe('Anna');
    expect(idea?.changes).toEqual([{ op: 'patch', id: 't1', fields: { description: 'zoekt een verre reis' }, was: { description: 'zoekt een reis' } }]);
  });

  it('words about what is gone are kept aside', async () => {
    const { store, field } = await enter('a');
    type(field, 'zoekt een verre reis');
    room.write([remove('t1')]);
    await settled();
    flushSync();
    field.dispatchEvent(new Event('change'));
    expect(store.refused.map(({ record, text }) => [record, text])).toEqual([['t1', 'zoekt een verre reis']]);
  });
});

it.each([
  [2, 'abcd', 'abcd', 2],
  [2, 'abcd', 'xabcd', 3],
  [2, 'abcd', 'abcdx', 2],
  [3, 'abcd', 'axd', 2],
  [4, 'abcd', '', 0],
])('a caret at %i of "%s" is in "%s" at %i', (place, old, text, now) => {
  expect(shifted(place, old, text)).toBe(now);
});
