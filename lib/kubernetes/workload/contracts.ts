import type { IConstruct } from 'constructs';
import type { ICluster, Placement } from '../../core/contracts';
import type { IConnectable } from '../connect/contracts';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** One port that the pods of a workload listen on. */
export interface WorkloadPort {
  /** At most 15 characters; how policies and Services refer to it. */
  readonly name: string;
  /** 1 to 65535, as the container listens. */
  readonly containerPort: number;
  /** The Service's port, where there is a Service. */
  readonly servicePort: number;
  readonly protocol: Protocol;
  /**
   * False for a port that the Service leaves out, such as one for metrics.
   * @default true
   */
  readonly inService?: boolean;
}

/** Something that runs as pods: what scaling, exposure and policies need to know of it. */
export interface IWorkload extends IConstruct, IConnectable {
  /** Name of its objects. */
  readonly workloadName: string;
  readonly namespaceName: string;
  readonly apiVersion: string;
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob' | 'ScaledJob' | 'RabbitmqCluster';
  /** Labels that select its pods and no others; never changed once deployed. */
  readonly podLabels: Readonly<Record<string, string>>;
  /**
   * Labels of its objects.
   * @default - none
   */
  readonly objectLabels?: Readonly<Record<string, string>>;
  readonly ports: readonly WorkloadPort[];
  readonly serviceAccountName: string;
  /** Name of its Service, where it has one. */
  readonly serviceName?: string;
  /** Undefined in a plain Chart. */
  readonly cluster?: ICluster;
  /** Where its pods may run; undefined where nothing was asked and the cluster is unknown. */
  readonly placement?: Placement;
  /**
   * The construct that its own object is below.
   * @default - itself
   */
  readonly manifestOwner?: IConstruct;
}
