import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { prerender } from './build/prerender.ts';
import { prose } from './build/prose.ts';

export default defineConfig({
  // Relative, so that the built folder works from any path of any static host.
  base: './',
  plugins: [prose(), react(), prerender()],
  worker: { format: 'es' },
  build: { target: 'es2022' },
});
