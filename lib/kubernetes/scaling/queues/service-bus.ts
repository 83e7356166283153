import type { Cloud } from '../../../core/contracts';
import { Peer } from '../../connect/peer';
import { Trigger } from '../trigger';
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
    const { endpoint, variables, ...trigger } = props;
    return serviceBus(
      name,
      { endpoint, trigger },
      (counts) => Trigger.azureServiceBusQueue({ ...trigger, ...counts, queueName: name }),
      {
        entity: name,
        variables: { entity: 'SERVICEBUS_QUEUE', ...variables },
      },
    );
  }

  /** A topic's subscription, which is a queue of its own. */
  static subscription(topicName: string, subscriptionName: string, props: ServiceBusQueueProps): QueueSource {
    const { endpoint, variables, ...trigger } = props;
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
  { endpoint, trigger }: { readonly endpoint?: Peer; readonly trigger: ServiceBusTriggerProps },
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
