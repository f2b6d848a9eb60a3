import { afterEach, expect, it, vi } from 'vitest';
import { FileImport } from '../src/app/features/data/importing.svelte';
import type { Preview } from '../src/contract/wire';

const found = (guesses: Preview['columns'][number]['guess'][], needsZone = false): Preview => ({
  name: 'x.csv', bytes: 1, escape: '"', skip: 0, format: 'csv', compression: null, delimiter: ';', encoding: 'utf-8', header: true, decimal: ',', rows: [], problems: [],
  needs_timezone: needsZone, score_kind: null,
  columns: guesses.map((guess, i) => ({ name: `c${i}`, guess, why: 'word', samples: [i === 2 ? '31-12-2025 14:05' : 'x'], kind: 'text', time_format: null, also: [] })),
});

async function chosen(preview: Preview): Promise<FileImport> {
  const file = new FileImport(new File(['x'], 'x.csv'), 1);
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {};
      status = 201;
      responseText = '{"upload":"u","name":"x.csv","bytes":1}';
      onload: (() => void) | null = null;
      open() {}
      setRequestHeader() {}
      abort() {}
      send() {
        this.onload?.();
      }
    },
  );
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(preview))));
  await file.start();
  return file;
}

afterEach(() => vi.unstubAllGlobals());

it('takes the recognised roles over and knows what is missing', async () => {
  const file = await chosen(found(['customer', 'activity', 'attribute', 'channel']));
  expect(file.stage).toBe('choosing');
  expect(file.missing).toEqual(['time']);
  file.choose('c2', 'time');
  expect(file.missing).toEqual([]);
});

it('a role that only one column can have moves', async () => {
  const file = await chosen(found(['customer', 'activity', 'time', 'attribute']));
  file.choose('c3', 'customer');
  expect(file.roles).toEqual({ c0: 'attribute', c1: 'activity', c2: 'time', c3: 'customer' });
  file.choose('c0', 'ignore');
  file.choose('c3', 'ignore');
  expect(file.missing).toEqual(['customer']);
});

it('asks for the zone when a time without one is chosen by hand', async () => {
  const file = await chosen(found(['customer', 'activity', 'attribute']));
  expect(file.needsZone).toBe(false);
  file.choose('c2', 'time');
  expect(file.needsZone).toBe(true);
});

it('keeps what was chosen when the same columns are read again, and starts anew when they are others', async () => {
  const file = await chosen(found(['customer', 'activity', 'attribute']));
  file.choose('c2', 'time');
  await file.reread({ decimal: '.' });
  expect(file.roles.c2).toBe('time');
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(found(['customer'])))));
  await file.reread({ delimiter: ',' });
  expect(file.roles).toEqual({ c0: 'customer' });
});

it('a reading the server refuses is said, and the last preview stays', async () => {
  const file = await chosen(found(['customer', 'activity', 'time']));
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"code":"events.undecodable","title":"No."}', { status: 422 })));
  await file.reread({ encoding: 'utf-16' });
  expect(file.error?.code).toBe('events.undecodable');
  expect(file.preview?.columns).toHaveLength(3);
});
