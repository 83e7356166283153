import type { Cpu } from '../../core/cpu';
import type { Duration } from '../../core/duration';
import type { Size } from '../../core/size';
import type { Toleration } from '../../core/contracts';
import type { IStorageClass } from '../storage/contracts';
import type { HasPlacement } from '../workload/placement';

/** What each broker asks of its node: request and limit at once, since a broker that is throttled or killed is none. */
export interface BrokerResources {
  readonly cpu: Cpu;
  /** RabbitMQ stops publishers at six tenths of it. RabbitMQ: "Memory Threshold and Limit". */
  readonly memory: Size;
}

export interface RabbitmqClusterProps {
  readonly resources: BrokerResources;

  /**
   * Disk of each broker; twice the memory at least: with less free disk than memory RabbitMQ stops all publishers.
   * It can grow later and never shrink.
   */
  readonly storage: Size;

  /**
   * Brokers: an odd number, so that one side of any split has a majority. Fewer than three lose the queues with a node.
   * @default 3
   */
  readonly replicas?: 1 | 3 | 5 | 7;

  /**
   * Why a single broker will do; listed in every report.
   * @default - there are three at least
   */
  readonly acceptOneReplica?: string;

  /**
   * What makes the disks: a class of this program, or the name of one that is there. Of disks: brokers are too slow on
   * shares. Fixed at creation.
   * @creation
   * @default 'managed-csi-premium', which is zone-redundant where the cluster has several zones
   */
  readonly storageClass?: IStorageClass | string;

  /**
   * Image of the brokers, with a fixed tag or a digest.
   * @default 'docker.io/library/rabbitmq:4.2.6-management', what the operator installs itself
   */
  readonly image?: string;

  /**
   * Name of a Secret with credentials of the image's registry.
   * @default - none
   */
  readonly pullSecretName?: string;

  /**
   * Node pool of the brokers, in several zones.
   * @default - any Linux pool without a taint
   */
  readonly on?: HasPlacement;

  /**
   * Taints that the brokers bear besides those of `on`.
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];

  /**
   * Name of a PriorityClass.
   * @default - the cluster's own
   */
  readonly priorityClass?: string;

  /**
   * Plugins besides management, Prometheus and peer discovery, which are always on: `rabbitmq_stream`.
   * @default - none
   */
  readonly plugins?: readonly string[];

  /**
   * Lines of `rabbitmq.conf` that come after those of this construct: `{ 'channel_max': '1024' }`. No credentials.
   * @default - quorum queues, and as much free disk as memory
   */
  readonly config?: Readonly<Record<string, string>>;

  /**
   * How long a broker may take to hand over its queues before its node is drained. Below the 30 minutes that AKS gives a
   * node, so that an upgrade goes on.
   * @default Duration.minutes(20)
   */
  readonly gracePeriod?: Duration;

  /**
   * Lets Azure Monitor's managed Prometheus scrape the brokers: a PodMonitor, and the way open.
   * @default false
   */
  readonly azureMetrics?: boolean;

  /**
   * Namespace of the operators, which ask the management API of the brokers.
   * @default 'rabbitmq-system'
   */
  readonly operatorNamespace?: string;
}
