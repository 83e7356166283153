import { isBroker } from '../../messaging/broker';
import type { ConnectionPeer } from '../../connect/connections';
import { Trigger } from '../trigger';
import type { RabbitMqTriggerProps } from '../triggers/rabbit-mq';
import { knownBroker } from './known-broker';
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
  'queueName' | 'value' | 'activationValue' | 'mode' | 'auth'
> {
  /**
   * The broker: a `RabbitmqCluster` or `ExistingRabbitmq`, another workload of this program, or a `Peer` (`Peer.pods({ … })`,
   * `Peer.privateEndpoint('10.20.5.4')`). Policies are opened for the worker, and on what is of this program for KEDA's
   * operator.
   */
  readonly broker: ConnectionPeer;

  /**
   * How KEDA signs in, and the worker unless it is a `user`. Parameters as those of `Trigger.rabbitMq`.
   * @default - as the user of a RabbitmqCluster or ExistingRabbitmq, over its management API, which counts messages in work as well;
   * needed for any other broker
   */
  readonly auth?: RabbitMqTriggerProps['auth'];

  /**
   * Whom the worker signs in as at a RabbitmqCluster: `rabbit.topology.addUser('orders')`, with its own permissions.
   * @default - as KEDA does
   */
  readonly user?: { readonly secretName: string };

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
   * @example RabbitMq.queue('orders', { broker: rabbit })
   * @example RabbitMq.queue('orders', { broker, auth: TriggerAuthentication.secret('rabbit', { host: 'uri' }) })
   * @throws CdkAksError for what KEDA would refuse
   */
  static queue(name: string, props: RabbitMqQueueProps): QueueSource {
    const { broker, amqpPort, managementPort, variables, auth: given, user, ...rest } = props;
    const known = isBroker(broker) && given === undefined ? knownBroker(broker, rest, user) : undefined;
    // Without any the trigger says what is missing.
    const auth = (given ?? known?.auth) as RabbitMqTriggerProps['auth'];
    const trigger = { ...rest, auth, ...(known && { host: known.host }) };
    const { host, vhostName } = trigger;
    const overHttp = trigger.protocol === 'http' || host?.startsWith('http') === true;
    const ownPort = Number(/:(\d{1,5})(?:\/|$)/.exec(host ?? '')?.[1] ?? (host?.startsWith('amqps:') ? 5671 : NaN));
    const amqp = amqpPort ?? (overHttp || Number.isNaN(ownPort) ? (known?.workerPort ?? 5672) : ownPort);
    const management = managementPort ?? (overHttp && !Number.isNaN(ownPort) ? ownPort : 15_672);
    const toTrigger = (target: QueueTarget): Trigger =>
      Trigger.rabbitMq({
        ...trigger,
        queueName: name,
        value: target.messagesPerReplica,
        activationValue: target.activationMessages,
      });
    toTrigger({ messagesPerReplica: 1 }); // whatever is wrong shows here, where it was written
    // An http address is that of the management plugin: no worker reads messages there.
    const workerHost = known ? known.workerHost : overHttp ? undefined : host;
    const hasHost = known !== undefined || !overHttp;
    return QueueSource.fromParts(name, {
      auth,
      workerSecrets: known?.workerSecrets,
      secretsNamespace: known?.namespaceName,
      trigger: toTrigger,
      literals: () => ({ queueName: name, host: workerHost, vhostName }),
      variables: {
        queueName: variables?.queueName ?? 'RABBITMQ_QUEUE',
        ...(hasHost && { host: variables?.host ?? 'RABBITMQ_URL' }),
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
