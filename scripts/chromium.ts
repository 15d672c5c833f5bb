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

/** What finding and installing need of the machine. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly root: boolean;
  canRun(path: string): boolean;
  /** Runs a command and waits. @returns null if it ended well, else how it ended */
  run(command: string, args: readonly string[]): string | null;
}

const BY_HAND =
  "Install Chromium or Chrome (on Debian: sudo apt-get install chromium) or name one in the environment's CHROMIUM.";

/**
 * The path of an installed Chromium, or null. CHROMIUM in the environment wins.
 * @throws Error when CHROMIUM names what can't be run
 */
export function findChromium(machine: Machine = thisMachine): string | null {
  const { CHROMIUM: named, PATH = '' } = machine.environment;
  if (named) {
    if (machine.canRun(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which is no program that can be run.`);
  }
  const folders = PATH.split(':').filter(Boolean);
  const paths = CANDIDATES.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  return paths.find((path) => machine.canRun(path)) ?? null;
}

/** @throws Error that says what to install */
export function requireChromium(machine: Machine = thisMachine): string {
  const path = findChromium(machine);
  if (path) return path;
  throw new Error(`No Chromium was found. ${BY_HAND}`);
}

/**
 * Installs Debian's chromium where there is none, this is root, and there is apt-get.
 * @throws Error that says what failed and what to do
 */
export function ensureChromium(machine: Machine = thisMachine): string {
  const found = findChromium(machine);
  if (found) return found;
  if (!machine.root) {
    throw new Error(`No Chromium was found, and only root could install it here. ${BY_HAND}`);
  }
  if (machine.run('apt-get', ['--version']) !== null) {
    throw new Error(`No Chromium was found, and no apt-get that could install it. ${BY_HAND}`);
  }
  process.stderr.write('No Chromium here: installing the Debian package chromium.\n');
  const steps = [
    ['update'],
    // With the lists that are there an install may succeed where their update has failed.
    ['install', '-y', '--no-install-recommends', 'chromium'],
  ];
  const failures = steps.flatMap((args) => {
    const failure = machine.run('apt-get', args);
    return failure === null ? [] : [`apt-get ${args.join(' ')} ${failure}`];
  });
  const installed = findChromium(machine);
  if (installed) return installed;
  const happened = failures.join(', ') || 'apt-get has installed no program of a known name';
  throw new Error(`Chromium was not installed: ${happened}; its output is above. ${BY_HAND}`);
}

const thisMachine: Machine = {
  environment: process.env,
  root: process.getuid?.() === 0,
  canRun(path) {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  run(command, args) {
    const { status, signal, error } = spawnSync(command, args, {
      // Its output is for the reader, but not where the command only asks whether it is there.
      stdio: args[0] === '--version' ? 'ignore' : 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (error) return `could not be started (${error.message})`;
    if (status === 0) return null;
    return signal ? `was ended by ${signal}` : `failed with exit status ${status}`;
  },
};

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
