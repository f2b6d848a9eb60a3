import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The charts alone, as one script without files beside it: what `.plot()` puts into a notebook. Built after the app. */
export default defineConfig({
  plugins: [svelte({ emitCss: false })],
  resolve: { alias: { $: here('./src') } },
  publicDir: false,
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  build: {
    outDir: here('../src/klantreis/static'),
    emptyOutDir: false,
    target: ['chrome125', 'firefox125', 'safari18'],
    modulePreload: false,
    lib: { entry: here('./src/charts/standalone.ts'), formats: ['iife'], name: 'KlantreisChart', fileName: () => 'chart.js' },
  },
});
