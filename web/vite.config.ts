import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, loadEnv } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The built bundle goes where the server serves it from; during development the API is proxied. */
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
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
