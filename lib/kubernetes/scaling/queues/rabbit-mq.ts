import type { ConnectionPeer } from '../../connect/connections';
import { Trigger } from '../trigger';
import type { RabbitMqTriggerProps } from '../triggers/rabbit-mq';
import { QueueSource, type QueueTarget } from './queue-source';

/** Names of the variables that the worker finds the queue by, where they differ from the default. */
export interface RabbitMqVariables {
  /** @default 'RABBITMQ_QUEUE' */
  readonly queueName?: string;
  /** Address, with or without credentials. @default 'RABBITMQ_URL' */
  readonly host?: string;
  /** @default 'RABBITMQ_USERNAME' */
  readonly username?: string;
  /** @default 'RABBITMQ_PASSWORD' */
  readonly password?: string;
  /** @default 'RABBITMQ_VHOST' */
  readonly vhostName?: string;
}

export interface RabbitMqQueueProps extends Omit<
  RabbitMqTriggerProps,
  'queueName' | 'value' | 'activationValue' | 'mode'
> {
  /**
   * The broker: a workload of this program, or a `Peer` (`Peer.pods({ … })`, `Peer.privateEndpoint('10.20.5.4')`).
   * Policies are opened for the worker, and on a workload of this program for KEDA's operator.
   */
  readonly broker: ConnectionPeer;

  /**
   * Port on which the broker speaks AMQP.
   * @default - that of an amqp `host`, else 5672
   */
  readonly amqpPort?: number;

  /**
   * Port of the management plugin, which KEDA asks with protocol `http`.
   * @default - that of an http `host`, else 15672
   */
  readonly managementPort?: number;

  /**
   * Names of the worker's environment variables.
   * @default - RABBITMQ_QUEUE, RABBITMQ_URL, RABBITMQ_USERNAME, RABBITMQ_PASSWORD, RABBITMQ_VHOST
   */
  readonly variables?: RabbitMqVariables;
}

/** Queues of RabbitMQ. */
export class RabbitMq {
  /**
   * @example RabbitMq.queue('orders', { broker, auth: TriggerAuthentication.secret('rabbit-default-user', { host: 'connection_string' }) })
   * @throws CdkAksError for what KEDA would refuse
   */
  static queue(name: string, props: RabbitMqQueueProps): QueueSource {
    const { broker, amqpPort, managementPort, variables, ...trigger } = props;
    const { host, vhostName, auth } = trigger;
    const overHttp = trigger.protocol === 'http' || host?.startsWith('http') === true;
    const ownPort = Number(/:(\d{1,5})(?:\/|$)/.exec(host ?? '')?.[1] ?? (host?.startsWith('amqps:') ? 5671 : NaN));
    const amqp = amqpPort ?? (overHttp || Number.isNaN(ownPort) ? 5672 : ownPort);
    const management = managementPort ?? (overHttp && !Number.isNaN(ownPort) ? ownPort : 15_672);
    const toTrigger = (target: QueueTarget): Trigger =>
      Trigger.rabbitMq({
        ...trigger,
        queueName: name,
        value: target.messagesPerReplica,
        activationValue: target.activationMessages,
      });
    toTrigger({ messagesPerReplica: 1 }); // whatever is wrong shows here, where it was written
    return QueueSource.fromParts(name, {
      auth,
      trigger: toTrigger,
      // An http address is that of the management plugin: no worker reads messages there.
      literals: () => ({ queueName: name, host: overHttp ? undefined : host, vhostName }),
      variables: {
        queueName: variables?.queueName ?? 'RABBITMQ_QUEUE',
        ...(!overHttp && { host: variables?.host ?? 'RABBITMQ_URL' }),
        username: variables?.username ?? 'RABBITMQ_USERNAME',
        password: variables?.password ?? 'RABBITMQ_PASSWORD',
        vhostName: variables?.vhostName ?? 'RABBITMQ_VHOST',
      },
      peer: broker,
      workerPorts: [amqp],
      kedaPorts: [overHttp ? management : amqp],
    });
  }

  private constructor() {}
}
