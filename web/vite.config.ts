import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, loadEnv, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `map.html` is the page with what a map needs named in its head, so that it is fetched beside the shell and not after it. */
function mapPage(): Plugin {
  return {
    name: 'map-page',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = Object.values(bundle).find((each) => each.type === 'chunk' && each.moduleIds.some((id) => id.endsWith('/features/map/MapPage.svelte')));
        const html = bundle['index.html'];
        if (!page || html?.type !== 'asset') return this.error('There is no page or no bundle of the map.');
        const [scripts, styles] = [new Set<string>(), new Set<string>()];
        const add = (file: string): void => {
          const chunk = bundle[file];
          if (chunk?.type !== 'chunk' || scripts.has(file)) return;
          scripts.add(file);
          for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
          chunk.imports.forEach(add);
        };
        add(page.fileName);
        const head = String(html.source);
        const link = (rel: string, files: Set<string>): string[] =>
          [...files].filter((file) => !head.includes(file)).map((file) => `    <link rel="${rel}" crossorigin href="/${file}">\n`);
        const links = [...link('modulepreload', scripts), ...link('stylesheet', styles)].join('');
        this.emitFile({ type: 'asset', fileName: 'map.html', source: head.replace('  </head>', `${links}  </head>`) });
      },
    },
  };
}

interface Known {
  getModuleInfo(id: string): { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] } | null;
}

/**
 * Few files instead of many, for each costs the browser some milliseconds, however small: what all pages need, what the
 * map's page needs, and what it has in common with other pages. What is opened later has files of its own.
 */
function together(): (id: string, known: Known) => string | null {
  const map = here('./src/app/features/map/MapPage.svelte');
  const needs = (known: Known, from: readonly string[], found = new Set<string>()): Set<string> => {
    for (const id of from) {
      if (found.has(id)) continue;
      found.add(id);
      needs(known, known.getModuleInfo(id)?.importedIds ?? [], found);
    }
    return found;
  };
  let sets: { own: Set<string>; others: Set<string> } | null = null;
  return (id, known) => {
    const pages = known.getModuleInfo(here('./src/app/routes.ts'))?.dynamicallyImportedIds ?? [];
    sets ??= { own: needs(known, [map]), others: needs(known, pages.filter((page) => page !== map)) };
    return sets.own.has(id) ? (sets.others.has(id) ? 'common' : 'map') : null;
  };
}

/** The built bundle goes where the server serves it from; during development the API is proxied. */
export default defineConfig(({ mode }) => ({
  plugins: [svelte(), mapPage()],
  resolve: {
    alias: { $: here('./src') },
    // Vitest would otherwise pick Svelte's server build.
    conditions: mode === 'test' ? ['browser'] : undefined,
  },
  build: {
    outDir: here('../src/klantreis/static'),
    emptyOutDir: true,
    // New enough for light-dark(), so that one rule holds both themes.
    target: ['chrome125', 'firefox125', 'safari18'],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'shell', tags: ['$initial'], priority: 2 },
            { name: together(), priority: 1 },
          ],
        },
      },
    },
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': {
        target: loadEnv(mode, here('.'), 'KLANTREIS_').KLANTREIS_SERVER ?? 'http://127.0.0.1:8765',
        changeOrigin: true,
        ws: true,
        // The server refuses writes from another origin; here that origin is our own development page.
        configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
      },
    },
  },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'] },
}));
