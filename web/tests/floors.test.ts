import { expect, it } from 'vitest';

/** Each floor may import the ones before it, never one after it. */
const FLOORS = ['i18n', 'contract', 'journey', 'controls', 'charts', 'editor', 'app'];
const sources = import.meta.glob<string>('../src/**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true });

const floorOf = (path: string): string | undefined => path.match(/(?:^\$\/|\/src\/)([a-z0-9]+)\//)?.[1];

it('imports point only down', () => {
  const wrong: string[] = [];
  for (const [file, text] of Object.entries(sources)) {
    const own = FLOORS.indexOf(floorOf(file) ?? '');
    if (own < 0) continue;
    for (const [, target] of text.matchAll(/from\s+['"](\$\/[^'"]+)['"]/g)) {
      if (FLOORS.indexOf(floorOf(target ?? '') ?? '') > own) wrong.push(`${file} imports ${target}`);
    }
    for (const [, target] of text.matchAll(/from\s+['"](\.\.?\/[^'"]+)['"]/g)) {
      const resolved = new URL(target ?? '', new URL(file, 'file:///tests/')).pathname;
      const floor = FLOORS.indexOf(floorOf(resolved) ?? '');
      if (floor !== own) wrong.push(`${file} imports ${target}: use $/ between floors`);
    }
  }
  expect(wrong).toEqual([]);
});

it('features do not import each other', () => {
  const feature = (path: string) => path.match(/features\/([a-z]+)\//)?.[1];
  const wrong: string[] = [];
  for (const [file, text] of Object.entries(sources)) {
    const own = feature(file);
    if (!own) continue;
    for (const [, target] of text.matchAll(/from\s+['"]([^'"]+)['"]/g)) {
      const resolved = target?.startsWith('.') ? new URL(target, new URL(file, 'file:///tests/')).pathname : (target ?? '');
      const other = feature(resolved);
      if (other && other !== own) wrong.push(`${file} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

it('no file over 500 lines', () => {
  expect(Object.entries(sources)
    .filter(([file, text]) => !file.endsWith('/contract/openapi.ts') && text.split('\n').length > 500)
    .map(([file]) => file)).toEqual([]);
});
