import { expect, it } from 'vitest';
import { fileNameOf } from './save-file';

it.each([
  ['3 × 64-64, gdr λ = 3', '3-x-64-64-gdr-lambda-3.json'],
  ['Diverse (GDR penalty)', 'diverse-gdr-penalty.json'],
  ['../../etc/passwd', 'etc-passwd.json'],
  ['…', 'file.json'],
])('a file of “%s” is named %s', (words, name) => {
  expect(fileNameOf(words, 'json')).toBe(name);
});
