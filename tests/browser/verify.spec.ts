import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const FIXTURES = readdirSync('tests/fixtures').filter((name) => /^engine2?-.*\.json$/.test(name));

for (const file of FIXTURES) {
  test(`WebGPU agrees with the independent numbers of ${file}`, async () => {
    const run = await promisify(execFile)('npx', [
      'tsx',
      'scripts/verify.ts',
      `tests/fixtures/${file}`,
      '--backend',
      'webgpu',
    ]);
    expect(run.stdout).toMatch(/ on webgpu \(/);
    expect(run.stdout).toMatch(/^\d+ passed, 0 failed$/m);
  });
}
