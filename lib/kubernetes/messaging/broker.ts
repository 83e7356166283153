import type { IConstruct } from 'constructs';
import type { ConnectionPeer } from '../connect/connections';
import type { IConnectable } from '../connect/contracts';

/** Brokers of RabbitMQ, as their queues and clients see them. */
export interface IRabbitmqBroker extends IConstruct, IConnectable {
  /** Name of the RabbitmqCluster, where they are one. */
  readonly workloadName: string;
  readonly namespaceName: string;
  /** `rabbit.shop.svc` */
  readonly hostName: string;
  /** Secret of the namespace with `username` and `password`. */
  readonly defaultUserSecretName: string;
  /**
   * Key of that Secret with the whole address.
   * @default - it has none
   */
  readonly connectionStringKey?: string;
  /**
   * Secret by which the topology operator finds brokers that it does not run.
   * @default - it runs them
   */
  readonly connectionSecretName?: string;
  /**
   * Speaks TLS.
   * @default false
   */
  readonly tls?: boolean;
  readonly objectLabels: Readonly<Record<string, string>>;
}

/** True for brokers of this library; any other peer is known by its address alone. */
export function isBroker(peer: ConnectionPeer): peer is ConnectionPeer & IRabbitmqBroker {
  return 'defaultUserSecretName' in peer;
}
