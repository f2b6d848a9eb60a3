import type { Component } from 'svelte';

export type Params = Readonly<Record<string, string>>;
type Page = Component<{ params: Params }>;

export interface Route {
  /** "/kaarten/:id": a segment after a colon is handed to the page as a parameter. */
  readonly path: string;
  /** Which entry of the rail this page belongs to. */
  readonly place: string;
  readonly load: () => Promise<{ default: unknown }>;
  /** Pages that use the whole window, such as the map. */
  readonly wide?: boolean;
  /** The map in `id` is opened in its room. */
  readonly room?: boolean;
}

export interface Match {
  readonly route: Route;
  readonly params: Params;
}

/** The first route whose path fits, with what its parameters stand for. */
export function match(routes: readonly Route[], pathname: string): Match | null {
  const parts = pathname.split('/').filter(Boolean);
  for (const route of routes) {
    const wanted = route.path.split('/').filter(Boolean);
    if (wanted.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((piece, i) => {
      const part = parts[i] ?? '';
      if (!piece.startsWith(':')) return piece === part;
      params[piece.slice(1)] = decode(part);
      return true;
    });
    if (fits) return { route, params };
  }
  return null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const pageOf = (loaded: { default: unknown }): Page => loaded.default as Page;

type Change = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** Where the reader is. Everything that can be linked to lives in `path` and `query`. */
class Router {
  path = $state(typeof location === 'undefined' ? '/' : location.pathname);
  search = $state(typeof location === 'undefined' ? '' : location.search);
  query = $derived(new URLSearchParams(this.search));

  /** Listens to the browser's buttons and to clicks on plain links; gives the way to stop. */
  start(): () => void {
    const moved = () => this.#read();
    window.addEventListener('popstate', moved);
    document.addEventListener('click', this.#clicked);
    return () => {
      window.removeEventListener('popstate', moved);
      document.removeEventListener('click', this.#clicked);
    };
  }

  go(href: string, { replace = false } = {}): void {
    const target = new URL(href, location.href);
    if (target.href !== location.href) history[replace ? 'replaceState' : 'pushState'](null, '', target);
    this.#read();
  }

  /** Sets, empties (null) and leaves alone parts of the query; by default without a new step to go back to. */
  setQuery(change: Change, { push = false } = {}): void {
    // Read once and thrown away: nothing reacts to it.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const query = new URLSearchParams(this.search);
    for (const [name, value] of Object.entries(change)) {
      query.delete(name);
      if (typeof value === 'string') {
        if (value !== '') query.set(name, value);
      } else for (const one of value ?? []) query.append(name, one);
    }
    const text = query.toString();
    this.go(`${this.path}${text ? `?${text}` : ''}`, { replace: !push });
  }

  #read(): void {
    this.path = location.pathname;
    this.search = location.search;
  }

  #clicked = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/')) return;
    // A jump inside the page is the browser's own work.
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    this.go(link.href);
  };
}

export const router = new Router();
