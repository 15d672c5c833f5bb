/**
 * Chromium: where it is, how it gets here, and how it is started with WebGPU on a machine without a
 * GPU.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

const CANDIDATES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
] as const;

/** The path of an installed Chromium, or null. CHROMIUM in the environment wins. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
  for (const name of CANDIDATES) {
    for (const folder of folders) {
      const path = `${folder}/${name}`;
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not there; look on.
      }
    }
  }
  return null;
}

/** @throws Error that says what to install */
export function requireChromium(): string {
  const path = findChromium();
  if (path) return path;
  throw new Error(
    "No Chromium was found. Install it (on Debian: apt-get install chromium) or name one in the environment's CHROMIUM.",
  );
}

/** Installs Debian's chromium where there is none, this is root, and there is apt-get. */
export function ensureChromium(): string {
  const root = process.getuid?.() === 0;
  if (!findChromium() && root && spawnSync('apt-get', ['--version']).status === 0) {
    process.stderr.write('No Chromium here: installing the Debian package chromium.\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const run = (args: string[]) => spawnSync('apt-get', args, { stdio: 'inherit', env });
    run(['update']);
    run(['install', '-y', '--no-install-recommends', 'chromium']);
  }
  return requireChromium();
}

/** WebGPU on the processor (SwiftShader), and no talk with the outside. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
