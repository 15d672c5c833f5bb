/** Works by others that the built page contains, and under which licences. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Work {
  /** With its version, if it has one. */
  readonly name: string;
  /** As SPDX spells it. */
  readonly licence: string;
  /** Where the text of the licence does not name the holders. */
  readonly copyright?: string | undefined;
  readonly text: string;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TEXTS = join(ROOT, 'build/licences');

/** As their sources, and the font itself, have it; what the packages ship leaves it out. */
const COPYRIGHTS: readonly (readonly [name: RegExp, copyright: string])[] = [
  [/^@tensorflow\//, 'Copyright 2017-2024 Google LLC. All Rights Reserved.'],
  [
    /source-serif-4$/,
    '© 2014 - 2021 Adobe Systems Incorporated (http://www.adobe.com/), with Reserved Font Name ‘Source’.',
  ],
];

/** What is in the page, and in no package that the build could find. */
export const OTHER_WORKS: readonly Work[] = [
  {
    name: 'STIX Two Math, the font of the formulas: a subset',
    licence: 'OFL-1.1',
    text: textAt(join(ROOT, 'src/article/fonts/LICENSE')),
  },
  {
    name: 'FashionMNIST, the images',
    licence: 'MIT',
    text: textAt(join(ROOT, 'public/data/fashion-mnist/LICENSE')),
  },
  {
    name: 'XNNPACK, pthreadpool, FP16, FXdiv, Emscripten and musl, compiled into TensorFlow.js’s WebAssembly',
    licence: 'BSD-3-Clause AND BSD-2-Clause AND MIT',
    text: textAt(join(TEXTS, 'xnnpack-and-emscripten.txt')),
  },
];

/**
 * The package in this folder, under the licence that it ships, or else under the text that is kept here for it
 * or for its SPDX identifier.
 *
 * @throws Error if there is none: whatever is shipped needs its licence beside it
 */
export function packageAt(folder: string): Work {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const shipped = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)\b/i.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort();
  const kept = [basename(name), license].map((text) => join(TEXTS, `${text}.txt`)).find(existsSync);
  const files = shipped.length > 0 ? shipped : kept ? [kept] : [];
  if (files.length === 0) {
    throw new Error(
      `${name} is in the page and ships no licence (${license}): put its text into build/licences/${basename(name)}.txt.`,
    );
  }
  return {
    name: `${name} ${version}`,
    licence: license,
    copyright: COPYRIGHTS.find(([pattern]) => pattern.test(name))?.[1],
    text: files.map(textAt).join('\n\n'),
  };
}

/** The file that stands beside the page. Works under one and the same text share it. */
export function noticesOf(works: readonly Work[]): string {
  const sorted = [...works].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const texts = [...new Set(sorted.map(({ text }) => text))];
  const heading = ({ name, licence, copyright }: Work) =>
    [`${name} (${licence})`, ...(copyright ? [`    ${copyright}`] : [])].join('\n');
  return [
    'Third-party notices\n\nThis page contains the works below, each under the licence that follows it.',
    ...texts.map((text) => {
      const works = sorted.filter((work) => work.text === text);
      return [...works.map(heading), '', text].join('\n');
    }),
  ]
    .join(`\n\n${'='.repeat(80)}\n`)
    .concat('\n');
}

function textAt(path: string): string {
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  // Vite's goes on with what its command line is made of, which no page contains.
  return text
    .split(/^# Licenses of bundled dependencies$/m)[0]!
    .trimEnd()
    .replace(/^\n+/, '');
}
