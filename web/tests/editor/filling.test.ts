import { afterEach, expect, test, vi } from 'vitest';
import type { Editor } from '$/editor/editor.svelte';
import { begin, fill, reach } from '$/editor/filling';

const frames: FrameRequestCallback[] = [];
let now = 0;
vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.splice(id - 1, 1));
// every look at the clock is twelve milliseconds later
vi.stubGlobal('performance', { now: () => (now += 12) });
afterEach(() => frames.splice(0));

function map(columns: number, lanes: object[], { compact = false, cards = new Map<string, object[]>(), zoom = 'normal' } = {}): Editor {
  window.innerWidth = 1320 + 140;
  window.innerHeight = 160 + 300;
  const heads = Array.from({ length: columns }, (_, at) => ({ type: 'touchpoint', touchpoint: { id: `t${at + 1}` } }));
  return { drawn: Infinity, drawnRows: Infinity, document: { schema: 1, records: {} }, grid: { columns: heads, rows: lanes, cards }, view: { compact, zoom } } as unknown as Editor;
}
const texts = (n: number) => Array.from({ length: n }, (_, at) => ({ id: `l${at + 1}`, type: 'text' }));

test('a map begins with the columns and lanes in sight', () => {
  const editor = map(19, texts(20));
  begin(editor);
  expect([editor.drawn, editor.drawnRows]).toEqual([10, 7]); // 300 pixels: six lanes of 44 and a part of the seventh
  const mixed = map(60, [{ type: 'emotion' }, { type: 'text', height: 150 }, { type: 'text', collapsed: true }, ...texts(3)], { compact: true });
  begin(mixed);
  expect([mixed.drawn, mixed.drawnRows]).toEqual([15, 4]); // 96 + 150 + 30, and one more
  const cell = (letters: number, span: string | null = null) => ({ kind: 'cell', text: 'x'.repeat(letters), span });
  // three lines and one: 8 + 68 + 32; a card over several columns stands by itself; what is beyond the window does not count
  const cards = new Map([['l1|t2', [cell(41), cell(3)]], ['l2|t1', [cell(400, 't4')]], ['l3|t11', [cell(400)]]]);
  const written = map(19, texts(20), { cards });
  begin(written);
  expect(written.drawnRows).toBe(6); // 108 and four of 44, and a part of the sixth
  const far = map(19, texts(20), { cards, zoom: 'overview' });
  begin(far);
  expect(far.drawnRows).toBe(13);
  const small = map(3, texts(2));
  begin(small);
  expect(small.drawnRows).toBe(Infinity);
});

test('after two painted frames the lanes below follow, then the columns, for some milliseconds of each frame', () => {
  const editor = map(14, texts(9));
  begin(editor);
  fill(editor);
  const seen: [number, number][] = [];
  while (frames.length) {
    frames.shift()?.(0);
    seen.push([editor.drawn, editor.drawnRows]);
  }
  expect(seen).toEqual([[10, 7], [10, 7], [11, 9], [Infinity, Infinity]]);
});

test('a map that is left draws no further; who goes beyond what is drawn finds all of it', () => {
  const editor = map(60, texts(9));
  begin(editor);
  fill(editor)();
  expect(frames).toHaveLength(0);
  reach(editor, { row: 8, col: 10 });
  expect([editor.drawn, editor.drawnRows]).toEqual([10, 7]);
  reach(editor, { row: 8, col: 11 });
  expect([editor.drawn, editor.drawnRows]).toEqual([Infinity, Infinity]);
  begin(editor);
  reach(editor, { row: 9, col: 1 });
  expect(editor.drawn).toBe(Infinity);
});
