import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The same from `lib/core` and from `dist/core`: both lie two folders below the package. */
const DATA = join(__dirname, '..', '..', 'data');

/** Where a file lies that ships in the package's `data` folder. */
export function dataPath(...parts: readonly string[]): string {
  return join(DATA, ...parts);
}

/** Reads a JSON file of the package's data, unzipping it where its name ends in `.gz`. */
export function readData<T>(...parts: readonly string[]): T {
  return JSON.parse(readText(parts)) as T;
}

/**
 * Reads a JSON file of tables whose entries stand one a line, as `scripts/line-tables.mjs` writes it. An entry is parsed
 * when it is asked for: of a thousand resources a program has twenty.
 */
export function readTables<T>(...parts: readonly string[]): T {
  const result: Record<string, unknown> = {};
  let table: Record<string, unknown> | undefined;
  for (const line of readText(parts).split('\n')) {
    const colon = line.indexOf('":');
    if (colon < 0) {
      table = undefined;
      continue;
    }
    const name = line.slice(1, colon);
    const value = line.slice(colon + 2, line.endsWith(',') ? -1 : undefined);
    if (value === '{') result[name] = table = {};
    else if (table) lazily(table, name, value);
    else result[name] = JSON.parse(value);
  }
  return result as T;
}

function lazily(table: Record<string, unknown>, name: string, text: string): void {
  let parsed: unknown;
  Object.defineProperty(table, name, { enumerable: true, get: () => (parsed ??= JSON.parse(text)) });
}

function readText(parts: readonly string[]): string {
  const bytes = readFileSync(dataPath(...parts));
  return (parts.at(-1)?.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Version of the package, as `1.2.3`. */
export function readPackageVersion(): string {
  const text = readFileSync(join(DATA, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** Calls the function on first use and keeps its answer. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
