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
  const bytes = readFileSync(dataPath(...parts));
  return JSON.parse((parts.at(-1)?.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as T;
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
