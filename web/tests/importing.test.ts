import { afterEach, expect, it, vi } from 'vitest';
import { columnName, sayOf } from '../src/app/features/data/columns';
import { FileImport } from '../src/app/features/data/importing.svelte';
import type { Preview } from '../src/contract/wire';
import { language } from '../src/i18n/language.svelte';

const found = (guesses: Preview['columns'][number]['guess'][], needsZone = false): Preview => ({
  name: 'x.csv', bytes: 1, escape: '"', skip: 0, format: 'csv', compression: null, delimiter: ';', encoding: 'utf-8', header: true, decimal: ',', rows: [], problems: [],
  needs_timezone: needsZone, score_kind: null,
  columns: guesses.map((guess, i) => ({ name: `c${i}`, guess, why: 'word', samples: [i === 2 ? '31-12-2025 14:05' : 'x'], kind: 'text', time_format: null, also: [] })),
});

async function chosen(preview: Preview, answer?: (address: string, init?: RequestInit) => Promise<Response>): Promise<FileImport> {
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
  vi.stubGlobal('fetch', answer ?? (() => Promise.resolve(new Response(JSON.stringify(preview)))));
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

it('calls a column without a name by its place, in a remark too', () => {
  language.set('nl');
  const whole = found(['customer', 'activity', 'time']);
  const preview = { ...whole, columns: whole.columns.map((column, i) => (i === 1 ? { ...column, name: 'column 2' } : column)) };
  expect(preview.columns.map((column) => columnName(preview, column.name))).toEqual(['c0', 'kolom 2', 'c2']);
  expect(columnName({ ...preview, header: false }, 'c2')).toBe('kolom 3');
  expect(columnName(preview, 'column 9')).toBe('column 9');
  const note = { code: 'events.number_unreadable', message: '', params: { column: 'column 2', count: 3, value: 'veel' } };
  expect(sayOf(preview, note)).toBe('In “kolom 2” waren 3 waarden geen getal; die zijn leeg gelaten. Zo staat er “veel”.');
});

it('takes the demo out once the file is in, unless it is to stay', async () => {
  const asked: string[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    'GET /sources': { sources: [{ id: 7, name: 'ververeis.parquet', demo: true, added: 9 }] },
    'GET /workspace': { counts: { customers: 2, journeys: 2, activities: 3 } },
    'POST /imports': { id: 'a', state: 'done', result: { customers: 99, journeys: 99, activities: 99 } },
    'DELETE /sources/7': { id: 'b', state: 'done', result: {} },
  };
  const answer = (address: string, init?: RequestInit) => {
    const request = `${init?.method ?? 'GET'} ${address.replace(/^.*\/api\/v1/, '').replace(/\?.*$/, '')}`;
    asked.push(request);
    return Promise.resolve(new Response(JSON.stringify(answers[request] ?? found(['customer', 'activity', 'time']))));
  };
  for (const goes of [true, false]) {
    asked.length = 0;
    const file = await chosen(found(['customer', 'activity', 'time']), answer);
    expect(file.demo?.id).toBe(7);
    file.demoGoes = goes;
    await file.import();
    expect(file.stage).toBe('done');
    expect(asked.includes('DELETE /sources/7')).toBe(goes);
    expect(file.report?.customers).toBe(goes ? 2 : 99);
  }
});

it('a reading the server refuses is said, and the last preview stays', async () => {
  const file = await chosen(found(['customer', 'activity', 'time']));
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"code":"events.undecodable","title":"No."}', { status: 422 })));
  await file.reread({ encoding: 'utf-16' });
  expect(file.error?.code).toBe('events.undecodable');
  expect(file.preview?.columns).toHaveLength(3);
});
