/** The page on which the benchmark runs in Chromium. What it says on the console is its progress. */
// The gradients need the core's flags, and so come after it.
import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { sourceOnPage, startOnPage } from '../page-backend';
import type { Measurement } from './measurement';
import { measure } from './run';

async function measureHere(measurement: Measurement) {
  const report = await startOnPage(measurement.settings.backend);
  return measure(report, sourceOnPage(), measurement, (line) => console.info(line));
}

export type MeasureHere = typeof measureHere;

Object.assign(globalThis, { measureHere });
