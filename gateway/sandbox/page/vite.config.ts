/**
 * How the sandbox page is built: everything of it into files of our own, nothing from anywhere else.
 * Invariant: nothing is put inline, because the page's policy lets no inline script run.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  base: '/sandbox/',
  configFile: false,
  logLevel: 'warn',
  plugins: [react()],
  resolve: { dedupe: ['graphql', 'react', 'react-dom', 'monaco-editor'] },
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../dist', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 6_000,
    target: 'es2022',
    rolldownOptions: {
      // The editor's packages carry directives for a compiler that has already run.
      checks: { moduleLevelDirective: false } as object,
    },
  },
});
