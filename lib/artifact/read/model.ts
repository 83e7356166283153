import type { FieldPath } from '../field-path';
import type { Severity } from '../finding';
import type { Link } from './expression/links';
import type { ReaderRule } from './rules';
import type { Unknown, Value } from './values';

/** One file as it came in, not yet understood. */
export interface InputFile {
  /** As it is told to people, with `/` between parts: `deploy/kubernetes/prod/shop/cart.yaml`. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Where an object or a block stands. */
export interface Source {
  readonly file: string;
  /** Documents before it in the file. */
  readonly document: number;
  /** Place within the document; empty for a whole document. */
  readonly at: FieldPath;
}

/** Counted from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** JSON-like data as it is written. */
export type Body = Readonly<Record<string, unknown>>;

/** An object of the Kubernetes API. */
export interface KubernetesObject {
  /** `apps/v1/Deployment/shop/cart`; without namespace where it has none. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where the object has no name: that is a finding. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly body: Body;
  readonly source: Source;
  /** Name of the cluster that it is applied to, where that is known. */
  readonly cluster: string | undefined;
  /** Construct that rendered it, where our index has it. */
  readonly path: string | undefined;
}

/** One resource or data source of Terraform. */
export interface TerraformBlock {
  /** `azurerm_subnet.nodes`, `data.azurerm_client_config.client`. */
  readonly address: string;
  readonly mode: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  /** Folder of its module. */
  readonly module: string;
  /** As written, expressions and metadata included. */
  readonly body: Body;
  /** What the arguments are, as far as the files tell; of several instances, what they have in common. */
  readonly arguments: Readonly<Record<string, Value>>;
  /** One for each value of `count` or `for_each`; unknown where that is. */
  readonly instances: readonly TerraformInstance[] | Unknown;
  /** Everything that its expressions mention, inside calls and texts too. */
  readonly links: readonly Link[];
  readonly source: Source;
  readonly path: string | undefined;
}

export interface TerraformInstance {
  /** Index of `count`, key of `for_each`; undefined for a block with neither. */
  readonly key: string | number | undefined;
  readonly arguments: Readonly<Record<string, Value>>;
}

/** A variable, local value, output, provider configuration, module call or `moved` block. */
export interface TerraformEntry {
  readonly name: string;
  readonly body: unknown;
  /** What it comes to: the default of a variable, the value of an output or local; unknown for all else. */
  readonly value: Value;
  readonly links: readonly Link[];
  readonly source: Source;
}

/** All `*.tf.json` of one folder. */
export interface TerraformModule {
  readonly folder: string;
  /** Last part of the folder: the name of the stack or environment. */
  readonly name: string;
  readonly files: readonly string[];
  readonly blocks: readonly TerraformBlock[];
  readonly variables: readonly TerraformEntry[];
  readonly locals: readonly TerraformEntry[];
  readonly outputs: readonly TerraformEntry[];
  readonly providers: readonly TerraformEntry[];
  readonly calls: readonly TerraformEntry[];
  readonly moved: readonly TerraformEntry[];
  /** What is no block of Terraform, or stands where one must stand. */
  readonly strays: readonly TerraformEntry[];
  /** Constraint by local name of the provider: `{ azurerm: '~> 4.55' }`; empty where it has none. */
  readonly requiredProviders: Readonly<Record<string, string>>;
  /** Exact versions that `.terraform.lock.hcl` records, by local name. */
  readonly lockedProviders: Readonly<Record<string, string>>;
  readonly backend: { readonly type: string; readonly config: Body } | undefined;
  /** False where part of the module could not be read (HCL, a broken file): what is missing may be there. */
  readonly complete: boolean;
}

/** A `kustomization.yaml`: what kustomize makes of the files beside it. */
export interface KustomizationFile {
  readonly path: string;
  readonly body: Body;
  readonly source: Source;
}

export interface Cluster {
  readonly name: string;
  /** Folder of its manifests; undefined where all manifests are its own. */
  readonly folder: string | undefined;
  /** The block that makes it, where the files have it. */
  readonly block: TerraformBlock | undefined;
  /** `1.35` or `1.35.2`; unknown where the files don't say. */
  readonly kubernetesVersion: string | Unknown;
  /** Late values by name, from our index. */
  readonly late: Readonly<Record<string, string>>;
  /** True where Flux substitutes late values, so that `$` is doubled in the manifests. */
  readonly substituted: boolean;
}

/** A file or part of one that could not be read. */
export interface Diagnostic {
  readonly rule: ReaderRule;
  /** A note tells of what is left out on purpose. */
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What became of a file. */
export interface ReadFile {
  readonly path: string;
  readonly holds: 'terraform' | 'kubernetes' | 'kustomization' | 'index' | 'nothing' | 'unreadable';
}
