import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CORE_SCHEMA, loadAll } from 'js-yaml';

/**
 * The documents of a YAML text, empty ones left out. Scalars are read as YAML 1.2 reads them: `no` and
 * `2026-08-01` stay text.
 *
 * @throws YAMLException for text that is no YAML, and for a key that stands twice in one object
 */
export function yamlDocuments(text: string): readonly unknown[] {
  return loadAll(text, null, { schema: CORE_SCHEMA }).filter((document) => document !== null && document !== undefined);
}

/** Every file below a folder: path from there with `/`, in order of paths, to its text. */
export function readTree(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** The Kubernetes objects of a tree, each with its file; `kustomization.yaml` is no object of the API. */
export function manifestsOf(
  files: ReadonlyMap<string, string>,
): readonly { readonly file: string; readonly object: unknown }[] {
  return [...files]
    .filter(([path]) => /\.ya?ml$/.test(path) && !/(^|\/)kustomization\.ya?ml$/.test(path))
    .flatMap(([file, text]) => yamlDocuments(text).map((object) => ({ file, object })));
}
