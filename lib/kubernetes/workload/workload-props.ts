import type { Image, IWorkloadIdentity } from '../../core/contracts';
import type { DrainProps } from './drain';
import type { EnvironmentProps } from './environment';
import type { MetadataProps } from './labels';
import type { PlacementProps } from './placement';
import type { PortProps } from './ports';
import type { Probes } from './probes';
import type { ResourceProps } from './resources';
import type { SecurityProps } from './security';
import type { ApiRule } from './service-account';

/** What every workload is told about its pods. */
export interface WorkloadProps extends PlacementProps, EnvironmentProps, SecurityProps, DrainProps, MetadataProps {
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

  /** @default - readiness: whether the first TCP port takes connections */
  readonly probes?: Probes;

  /**
   * The identity that the pods sign in to Azure with; the workload's ServiceAccount may act as it.
   * @default - none
   */
  readonly identity?: IWorkloadIdentity;

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
   * Name of a PriorityClass.
   * @default - the cluster's own
   */
  readonly priorityClass?: string;
}
