/**
 * The font of the page's formulas, STIX Two Math cut down to what they are written with:
 *
 *     npm run build-math-font
 *
 * Browsers draw MathML with a font that has a table of mathematical measures; not every system has one.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import { MATH_CHARACTERS } from '../build/math-characters';
import { runCommand } from './arguments';
import { ROOT } from './paths';

const FOLDER = `${ROOT}src/article/fonts`;

await runCommand('build-math-font', async () => {
  const source = dirname(
    createRequire(import.meta.url).resolve('@fontsource/stix-two-math/package.json'),
  );
  const whole = await readFile(join(source, 'files/stix-two-math-latin-400-normal.woff2'));
  const part = await subsetFont(whole, MATH_CHARACTERS, { targetFormat: 'woff2' });
  await writeFile(`${FOLDER}/formulas.woff2`, part);
  await writeFile(`${FOLDER}/LICENSE`, await readFile(join(source, 'LICENSE')));
  process.stdout.write(`formulas.woff2: ${part.length} bytes of ${whole.length}\n`);
});
