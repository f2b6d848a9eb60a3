import { expect, it } from 'vitest';

const sources = import.meta.glob<string>('../src/**/*.svelte', { query: '?raw', import: 'default', eager: true });

it('what scrolls holds what is placed in it: else words for a screen reader make the whole page scroll too', () => {
  const loose = Object.entries(sources).flatMap(([file, source]) =>
    [...source.matchAll(/([^\n{}]*)\{[^{}]*overflow(?:-y)?: (?:auto|scroll);[^{}]*\}/g)]
      // children of the grid's rows are placed by the rows themselves
      .filter(([rule, selector]) => !/position: (?:relative|absolute|fixed|sticky)/.test(rule) && !selector?.includes(':global'))
      .map(([, selector]) => `${file}: ${selector?.trim()}`),
  );
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(loose).toEqual([]);
});
