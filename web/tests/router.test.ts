import { beforeEach, describe, expect, it } from 'vitest';
import { filtersFrom, activeCount } from '../src/app/filters';
import { canonical, links } from '../src/app/links';
import { match, router, type Route } from '../src/app/router.svelte';
import { routes } from '../src/app/routes';
import { VIEWS, viewOf } from '../src/app/features/data/views';

const found = (path: string) => match(routes, path);

describe('addresses', () => {
  it('every link leads to a page', () => {
    for (const href of [links.maps(), links.map('a b/c'), links.customers(), links.customer('jan@x.nl'), links.data(), links.activities(), links.newMap(), links.draft()]) {
      expect(found(new URL(href, 'http://x').pathname), href).not.toBeNull();
    }
  });

  it('hands over what stands for a parameter, whatever is in it', () => {
    expect(found(new URL(links.customer('a/b 100%'), 'http://x').pathname)?.params.id).toBe('a/b 100%');
    expect(match([{ path: '/x/:id', place: 'x', load: () => Promise.reject(new Error()) } satisfies Route], '/x/%E0%A4%A')?.params.id).toBe('%E0%A4%A');
  });

  it('knows what it does not know', () => {
    expect(found('/kaarten/a/b/c')).toBeNull();
    expect(found('/nergens')).toBeNull();
  });

  it('reads English spellings of the same places', () => {
    expect(canonical('/')).toBe('/kaarten');
    expect(canonical('/maps/abc')).toBe('/kaarten/abc');
    expect(canonical('/mapsx')).toBe('/mapsx');
    expect(canonical('/kaarten')).toBe('/kaarten');
  });

  it('every view of the data has its own', () => {
    for (const view of VIEWS) expect(viewOf(view.path)).toBe(view);
    expect(viewOf('unknown')).toBe(VIEWS[0]);
  });
});

describe('the query', () => {
  beforeEach(() => router.go('/data/paden', { replace: true }));

  it('is changed in part, and empties what is null', () => {
    router.setQuery({ from: '2024-01-01', step: ['a', 'b'] });
    expect(router.search).toBe('?from=2024-01-01&step=a&step=b');
    router.setQuery({ from: null, where: 'channel = "phone"' });
    expect(router.query.getAll('step')).toEqual(['a', 'b']);
    expect(filtersFrom(router.query)).toEqual({ where: 'channel = "phone"' });
    expect(location.search).toBe(router.search);
  });

  it('counts a period as one filter', () => {
    expect(activeCount({ from: 'x', to: 'y', unit: 'customer' })).toBe(1);
    expect(activeCount({ segment: 'x', unit: 'gap' })).toBe(2);
  });
});
