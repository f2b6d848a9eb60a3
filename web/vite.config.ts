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
        const page = Object.values(bundle).find((each) => each.type === 'chunk' && each.facadeModuleId?.endsWith('/features/map/MapPage.svelte'));
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
