import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Where the schemas lie; their grammar is in the README beside them. */
const SCHEMAS = fileURLToPath(new URL('../../data/schemas/', import.meta.url));

/** Every supported Kubernetes minor, newest first. */
export function readMinors() {
  return files('kubernetes')
    .filter((path) => /\d+\.\d+\.json\.gz$/.test(path))
    .map((path) => readJson(path))
    .sort((a, b) => minorNumber(b) - minorNumber(a));
}

/** The closed sets of values of built-in fields, by `core.v1.Container.imagePullPolicy`. */
export function readEnums() {
  return JSON.parse(readFileSync(join(SCHEMAS, 'kubernetes', 'enums.json'), 'utf8')).enums;
}

/** Every custom resource definition, by group and kind. */
export function readCustomResources() {
  return files('crds')
    .map((path) => readJson(path))
    .sort((a, b) => compare(`${a.group} ${a.kind}`, `${b.group} ${b.kind}`));
}

export const minorNumber = (schema) => Number(schema.minor.split('.')[1]);

/** Code unit order: the same on every machine, whatever its locale. */
export const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function files(folder) {
  return readdirSync(join(SCHEMAS, folder))
    .filter((name) => name.endsWith('.json.gz'))
    .sort(compare)
    .map((name) => join(SCHEMAS, folder, name));
}

function readJson(path) {
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'));
}
