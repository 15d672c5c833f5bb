/**
 * Command-line arguments: checked, with one line that says what is wrong and what is allowed, and exit
 * code 2.
 */
import { parseArgs } from 'node:util';

export class UsageError extends Error {}

/** Reads the text of one option. @throws UsageError without the option's name */
export interface Reader<T> {
  (text: string): T;
  /** Whether the option takes several words; the reader is given them with line breaks between. */
  readonly many?: true;
}

export const number =
  ({ min, max, integer }: { min: number; max: number; integer: boolean }): Reader<number> =>
  (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!(value >= min && value <= max) || (integer && !Number.isInteger(value))) {
      const kind = integer ? 'a whole number' : 'a number';
      throw new UsageError(`must be ${kind} from ${min} to ${max}, not ${text}`);
    }
    return value;
  };

export const choice =
  <T extends string>(allowed: readonly T[]): Reader<T> =>
  (text) => {
    if (!allowed.includes(text as T)) {
      throw new UsageError(`must be one of ${allowed.join(', ')}, not ${text}`);
    }
    return text as T;
  };

/** Any text but the empty one. */
export const text: Reader<string> = (given) => {
  if (given.trim() === '') throw new UsageError('must not be empty');
  return given;
};

/** A comma-separated list. */
export const list =
  <T>(
    item: Reader<T>,
    { min, max }: { readonly min: number; readonly max: number },
  ): Reader<readonly T[]> =>
  (text) => {
    const parts = text.split(',');
    if (parts.length < min || parts.length > max) {
      throw new UsageError(`must be ${min} to ${max} values with commas between, not ${text}`);
    }
    return parts.map(item);
  };

/** Everything that follows the option up to the next one; the option may be repeated. */
export const many = <T>(item: Reader<T>): Reader<readonly T[]> =>
  Object.assign((text: string) => text.split('\n').map(item), { many: true } as const);

type Values<Readers> = { [K in keyof Readers]?: Readers[K] extends Reader<infer T> ? T : never };

export interface Arguments<Readers> {
  readonly values: Values<Readers>;
  readonly flags: ReadonlySet<string>;
  readonly positionals: readonly string[];
}

/**
 * @param readers options that take a value
 * @param flags options that take none
 * @throws UsageError
 */
export function parseArguments<Readers extends Record<string, Reader<unknown>>>(
  args: readonly string[],
  readers: Readers,
  flags: readonly string[] = [],
): Arguments<Readers> {
  const allowed = [...Object.keys(readers), ...flags].map((name) => `--${name}`).join(', ');
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(Object.keys(readers).map((name) => [name, { type: 'string' }])),
        ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' }])),
      } as Record<string, { type: 'string' | 'boolean' }>,
      tokens: true,
    });
  } catch (error) {
    const problem = (error as Error).message.split(/[.\n]/)[0];
    throw new UsageError(`${problem}. Options: ${allowed}`);
  }
  const given = parsed.values as Record<string, string | boolean>;
  const positionals: string[] = [];
  let taking: string[] | null = null;
  const taken: Record<string, string[]> = {};
  for (const token of parsed.tokens ?? []) {
    if (token.kind === 'positional') (taking ?? positionals).push(token.value);
    else taking = null;
    if (token.kind !== 'option' || !readers[token.name]?.many) continue;
    taking = taken[token.name] ??= [];
    if (token.value !== undefined) taking.push(token.value);
  }
  for (const [name, words] of Object.entries(taken)) given[name] = words.join('\n');
  const values = Object.fromEntries(
    Object.entries(readers).flatMap(([name, read]) => {
      const text = given[name];
      if (typeof text !== 'string') return [];
      try {
        return [[name, read(text)]];
      } catch (error) {
        throw new UsageError(`--${name} ${(error as Error).message}`);
      }
    }),
  );
  return {
    values: values as Values<Readers>,
    flags: new Set(flags.filter((name) => given[name] === true)),
    positionals,
  };
}

/** Runs a command: usage errors exit with 2, all others with 1, each with one line that says why. */
export async function runCommand(name: string, main: () => Promise<void>): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Who reads has seen enough, as `head` has.
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    await main();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${name}: ${message}\n`);
    process.exitCode = error instanceof UsageError || error instanceof RangeError ? 2 : 1;
  }
}
