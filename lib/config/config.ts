import type { Acknowledgement } from '../artifact/acknowledgement';
import type { Severity } from '../artifact/finding';
import type { Profile } from '../rules/rule';

/** What a repository decides once about how its artifacts are checked. Flags of the command line win. */
export interface Config {
  /** The file itself, as it is told to people. */
  readonly file: string;
  /** Which rules are asked. @default - what the program says, else recommended */
  readonly profile?: Profile;
  /** The least that makes a check fail. @default - what the program says, else error */
  readonly failOn?: Severity;
  /** File of what was found before; only what is new fails. Absolute. @default - none */
  readonly baseline?: string;
  /** Folder of manifests, absolute, by cluster, for files that no index tells. @default - none */
  readonly clusters: Readonly<Record<string, string>>;
  /** Version of azurerm. @default - what the files ask for */
  readonly provider?: string;
  /** Kubernetes version. @default - what each cluster runs */
  readonly kubernetesVersion?: string;
  readonly acknowledgements: readonly Acknowledgement[];
}

/** A version of the azurerm provider as people write it: `5`, `4.73`, `5.2.0`. */
export const PROVIDER_VERSION = /^\d+(\.\d+){0,2}$/;
