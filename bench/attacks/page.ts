/** The page on which attacks are compared in Chromium. What it says on the console is its progress. */
// The gradients need the core's flags, and so come after it.
import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { sourceOnPage, startOnPage } from '../page-backend';
import { type Comparison, compare } from './run';

async function compareHere(comparison: Comparison) {
  const { adapter } = await startOnPage(comparison.settings.backend);
  const compared = await compare(sourceOnPage(), comparison, (line) => console.info(line));
  return { adapter, ...compared };
}

export type CompareHere = typeof compareHere;

Object.assign(globalThis, { compareHere });
