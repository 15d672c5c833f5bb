import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { prerender } from './build/prerender.ts';
import { prose } from './build/prose.ts';
import { siteAddress } from './build/site-address.ts';

export default defineConfig({
  // Relative, so that the built folder works from any path of any static host.
  base: './',
  plugins: [prose(), react(), prerender(), siteAddress()],
  worker: {
    format: 'es',
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
  build: { target: 'es2022' },
});
