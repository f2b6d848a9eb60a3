import { afterEach, expect, it, vi } from 'vitest';
import { address, api, ApiError, asApiError, wasAborted } from '../src/contract/api';
import { follow } from '../src/contract/jobs';
import type { Job } from '../src/contract/wire';

const answer = (status: number, body: unknown) => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
const job = (state: Job['state'], more: Partial<Job> = {}): Job => ({
  id: 'j1', kind: 'import', label: 'x.csv', by: 'local', state, progress: null, rows: 0, phase: null, result: null, error: null,
  created_at: '2026-01-01T00:00:00Z', ended_at: null, ...more,
});

afterEach(() => vi.unstubAllGlobals());

it('leaves empty values out of an address and repeats lists', () => {
  expect(address('/funnel', { step: ['a b', 'c'], within: '', mode: null, strict: false })).toBe('/api/v1/funnel?step=a+b&step=c&strict=false');
  expect(address('/maps')).toBe('/api/v1/maps');
});

it('turns a problem into an error with the server’s own code', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(answer(404, { code: 'maps.not_found', title: 'No map.', mend: 'Look.', where: 'x', params: { id: 'x' } })));
  const error = await api.get('/maps/x').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 404, code: 'maps.not_found', title: 'No map.', mend: 'Look.', params: { id: 'x' } });
});

it('says so when the server is away or answers nonsense', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
  await expect(api.get('/maps')).rejects.toMatchObject({ code: 'web.offline', status: 0 });
  vi.stubGlobal('fetch', () => Promise.resolve(answer(200, '<html>')));
  await expect(api.get('/maps')).rejects.toMatchObject({ code: 'web.unreadable' });
  vi.stubGlobal('fetch', () => Promise.resolve(answer(502, 'Bad gateway')));
  await expect(api.get('/maps')).rejects.toMatchObject({ code: 'http.502', title: 'Bad gateway' });
});

it('an empty answer is nothing, and what was stopped on purpose stays so', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 204 })));
  expect(await api.remove('/maps/x')).toBeUndefined();
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('stopped', 'AbortError')));
  expect(wasAborted(await api.get('/maps').catch((thrown: unknown) => thrown))).toBe(true);
  expect(asApiError('plain').title).toBe('plain');
});

it('follows a job through a moment without a server, to its result', async () => {
  vi.useFakeTimers();
  const answers = [answer(200, job('running', { progress: 0.5 })), null, answer(200, job('done', { result: { map: 'm' } }))];
  vi.stubGlobal('fetch', () => {
    const next = answers.shift();
    return next ? Promise.resolve(next) : Promise.reject(new TypeError('refused'));
  });
  const seen: (number | null)[] = [];
  const ended = follow(job('queued'), (now) => seen.push(now.progress));
  await vi.runAllTimersAsync();
  expect((await ended).result).toEqual({ map: 'm' });
  expect(seen).toContain(0.5);
  vi.useRealTimers();
});

it('a failed job throws its own error', async () => {
  const failed = job('failed', { error: { type: 'about:blank', code: 'events.empty', title: 'Empty.', status: 422, where: null, mend: null, params: {}, instance: null } });
  await expect(follow(failed)).rejects.toMatchObject({ code: 'events.empty' });
});
