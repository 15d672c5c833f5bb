/**
 * Puts the article into index.html as it is built or served, so that it can be read before, and without,
 * any script. The page's script only brings the figures to life.
 */
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import { prose } from './prose.ts';

const PLACE = '<!--article-->';

export function prerender(): Plugin {
  let root = '';
  let development: ViteDevServer | null = null;
  return {
    name: 'prerender-article',
    configResolved(config) {
      root = config.root;
    },
    configureServer(server) {
      development = server;
    },
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        if (!html.includes(PLACE)) return html;
        return html.replace(PLACE, await renderArticle(development, root));
      },
    },
  };
}

async function renderArticle(development: ViteDevServer | null, root: string): Promise<string> {
  const server =
    development ??
    (await createServer({
      root,
      configFile: false,
      mode: 'production',
      oxc: { jsx: { development: false } },
      plugins: [prose()],
      appType: 'custom',
      logLevel: 'error',
      server: { middlewareMode: true, hmr: false, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
    }));
  try {
    const module = await server.ssrLoadModule('/src/article/render.tsx');
    return (module as { renderArticle: () => string }).renderArticle();
  } finally {
    if (server !== development) await server.close();
  }
}
