/**
 * Tells index.html where it will be published, if that is known: `SITE_URL=https://… npm run build`. The page
 * works from anywhere without; but those who show a card with its link ask for the picture's full address,
 * and search engines for the page's own.
 */
import type { HtmlTagDescriptor, Plugin } from 'vite';

const CARD = 'content="./social-card.png"';

export function siteAddress(site = process.env.SITE_URL): Plugin {
  return {
    name: 'site-address',
    transformIndexHtml(html) {
      if (!site) return html;
      const { href } = new URL(site.endsWith('/') ? site : `${site}/`);
      if (!html.includes(CARD)) throw new Error(`index.html has no ${CARD}.`);
      const tags: HtmlTagDescriptor[] = [
        { tag: 'link', attrs: { rel: 'canonical', href }, injectTo: 'head' },
        { tag: 'meta', attrs: { property: 'og:url', content: href }, injectTo: 'head' },
      ];
      return { html: html.replace(CARD, `content="${href}social-card.png"`), tags };
    },
  };
}
