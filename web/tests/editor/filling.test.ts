import { afterEach, expect, test, vi } from 'vitest';
import type { Editor } from '$/editor/editor.svelte';
import { begin, fill } from '$/editor/filling';

const frames: FrameRequestCallback[] = [];
vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.splice(id - 1, 1));
afterEach(() => frames.splice(0));

const map = (columns: number, compact = false): Editor =>
  ({ drawn: Infinity, grid: { columns: Array.from({ length: columns }) }, view: { compact } }) as unknown as Editor;

test('a map begins with the columns in sight, and has all of them some frames later', () => {
  window.innerWidth = 1320;
  const editor = map(19);
  begin(editor);
  expect(editor.drawn).toBe(10);
  fill(editor);
  const seen = [];
  while (frames.length) {
    frames.shift()?.(0);
    seen.push(editor.drawn);
  }
  expect(seen).toEqual([14, 18, 22, Infinity]);
});

test('narrow columns are more at once; a map that is left draws no further', () => {
  window.innerWidth = 1320;
  const editor = map(60, true);
  begin(editor);
  expect(editor.drawn).toBe(15);
  fill(editor)();
  expect(frames).toHaveLength(0);
});
