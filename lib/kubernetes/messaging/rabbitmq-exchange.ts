import { Construct } from 'constructs';
import { invalid } from '../../core/errors';
import type { rabbitmqCom } from '../api';
import { KubernetesObject } from '../object';
import type { IRabbitmqBroker } from './broker';
import { checkTopologyName, topologyObject } from './rabbitmq-object';
import { RabbitmqQueue } from './rabbitmq-queue';
import { type Vhost, vhostNameOf } from './rabbitmq-vhost';

export interface RabbitmqExchangeProps {
  /**
   * Name at the broker.
   * @default - the id
   */
  readonly name?: string;

  /** @default '/' */
  readonly vhost?: Vhost;

  /**
   * How it leads messages: by the whole routing key, by a pattern of it, to all, or by headers. Fixed once it is there.
   * @default 'direct'
   */
  readonly type?: 'direct' | 'topic' | 'fanout' | 'headers';

  /**
   * Whether it survives a restart of the brokers.
   * @default true
   */
  readonly durable?: boolean;

  /**
   * Further arguments.
   * @default - none
   */
  readonly arguments?: Readonly<Record<string, string | number | boolean>>;
}

export interface RabbitmqBindingOptions {
  /**
   * Which messages go that way: `orders.created`, or `orders.*` of a topic exchange.
   * @default - all that have no routing key; all of a fanout exchange
   */
  readonly routingKey?: string;

  /**
   * Further arguments, as a headers exchange compares them.
   * @default - none
   */
  readonly arguments?: Readonly<Record<string, string | number | boolean>>;
}

/** Where messages are sent to. RabbitMQ: "Exchanges". */
export class RabbitmqExchange extends Construct {
  /** As clients name it. */
  readonly exchangeName: string;
  readonly vhostName: string;

  /** @internal Use `topology.addExchange`. */
  constructor(
    private readonly broker: Construct & IRabbitmqBroker,
    id: string,
    props: RabbitmqExchangeProps,
  ) {
    super(broker, `exchange-${id}`);
    this.exchangeName = props.name ?? id;
    this.vhostName = vhostNameOf(props.vhost);
    checkTopologyName(this, 'an exchange', this.exchangeName);
    const { metadata, reference } = topologyObject(this, broker);
    new KubernetesObject<rabbitmqCom.Exchange>(this, 'Resource', {
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'Exchange',
      metadata,
      spec: {
        name: this.exchangeName,
        vhost: this.vhostName,
        type: props.type ?? 'direct',
        durable: props.durable ?? true,
        autoDelete: false,
        ...(props.arguments && { arguments: props.arguments }),
        ...reference,
      },
    });
  }

  /**
   * Leads messages on. One binding for each destination and routing key; calling it again changes nothing.
   * @throws CdkAksError for a destination in another virtual host (rabbitmq/other-vhost)
   */
  bind(destination: RabbitmqQueue | RabbitmqExchange, options: RabbitmqBindingOptions = {}): void {
    const isQueue = destination instanceof RabbitmqQueue;
    const name = isQueue ? destination.queueName : destination.exchangeName;
    if (destination.vhostName !== this.vhostName) {
      throw invalid(this, {
        property: 'destination',
        value: name,
        rule: `is in virtual host '${destination.vhostName}', and exchange '${this.exchangeName}' in '${this.vhostName}'`,
        fix: 'Put both into one virtual host',
        code: 'rabbitmq/other-vhost',
      });
    }
    const { routingKey = '' } = options;
    const plain = `${destination.node.id}-${routingKey}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const id = `to-${plain.replace(/^-+|-+$/g, '')}`;
    if (this.node.tryFindChild(id)) return;
    const scope = new Construct(this, id);
    const { metadata, reference } = topologyObject(scope, this.broker);
    new KubernetesObject<rabbitmqCom.Binding>(scope, 'Resource', {
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'Binding',
      metadata,
      spec: {
        vhost: this.vhostName,
        source: this.exchangeName,
        destination: name,
        destinationType: isQueue ? 'queue' : 'exchange',
        ...(routingKey === '' ? {} : { routingKey }),
        ...(options.arguments && { arguments: options.arguments }),
        ...reference,
      },
    });
  }
}
