import type { Image, IWorkloadIdentity, VaultSecret } from '../../core/contracts';
import type { MetricsEndpoint } from '../operate/pod-monitor';
import type { IPriorityClass } from '../operate/priority-class';
import type { DrainProps } from './drain';
import type { EnvProps } from './environment';
import type { ContainerProps } from './extra-container';
import type { MetadataProps } from './labels';
import type { PlacementProps } from './placement';
import type { PortProps } from './ports';
import type { Probes } from './probes';
import type { ResourceProps } from './resources';
import type { SecurityProps } from './security';
import type { ApiRule } from './service-account';
import type { Mounts } from './volume';

/** What every workload is told about its pods. */
export interface WorkloadProps extends PlacementProps, EnvProps, SecurityProps, DrainProps, MetadataProps {
  /**
   * An image of one of our registries (`registry.image('cart.api', '1.4.2')`), or any reference with a fixed tag or a
   * digest.
   */
  readonly image: Image | string;

  /** What each pod asks of its node. */
  readonly resources: ResourceProps;

  /**
   * The port that the pods listen on.
   * @default - none, and no Service
   */
  readonly port?: number | PortProps;

  /**
   * Further ports; each with a name.
   * @default - none
   */
  readonly ports?: readonly (number | PortProps)[];

  /**
   * The program to run.
   * @default - the image's own
   */
  readonly command?: readonly string[];

  /**
   * Arguments of the program. Virtual nodes take them with a `command` only.
   * @default - the image's own
   */
  readonly args?: readonly string[];

  /**
   * Has Azure Monitor's managed Prometheus scrape the pods: `true` at `/metrics` of the port named `metrics`, else of the first.
   * @default - not scraped
   */
  readonly metrics?: boolean | MetricsEndpoint;

  /** @default - readiness: whether the first TCP port takes connections */
  readonly probes?: Probes;

  /**
   * The identity that the pods sign in to Azure with; the workload's ServiceAccount may act as it.
   * @default - none
   */
  readonly identity?: IWorkloadIdentity;

  /**
   * Environment variables whose values stay in a Key Vault, by name: `{ DB_KEY: vault.secret('db-key') }`.
   * Needs an identity that may read them.
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, VaultSecret>>;

  /**
   * Files whose contents stay in a Key Vault, by name; seen at `/mnt/secrets/<vault>/<name>`. Not on virtual nodes.
   * @default - none
   */
  readonly secretFiles?: Readonly<Record<string, VaultSecret>>;

  /**
   * The identity that reads `secrets`, where the pods themselves don't sign in. On virtual nodes nothing else can.
   * @default - `identity`
   */
  readonly secretsIdentity?: IWorkloadIdentity;

  /**
   * Volumes by the path that the container sees them at: `{ '/tmp': Volume.scratch(Size.mebibytes(64)) }`.
   * @default - none
   */
  readonly volumes?: Mounts;

  /**
   * Containers that run to their end, one after another, before the others start.
   * @default - none
   */
  readonly initContainers?: readonly ContainerProps[];

  /**
   * Containers that run beside the workload's own.
   * @default - none
   */
  readonly sidecars?: readonly ContainerProps[];

  /**
   * Names that the pods resolve on their own, by address: `{ '10.0.0.4': ['db.internal'] }`.
   * @default - none
   */
  readonly hostAliases?: Readonly<Record<string, readonly string[]>>;

  /**
   * Lets the pods call the API server: their account gets a token, and these rights within its namespace.
   * `true` gives the token alone.
   * @default false
   */
  readonly apiAccess?: boolean | readonly ApiRule[];

  /**
   * Name of a Secret with the credentials of the image's registry.
   * @default - that of the image's registry, if it has one
   */
  readonly pullSecretName?: string;

  /**
   * Which pods go first where room is short: a PriorityClass of this program, or the name of one that is there.
   * @default - the cluster's own
   */
  readonly priorityClass?: IPriorityClass | string;
}
