import type { Body, TerraformModule } from './model';
import { folderOf } from './paths';
import { type RawBlock, rawBlocks } from './terraform-file';
import { isBody, ModuleReader } from './terraform-module';
import { unknown, type Value } from './values';

/** A `*.tf.json` that was parsed. */
export interface TerraformFile {
  readonly path: string;
  readonly document: Body;
}

/** What else is known of the folders that hold modules. */
export interface ModuleSurroundings {
  /** Folders of which a part could not be read. */
  readonly incomplete: ReadonlySet<string>;
  /** Text of `.terraform.lock.hcl`, by folder. */
  readonly locks: ReadonlyMap<string, string>;
}

/** One module a folder, as Terraform has it. */
export function readTerraform(
  files: readonly TerraformFile[],
  { incomplete, locks }: ModuleSurroundings,
): readonly TerraformModule[] {
  const folders = new Map<string, TerraformFile[]>();
  for (const file of files) {
    const members = folders.get(folderOf(file.path));
    if (members) members.push(file);
    else folders.set(folderOf(file.path), [file]);
  }
  const readers: ModuleReader[] = [];
  const outputOf = (backend: string, config: unknown, output: string): Value => {
    const wanted = stateKey(backend, config);
    const reader = wanted === undefined ? undefined : readers.find((one) => keyOf(one) === wanted);
    return reader?.output(output) ?? unknown;
  };
  for (const [folder, members] of folders) {
    const blocks = members.flatMap(({ document, path }): readonly RawBlock[] => rawBlocks(document, path));
    const lockedProviders = readLock(locks.get(folder) ?? '');
    const parts = { folder, files: members.map(({ path }) => path), blocks, lockedProviders };
    readers.push(new ModuleReader({ ...parts, complete: !incomplete.has(folder) }, outputOf));
  }
  return readers.map((reader) => reader.read());
}

function keyOf({ backend }: ModuleReader): string | undefined {
  return backend && stateKey(backend.type, backend.config);
}

/** Names one state, where its place is written out: two configurations of one key read and write the same state. */
function stateKey(backend: string, config: unknown): string | undefined {
  const [first] = [config].flat() as readonly unknown[];
  if (!isBody(first)) return undefined;
  const key = JSON.stringify([
    backend,
    ...Object.entries(first)
      .filter(([, value]) => value !== null)
      .sort(),
  ]);
  return key.includes('${') ? undefined : key;
}

/** Local names and versions in a lock file, which Terraform alone writes: HCL of one form. */
function readLock(text: string): Readonly<Record<string, string>> {
  const entries = [...text.matchAll(/^provider "(?:[^"/]+\/)*([^"/]+)" \{\s*\n\s*version\s*=\s*"([^"]+)"/gm)];
  return Object.freeze(Object.fromEntries(entries.map(([, name, version]) => [name, version])));
}
