/**
 * Writes THIRD_PARTY_NOTICES.txt into the built page: what really ends up in its scripts, its workers and its
 * fonts, with the licences. A module of unknown origin, or a package without a licence, fails the build.
 */
import { resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { noticesOf, OTHER_WORKS, packageAt } from './licences.ts';

export const NOTICES = 'THIRD_PARTY_NOTICES.txt';

/** One plugin for the page and one for its workers, which are built before it. */
export function thirdPartyNotices(): { readonly page: Plugin; readonly worker: Plugin } {
  let root = '';
  const folders = new Set<string>();
  const collect = (bundle: Rolldown.OutputBundle) => {
    for (const file of Object.values(bundle)) {
      for (const source of sourcesOf(file)) {
        const folder = packageFolder(source, root);
        if (folder !== null) folders.add(folder);
      }
    }
  };
  return {
    worker: {
      name: 'third-party-notices-worker',
      generateBundle: (_options, bundle) => collect(bundle),
    },
    page: {
      name: 'third-party-notices',
      apply: 'build',
      configResolved(config) {
        root = config.root;
      },
      generateBundle(_options, bundle) {
        collect(bundle);
        const works = [...[...folders].map(packageAt), ...OTHER_WORKS];
        // With a byte order mark: hosts send plain text without its encoding.
        const source = `\ufeff${noticesOf(works)}`;
        this.emitFile({ type: 'asset', fileName: NOTICES, source });
      },
    },
  };
}

/** Of a chunk the modules that left something in it; of an asset the files that it was made from. */
function sourcesOf(file: Rolldown.OutputAsset | Rolldown.OutputChunk): readonly string[] {
  if (file.type === 'asset') return file.originalFileNames;
  return Object.entries(file.modules)
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([id]) => id);
}

/**
 * The folder of the package that a module or file is from, null for our own. Virtual modules (they begin with
 * a zero byte) are helpers of the bundler's and named after it: "vite/preload-helper.js".
 *
 * @throws Error for a virtual module of anybody else
 */
export function packageFolder(source: string, root: string): string | null {
  const installed = /^\0?(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1];
  if (installed !== undefined) return resolve(root, installed);
  if (!source.startsWith('\0')) return null;
  const bundler = /^\0(vite|rolldown)\//.exec(source)?.[1];
  if (bundler === undefined) {
    throw new Error(
      `No package is known for the module ${source.slice(1)}: build/third-party-notices.ts.`,
    );
  }
  return resolve(root, 'node_modules', bundler);
}
