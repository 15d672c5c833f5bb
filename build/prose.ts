/** The article's MDX as components: used while the page is built, and by nothing that is shipped. */
import mdx from '@mdx-js/rollup';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import type { PluginOption } from 'vite';
import { mathml } from './math.ts';

export function prose(): PluginOption {
  return {
    enforce: 'pre',
    ...mdx({
      remarkPlugins: [remarkGfm, remarkMath],
      rehypePlugins: [mathml],
      // Notes stand at the end of their section, below a heading that is only spoken.
      remarkRehypeOptions: {
        clobberPrefix: '',
        footnoteLabel: 'Note',
        footnoteLabelTagName: 'h3',
        footnoteLabelProperties: { className: ['visually-hidden'] },
      },
      // Markup is all that is wanted of it, and React has no development build at hand for every caller.
      development: false,
    }),
  };
}
