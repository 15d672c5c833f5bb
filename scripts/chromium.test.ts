/** Finding and installing Chromium, on machines that are made up. */
import { describe, expect, it, vi } from 'vitest';
import { ensureChromium, findChromium, type Machine, requireChromium } from './chromium';

const INSTALL = 'install -y --no-install-recommends chromium';

/** @param failures how a command of apt-get ends, where it does not end well */
function machine({
  programs = [] as string[],
  failures = {} as Record<string, string>,
  installs = '/usr/bin/chromium' as string | null,
  root = true,
  environment = { PATH: '/usr/local/bin:/usr/bin' } as Machine['environment'],
} = {}) {
  const there = new Set(programs);
  const asked: string[] = [];
  const made: Machine = {
    environment,
    root,
    canRun: (path) => there.has(path),
    run(_, args) {
      const command = args.join(' ');
      asked.push(command);
      const failure = failures[command] ?? null;
      if (command === INSTALL && failure === null && installs) there.add(installs);
      return failure;
    },
  };
  return { made, asked };
}

vi.spyOn(process.stderr, 'write').mockReturnValue(true);

describe('Chromium', () => {
  it('is the first of the known names on the path, or the one that is named', () => {
    const programs = ['/usr/bin/google-chrome', '/usr/bin/chromium', '/opt/own'];
    expect(findChromium(machine({ programs }).made)).toBe('/usr/bin/chromium');
    const environment = { PATH: '/usr/bin', CHROMIUM: '/opt/own' };
    expect(findChromium(machine({ programs, environment }).made)).toBe('/opt/own');
  });

  it('that is named and cannot be run is refused', () => {
    const { made, asked } = machine({ environment: { CHROMIUM: '/opt/none' } });
    for (const find of [findChromium, requireChromium, ensureChromium]) {
      expect(() => find(made)).toThrow('CHROMIUM names /opt/none, which is no program');
    }
    expect(asked).toEqual([]);
  });

  it('that is there is not installed', () => {
    const { made, asked } = machine({ programs: ['/usr/bin/chromium'] });
    expect(ensureChromium(made)).toBe('/usr/bin/chromium');
    expect(asked).toEqual([]);
  });

  it('is installed by root where there is apt-get', () => {
    const { made, asked } = machine();
    expect(ensureChromium(made)).toBe('/usr/bin/chromium');
    expect(asked).toEqual(['--version', 'update', INSTALL]);
  });

  it('is installed from the lists at hand where they could not be updated', () => {
    const { made } = machine({ failures: { update: 'failed with exit status 100' } });
    expect(ensureChromium(made)).toBe('/usr/bin/chromium');
  });

  it('is not installed by others, who are told what to install', () => {
    const { made, asked } = machine({ root: false });
    expect(() => ensureChromium(made)).toThrow(
      /^No Chromium was found, and only root could install it here\. Install Chromium or Chrome \(on Debian: sudo apt-get install chromium\) or name one in the environment's CHROMIUM\.$/,
    );
    expect(asked).toEqual([]);
  });

  it.each<[string, Parameters<typeof machine>[0], string]>([
    [
      'there is no apt-get',
      { failures: { '--version': 'could not be started (ENOENT)' } },
      'No Chromium was found, and no apt-get that could install it. Install',
    ],
    [
      'the install fails',
      { failures: { [INSTALL]: 'failed with exit status 100' } },
      `Chromium was not installed: apt-get ${INSTALL} failed with exit status 100; its output is above. Install`,
    ],
    [
      'the update fails and then the install',
      { failures: { update: 'failed with exit status 100', [INSTALL]: 'was ended by SIGKILL' } },
      `Chromium was not installed: apt-get update failed with exit status 100, apt-get ${INSTALL} was ended by SIGKILL; its output is above. Install`,
    ],
    [
      'what was installed has another name',
      { installs: '/usr/bin/other' },
      'Chromium was not installed: apt-get has installed no program of a known name; its output is above. Install',
    ],
  ])('is not installed where %s, and the reader is told so', (_, given, message) => {
    expect(() => ensureChromium(machine(given).made)).toThrow(message);
  });
});
