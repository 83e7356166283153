import { Construct } from 'constructs';
import type { rabbitmqCom } from '../api';
import { KubernetesObject } from '../object';
import type { IRabbitmqBroker } from './broker';
import { checkTopologyName, topologyObject } from './rabbitmq-object';

export interface RabbitmqVhostProps {
  /**
   * Name at the broker.
   * @default - the id
   */
  readonly name?: string;

  /**
   * What a queue is that its client declares without a type.
   * @default 'quorum'
   */
  readonly defaultQueueType?: 'quorum' | 'classic' | 'stream';

  /**
   * What becomes of it at the broker, with all its queues and messages, once its object is gone.
   * @default 'retain'
   */
  readonly whenDeleted?: 'retain' | 'delete';

  /**
   * Most connections and queues; 0 and above.
   * @default - no limit
   */
  readonly limits?: { readonly connections?: number; readonly queues?: number };
}

/** Queues, exchanges and permissions of their own. RabbitMQ: "Virtual Hosts". */
export class RabbitmqVhost extends Construct {
  /** As clients name it. */
  readonly vhostName: string;

  /** @internal Use `topology.addVhost`. */
  constructor(broker: Construct & IRabbitmqBroker, id: string, props: RabbitmqVhostProps) {
    super(broker, `vhost-${id}`);
    this.vhostName = props.name ?? id;
    checkTopologyName(this, 'a virtual host', this.vhostName);
    const { metadata, reference } = topologyObject(this, broker);
    new KubernetesObject<rabbitmqCom.Vhost>(this, 'Resource', {
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'Vhost',
      metadata,
      spec: {
        name: this.vhostName,
        defaultQueueType: props.defaultQueueType ?? 'quorum',
        deletionPolicy: props.whenDeleted ?? 'retain',
        ...(props.limits && { limits: props.limits }),
        ...reference,
      },
    });
  }
}

/** A virtual host of this program, or the name of another. */
export type Vhost = RabbitmqVhost | string;

/** `/` is there from the start. */
export function vhostNameOf(vhost: Vhost = '/'): string {
  return typeof vhost === 'string' ? vhost : vhost.vhostName;
}
