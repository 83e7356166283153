import type { IConstruct } from 'constructs';
import type { ConnectionPeer } from '../connect/connections';
import type { IConnectable } from '../connect/contracts';

/** Brokers of RabbitMQ in the cluster, as their queues and clients see them. */
export interface IRabbitmqBroker extends IConstruct, IConnectable {
  /** Name of the RabbitmqCluster. */
  readonly workloadName: string;
  readonly namespaceName: string;
  /** `rabbit.shop.svc` */
  readonly hostName: string;
  /** Secret of the namespace with `username`, `password`, `host`, `port` and `connection_string`. */
  readonly defaultUserSecretName: string;
  readonly objectLabels: Readonly<Record<string, string>>;
}

/** True for brokers of this library; any other peer is known by its address alone. */
export function isBroker(peer: ConnectionPeer): peer is ConnectionPeer & IRabbitmqBroker {
  return 'defaultUserSecretName' in peer;
}
