/** Makes sure that there is a Chromium for the browser tests: `tsx scripts/find-chromium.ts`. */
import { runCommand } from './arguments';
import { ensureChromium } from './chromium';

await runCommand('find-chromium', async () => {
  process.stdout.write(`Chromium: ${ensureChromium()}\n`);
});
