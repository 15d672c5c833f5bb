import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { codeSplitting, fileName } from './build/chunks.ts';
import { prerender } from './build/prerender.ts';
import { prose } from './build/prose.ts';
import { siteAddress } from './build/site-address.ts';
import { sweepFilesIn } from './build/sweep-files.ts';
import { thirdPartyNotices } from './build/third-party-notices.ts';

/**
 * What lets a page's threads share memory, so that WASM can use several: a page by itself, whose files anybody
 * may embed. public/_headers asks the same of hosts that read such a file.
 */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

const notices = thirdPartyNotices();

export default defineConfig({
  // Relative, so that the built folder works from any path of any static host.
  base: './',
  plugins: [prose(), react(), prerender(), siteAddress(), notices.page],
  define: {
    PUBLISHED_SWEEP: JSON.stringify(sweepFilesIn(join(import.meta.dirname, 'public/sweep'))),
  },
  worker: {
    format: 'es',
    plugins: () => [notices.worker],
    rolldownOptions: {
      output: {
        // Backends keep their names, by which scripts/size.ts finds them.
        chunkFileNames: ({ facadeModuleId }) => {
          const backend = /@tensorflow\/(tfjs-backend-\w+)\//.exec(facadeModuleId ?? '')?.[1];
          return `assets/${backend ?? '[name]'}-[hash].js`;
        },
      },
    },
  },
  server: { headers },
  preview: { headers },
  // Browsers that do not know such links, which few do not, fetch what they name a little later.
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: codeSplitting(import.meta.dirname),
        chunkFileNames: ({ name }) => fileName(name, '.js'),
        assetFileNames: ({ names: [name = ''] }) => {
          const [, stem, extension] = /^(.*?)(\.\w+)?$/.exec(name)!;
          return fileName(stem!, extension ?? '');
        },
      },
    },
  },
});
