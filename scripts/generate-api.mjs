#!/usr/bin/env node
/*
 * Writes lib/kubernetes/api: the types of every Kubernetes object that a manifest can hold, from data/schemas.
 *
 *   node scripts/generate-api.mjs            writes the files and removes those that no schema asks for any more
 *   node scripts/generate-api.mjs --check    writes nothing; exits 1 where the files on disk differ
 *
 * `status` is left out everywhere (controllers write it, manifests never do), and so are the kinds of lists.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtInModel } from './api/built-in.mjs';
import { customModel } from './api/custom.mjs';
import { embeddedTypes } from './api/embedded.mjs';
import { printFile, printIndex, printKinds } from './api/print.mjs';
import { readCustomResources, readEnums, readMinors } from './api/schemas.mjs';

const OUTPUT = fileURLToPath(new URL('../lib/kubernetes/api/', import.meta.url));

/** File name to content, for everything below lib/kubernetes/api. */
export function generate() {
  const minors = readMinors();
  const builtIn = builtInModel(minors, readEnums());
  const custom = customModel(readCustomResources(), embeddedTypes(minors));
  const models = new Map([...builtIn.files, ...custom.files]);
  const files = new Map([...models].map(([name, model]) => [`${name}.ts`, printFile(model)]));
  files.set('kinds.ts', printKinds([...builtIn.kinds, ...custom.kinds]));
  files.set('index.ts', printIndex(models.keys()));
  return files;
}

/** Names of the files on disk that are missing, different, or not asked for. */
function differences(files) {
  const onDisk = existsSync(OUTPUT) ? readdirSync(OUTPUT) : [];
  const changed = [...files].filter(
    ([name, text]) => !onDisk.includes(name) || readFileSync(join(OUTPUT, name), 'utf8') !== text,
  );
  return { changed: changed.map(([name]) => name), stale: onDisk.filter((name) => !files.has(name)) };
}

function main(check) {
  const files = generate();
  const { changed, stale } = differences(files);
  if (check) {
    for (const name of [...changed, ...stale])
      console.error(`lib/kubernetes/api/${name} differs from data/schemas. Run npm run generate:api.`);
    process.exitCode = changed.length + stale.length > 0 ? 1 : 0;
    return;
  }
  mkdirSync(OUTPUT, { recursive: true });
  for (const name of changed) writeFileSync(join(OUTPUT, name), files.get(name));
  for (const name of stale) rmSync(join(OUTPUT, name));
  console.log(`${files.size} files, ${changed.length} written, ${stale.length} removed`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.includes('--check'));
