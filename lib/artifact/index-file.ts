import { createHash } from 'node:crypto';
import type { Acknowledgement, OverrideRecord } from '../core/join';
import type { PromiseRecord } from '../core/promises';
import type { RenderedFile } from './files';

/** Name of the index in each of the two output roots. */
export const INDEX_FILE = 'cdk-aks.json';
const FORMAT = 1;

/** What a folder of manifests belongs to and what is still to be filled in. */
export interface ClusterEntry {
  /** `prod/azurerm_kubernetes_cluster.aks`: environment and address. */
  readonly terraform: string;
  readonly kubernetesVersion: string;
  /** True where Flux substitutes late values, so that `$` is doubled in the files. */
  readonly substituted: boolean;
  /** Late values by name: the name of the Terraform output is the same. */
  readonly late: Readonly<Record<string, string>>;
}

/** What the program says of one output root, apart from the files themselves. */
export interface IndexFacts {
  readonly clusters?: Readonly<Record<string, ClusterEntry>>;
  /** Construct path of each object: file -> `apiVersion/Kind/name` -> path. */
  readonly constructs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly acknowledgements?: readonly Acknowledgement[];
  readonly overrides?: readonly OverrideRecord[];
  /** What the program promises of what it renders; in the index of the manifests. */
  readonly promises?: readonly PromiseRecord[];
  /** What the program said of how it is checked, where that is not the default. */
  readonly checks?: { readonly profile?: string; readonly failOn?: string };
}

/** The index beside the rendered files. */
export interface IndexFile extends IndexFacts {
  readonly format: number;
  /** Owned files and their digests, by path relative to the index. */
  readonly files: Readonly<Record<string, string>>;
}

export function digest(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** The index of one root; the index does not list itself. */
export function renderIndex(
  root: RenderedFile['root'],
  files: readonly RenderedFile[],
  facts: IndexFacts,
): RenderedFile {
  const owned = files
    .filter((file) => file.root === root)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => [file.path, digest(file.content)] as const);
  const index: IndexFile = { format: FORMAT, ...facts, files: Object.fromEntries(owned) };
  return { root, path: INDEX_FILE, content: `${JSON.stringify(index, undefined, 2)}\n` };
}

/** Reads an index; undefined where the text is none of ours, so that nothing is removed on its word. */
export function parseIndex(text: string): IndexFile | undefined {
  try {
    const index = JSON.parse(text) as Partial<IndexFile>;
    return index.format === FORMAT && typeof index.files === 'object' ? (index as IndexFile) : undefined;
  } catch {
    return undefined;
  }
}
