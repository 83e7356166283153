import type { ClusterFolder } from '../artifact/read/clusters';
import type { Diagnostic } from '../artifact/read/model';

export interface FixOptions {
  /** As the artifacts were read with. */
  readonly clusters?: readonly ClusterFolder[];
  readonly diagnostics?: readonly Diagnostic[];
  /** Version of azurerm in place of what the modules ask for. */
  readonly provider?: string;
  /** Minor in place of what the clusters run. */
  readonly kubernetesVersion?: string;
  /**
   * Whether what a rule says of an object was accepted on purpose: it stays.
   * @default - nothing was
   */
  readonly isAccepted?: (finding: { readonly rule: string; readonly object: string; readonly file: string }) => boolean;
}

/** One fix of one object or block. */
export interface Fix {
  /** The rule that asked for it. */
  readonly rule: string;
  readonly object: string;
  /** What it does, as a sentence without its full stop. */
  readonly what: string;
}

export interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly fixes: readonly Fix[];
}

/** What could not be fixed, and why. */
export interface NotFixed {
  readonly rule: string;
  readonly object: string;
  readonly file: string;
  readonly why: string;
}

export interface FixResult {
  readonly fixed: readonly FixedFile[];
  /** Files with something to fix that are not ours to change, and those that could not be looked into. */
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
  readonly notFixed: readonly NotFixed[];
}
