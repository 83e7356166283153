import { Construct } from 'constructs';
import type { rabbitmqCom } from '../api';
import { KubernetesObject } from '../object';
import type { IRabbitmqBroker } from './broker';
import { topologyObject } from './rabbitmq-object';
import { type Vhost, vhostNameOf } from './rabbitmq-vhost';

export type RabbitmqUserTag = 'management' | 'policymaker' | 'monitoring' | 'administrator';

export interface RabbitmqUserProps {
  /**
   * What the user may see and do in the management API; none is needed to send and receive.
   * @default - none
   */
  readonly tags?: readonly RabbitmqUserTag[];

  /**
   * Most connections and channels.
   * @default - no limit
   */
  readonly limits?: { readonly connections?: number; readonly channels?: number };
}

/** Regular expressions over the names of queues and exchanges; nothing of a kind that is left out. */
export interface RabbitmqPermissions {
  /** What the user may create and delete. @default - nothing */
  readonly configure?: string;
  /** What it may send to. @default - nothing */
  readonly write?: string;
  /** What it may receive from. @default - nothing */
  readonly read?: string;
}

/** A user whose password the operator makes up. RabbitMQ: "Authentication, Authorisation, Access Control". */
export class RabbitmqUser extends Construct {
  /** Secret of the brokers' namespace with `username` and `password`. */
  readonly secretName: string;
  private readonly objectName: string;

  /** @internal Use `topology.addUser`. */
  constructor(
    private readonly broker: Construct & IRabbitmqBroker,
    id: string,
    props: RabbitmqUserProps,
  ) {
    super(broker, `user-${id}`);
    const { metadata, reference } = topologyObject(this, broker);
    this.objectName = metadata.name;
    this.secretName = `${metadata.name}-user-credentials`;
    new KubernetesObject<rabbitmqCom.User>(this, 'Resource', {
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'User',
      metadata,
      spec: {
        ...(props.tags?.length && { tags: [...new Set(props.tags)] }),
        ...(props.limits && { limits: props.limits }),
        ...reference,
      },
    });
  }

  /**
   * Lets the user into a virtual host. The first call for each virtual host counts.
   * @example user.grant('/', { read: '^orders$' })
   */
  grant(vhost: Vhost, permissions: RabbitmqPermissions): void {
    const vhostName = vhostNameOf(vhost);
    const plain = vhostName
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '');
    const id = `in-${plain === '' ? 'default' : plain}`;
    if (this.node.tryFindChild(id)) return;
    const scope = new Construct(this, id);
    const { metadata, reference } = topologyObject(scope, this.broker);
    const { configure = '', write = '', read = '' } = permissions;
    new KubernetesObject<rabbitmqCom.Permission>(scope, 'Resource', {
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'Permission',
      metadata,
      spec: {
        vhost: vhostName,
        userReference: { name: this.objectName },
        permissions: { configure, write, read },
        ...reference,
      },
    });
  }
}
