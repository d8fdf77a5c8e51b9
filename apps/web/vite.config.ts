import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { guidePlugin } from './guide-plugin.ts';
import { apiOrigin } from './src/app/env.ts';

export default defineConfig({
  plugins: [react(), guidePlugin(path.resolve(import.meta.dirname, '../../docs'))],
  build: {
    target: 'chrome88',
    cssTarget: 'chrome88',
    sourcemap: false,
    // The policy of the API allows no inline data in scripts; fonts and pictures stay files too.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': apiOrigin(), '/trpc': apiOrigin(), '/admin': apiOrigin() },
  },
});
