import type { Cloud, IWorkloadIdentity } from '../../../core/contracts';
import type { IServiceBusQueue, IServiceBusSubscription } from '../../../core/service-contracts';
import type { ConnectionPeer } from '../../connect/connections';
import { Peer } from '../../connect/peer';
import { Trigger } from '../trigger';
import { TriggerAuthentication } from '../trigger-authentication';
import type { TriggerOptions } from '../triggers/parts';
import type { ServiceBusTriggerProps } from '../triggers/service-bus';
import { QueueSource } from './queue-source';

export interface ServiceBusVariables {
  /** `contoso-orders.servicebus.windows.net`. @default 'SERVICEBUS_NAMESPACE' */
  readonly namespace?: string;
  /** Name of the queue or topic. @default 'SERVICEBUS_QUEUE', or 'SERVICEBUS_TOPIC' */
  readonly entity?: string;
  /** @default 'SERVICEBUS_SUBSCRIPTION' */
  readonly subscription?: string;
  /** @default 'SERVICEBUS_CONNECTION_STRING' */
  readonly connection?: string;
}

export interface ServiceBusQueueProps extends Omit<ServiceBusTriggerProps, 'messageCount' | 'activationMessageCount'> {
  /**
   * Where the namespace answers: `Peer.privateEndpoint('10.20.5.4')` where it has a private endpoint.
   * @default Peer.internet()
   */
  readonly endpoint?: Peer;

  /**
   * Names of the worker's environment variables.
   * @default - SERVICEBUS_NAMESPACE, SERVICEBUS_QUEUE (or _TOPIC and _SUBSCRIPTION), SERVICEBUS_CONNECTION_STRING
   */
  readonly variables?: ServiceBusVariables;
}

/** How a worker reads what this program has in Service Bus. */
export interface ServiceBusSourceProps extends TriggerOptions {
  /** Whom the worker and KEDA sign in as. */
  readonly identity: IWorkloadIdentity;

  /**
   * Names of the worker's environment variables.
   * @default - SERVICEBUS_NAMESPACE, SERVICEBUS_QUEUE (or _TOPIC and _SUBSCRIPTION)
   */
  readonly variables?: ServiceBusVariables;
}

const SERVICE_BUS_DOMAIN: Readonly<Record<Cloud, string>> = {
  public: 'servicebus.windows.net',
  usgovernment: 'servicebus.usgovcloudapi.net',
  china: 'servicebus.chinacloudapi.cn',
};
/** AMQP over TLS, and AMQP over web sockets. Azure: "Service Bus frequently asked questions", ports. */
const SERVICE_BUS_PORTS = [443, 5671];

/** Queues and topics of Azure Service Bus. */
export class ServiceBus {
  /** @example ServiceBus.queue('orders', { namespace: 'contoso-orders', auth: TriggerAuthentication.workloadIdentity(identity) }) */
  static queue(name: string, props: ServiceBusQueueProps): QueueSource {
    const { endpoint, ...rest } = props;
    return ServiceBus.at(name, rest, endpoint);
  }

  /** A topic's subscription, which is a queue of its own. */
  static subscription(topicName: string, subscriptionName: string, props: ServiceBusQueueProps): QueueSource {
    const { endpoint, ...rest } = props;
    return ServiceBus.subscriptionAt(topicName, subscriptionName, rest, endpoint);
  }

  /**
   * A queue or subscription of this program, reached as its namespace is: by its private endpoints where it has some. The
   * identity signs the worker and KEDA in, and becomes Data Owner of the namespace, without which nothing may count messages.
   *
   * @example ServiceBus.of(orders, { identity })
   */
  static of(source: IServiceBusQueue | IServiceBusSubscription, props: ServiceBusSourceProps): QueueSource {
    const { identity, variables, ...options } = props;
    const namespace = 'queueName' in source ? source.namespace : source.topic.namespace;
    const trigger = {
      ...options,
      auth: TriggerAuthentication.workloadIdentity(identity),
      namespace: namespace.namespaceName,
      namespaceId: namespace.namespaceId,
      variables,
    };
    return 'queueName' in source
      ? ServiceBus.at(source.queueName, trigger, namespace)
      : ServiceBus.subscriptionAt(source.topic.topicName, source.subscriptionName, trigger, namespace);
  }

  private static at(
    name: string,
    props: Omit<ServiceBusQueueProps, 'endpoint'>,
    endpoint?: ConnectionPeer,
  ): QueueSource {
    const { variables, ...trigger } = props;
    return serviceBus(
      name,
      { endpoint, trigger },
      (counts) => Trigger.azureServiceBusQueue({ ...trigger, ...counts, queueName: name }),
      { entity: name, variables: { entity: 'SERVICEBUS_QUEUE', ...variables } },
    );
  }

  private static subscriptionAt(
    topicName: string,
    subscriptionName: string,
    props: Omit<ServiceBusQueueProps, 'endpoint'>,
    endpoint?: ConnectionPeer,
  ): QueueSource {
    const { variables, ...trigger } = props;
    return serviceBus(
      subscriptionName,
      { endpoint, trigger },
      (counts) => Trigger.azureServiceBusTopic({ ...trigger, ...counts, topicName, subscriptionName }),
      { entity: topicName, subscription: subscriptionName, variables: { entity: 'SERVICEBUS_TOPIC', ...variables } },
    );
  }

  private constructor() {}
}

function serviceBus(
  name: string,
  { endpoint, trigger }: { readonly endpoint?: ConnectionPeer; readonly trigger: ServiceBusTriggerProps },
  make: (counts: { readonly messageCount: number; readonly activationMessageCount?: number }) => Trigger,
  known: { readonly entity: string; readonly subscription?: string; readonly variables: ServiceBusVariables },
): QueueSource {
  const { entity, subscription, variables } = known;
  make({ messageCount: 1 }); // whatever is wrong shows here, where it was written
  return QueueSource.fromParts(name, {
    auth: trigger.auth,
    trigger: ({ messagesPerReplica, activationMessages }) =>
      make({ messageCount: messagesPerReplica, activationMessageCount: activationMessages }),
    literals: (cloud) => ({
      namespace: trigger.namespace && `${trigger.namespace}.${SERVICE_BUS_DOMAIN[cloud]}`,
      entity,
      subscription,
    }),
    variables: {
      namespace: variables.namespace ?? 'SERVICEBUS_NAMESPACE',
      entity: variables.entity ?? 'SERVICEBUS_QUEUE',
      subscription: variables.subscription ?? 'SERVICEBUS_SUBSCRIPTION',
      connection: variables.connection ?? 'SERVICEBUS_CONNECTION_STRING',
    },
    peer: endpoint ?? Peer.internet(),
    workerPorts: SERVICE_BUS_PORTS,
    kedaPorts: SERVICE_BUS_PORTS,
  });
}
