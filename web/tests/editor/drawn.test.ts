import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Card from '../../src/editor/Card.svelte';
import LookPopover from '../../src/editor/cards/LookPopover.svelte';
import { Editor } from '../../src/editor/editor.svelte';
import FigureRow from '../../src/editor/lanes/FigureRow.svelte';
import AddFile from '../../src/editor/lanes/AddFile.svelte';
import LoopView from '../../src/editor/loop/LoopView.svelte';
import NotesButton from '../../src/editor/stickies/NotesButton.svelte';
import Stickies from '../../src/editor/stickies/Stickies.svelte';
import { notesOf } from '../../src/editor/stickies/state.svelte';
import type { MapStore } from '../../src/editor/store.svelte';
import { View } from '../../src/editor/view.svelte';
import type { Cell, Lane, MapDocument, Touchpoint } from '../../src/journey/records';
import { document as journey, RECORDS } from '../journey/fixture';
import Held from './Held.svelte';

const lane = (type: Lane['type'], fields: Partial<Lane> = {}): Lane => ({ id: 'l9', kind: 'lane', name: 'Extra', type, order: 'z', ...fields });
const touchpoint = RECORDS.find((record) => record.id === 't1') as Touchpoint;

function editor(...more: MapDocument['records'][string][]): Editor {
  const records = { ...journey().records, ...Object.fromEntries(more.map((record) => [record.id, record])) };
  const store = { document: { schema: 1, records }, change: () => true, readOnly: false } as unknown as MapStore;
  const made = new Editor(store, new View('proef'));
  made.about = { map: 'proef', filters: {}, me: 'Ada' };
  return made;
}

let drawn: Record<string, unknown> | null = null;
function draw(on: Editor, part: unknown, given: Record<string, unknown> = {}): HTMLElement {
  const target = document.createElement('div');
  document.body.append(target);
  drawn = mount(Held, { target, props: { editor: on, part: part as Component<Record<string, unknown>>, given } });
  flushSync();
  return target;
}

afterEach(async () => {
  if (drawn) await unmount(drawn);
  drawn = null;
  document.body.innerHTML = '';
});

describe('what stands on the map is drawn', () => {
  it('a card with a link has its button beside the link, not around it', () => {
    const card: Cell = { id: 'c9', kind: 'cell', lane: 'l1', touchpoint: 't1', order: 'z', text: '**a** [b](https://b.nl)\n- c', icon: 'idea', tags: ['x'] };
    const place = draw(editor(card), Card, { card, lane: lane('text'), touchpoint: 't1', place: 'hier', onedit: () => undefined });
    expect(place.querySelector('button[data-card="c9"]')?.getAttribute('aria-label')).toBe('a b\nc hier');
    expect(place.querySelector('button a')).toBeNull();
    expect(place.querySelector('a')?.href).toBe('https://b.nl/');
    expect(place.querySelector('strong')?.textContent).toBe('a');
  });

  it('a picture has its caption as description', () => {
    const card: Cell = { id: 'c9', kind: 'cell', lane: 'l9', touchpoint: 't1', order: 'z', text: 'Het scherm', file: 'file_0000000001' };
    const place = draw(editor(card), Card, { card, lane: lane('image'), touchpoint: 't1', place: 'hier', onedit: () => undefined });
    expect(place.querySelector('img')?.alt).toBe('Het scherm');
    expect(place.querySelector('img')?.getAttribute('src')).toContain('/maps/proef/files/file_0000000001');
  });

  it('a position for files says what can be put there', () => {
    const cell = draw(editor(), AddFile, { lane: lane('file'), touchpoint, place: 'hier', wanted: false, small: false });
    expect(cell.querySelector('button')?.getAttribute('aria-label')).toContain('hier');
    expect(cell.querySelector('input')?.type).toBe('file');
  });

  it('figures say per touchpoint that nothing is known yet', () => {
    const row = draw(editor(), FigureRow, { lane: lane('metric', { measure: 'drop_off' }), row: 5, edges: new Set() });
    expect(row.querySelectorAll('[role="gridcell"]')).toHaveLength(3);
  });

  it('the look of a card has every colour and icon by name', () => {
    const anchor = document.createElement('button');
    draw(editor(), LookPopover, { id: 'c1', anchor, onclose: () => undefined });
    const names = [...document.querySelectorAll('[role="dialog"] input[type="radio"]')].map((input) => input.getAttribute('aria-label'));
    expect(names.length).toBe(9 + 41);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain(null);
  });

  it('notes stand in order, with their dots, in a list', async () => {
    const on = editor(
      { id: 's1', kind: 'sticky', text: 'onder', x: 10, y: 400, votes: ['Ada', 'Bob'] },
      { id: 's2', kind: 'sticky', text: 'boven', x: 10, y: 10, colour: '#3f8f55' },
    );
    expect(draw(on, Stickies).querySelector('li')).toBeNull();
    notesOf(on).open = true;
    flushSync();
    const notes = () => [...document.querySelectorAll('li .text')].map((note) => note.textContent.trim());
    // the pane is fetched when it is opened
    await vi.waitFor(() => expect(notes()).toEqual(['boven', 'onder']));
    notesOf(on).sorted = true;
    flushSync();
    expect(notes()).toEqual(['onder', 'boven']);
    expect(document.querySelector('li [aria-label*="2"]')).not.toBeNull();
  });

  it('the button counts the notes', () => {
    const on = editor({ id: 's1', kind: 'sticky', text: 'een', x: 1, y: 1 });
    expect(draw(on, NotesButton).textContent).toContain('1');
  });

  it('the ring has a spot and a button for every touchpoint', () => {
    const place = draw(editor({ id: 'k1', kind: 'connection', from: 't3', to: 't1', type: 'loop', label: 'terug' }), LoopView);
    expect(place.querySelectorAll('[data-spot]')).toHaveLength(3);
    expect(place.querySelectorAll('section button')).toHaveLength(3);
    expect(place.querySelector('section')?.textContent).toContain('terug');
  });
});
