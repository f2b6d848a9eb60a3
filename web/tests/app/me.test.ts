import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  localStorage.clear();
  document.cookie = 'klantreis_name=; path=/; max-age=0';
  vi.resetModules();
});
const here = async () => (await import('../../src/app/me/me.svelte')).me;

it('names that were given before are known in a later page, the last one first, each once', async () => {
  const me = await here();
  for (const name of ['Noor', 'Noor', 'Bram', 'Noor', 'Eva']) me.call(name);
  expect(me.name).toBe('Eva');
  expect(me.former).toEqual(['Noor', 'Bram']);
  vi.resetModules();
  const later = await here();
  expect(later).not.toBe(me);
  expect(later.former).toEqual(['Noor', 'Bram']);
});

it('a storage that holds something else is no names', async () => {
  localStorage.setItem('klantreis.names', '{"a": 1}');
  expect((await here()).former).toEqual([]);
});
