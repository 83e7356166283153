import type { Cloud, IWorkloadIdentity } from '../../../core/contracts';
import type { IBlobContainer, IEventHub } from '../../../core/service-contracts';
import type { ConnectionPeer } from '../../connect/connections';
import { Peer } from '../../connect/peer';
import { Trigger } from '../trigger';
import { TriggerAuthentication } from '../trigger-authentication';
import type { EventHubTriggerProps } from '../triggers/event-hub';
import type { TriggerOptions } from '../triggers/parts';
import { QueueSource } from './queue-source';

export interface EventHubVariables {
  /** `contoso-events.servicebus.windows.net`. @default 'EVENTHUB_NAMESPACE' */
  readonly namespace?: string;
  /** @default 'EVENTHUB_NAME' */
  readonly eventHubName?: string;
  /** @default 'EVENTHUB_CONSUMER_GROUP' */
  readonly consumerGroup?: string;
  /** Address of the checkpoints' container. @default 'EVENTHUB_CHECKPOINTS_URL' */
  readonly checkpoints?: string;
  /** @default 'EVENTHUB_CONNECTION_STRING' */
  readonly connection?: string;
  /** @default 'EVENTHUB_STORAGE_CONNECTION_STRING' */
  readonly storageConnection?: string;
}

export interface EventHubProps extends Omit<
  EventHubTriggerProps,
  'eventHubName' | 'unprocessedEventThreshold' | 'activationUnprocessedEventThreshold'
> {
  /**
   * Where the namespace answers: `Peer.privateEndpoint('10.20.5.4')` where it has a private endpoint.
   * @default Peer.internet()
   */
  readonly endpoint?: ConnectionPeer;

  /**
   * Where the storage account of the checkpoints answers.
   * @default - as the namespace
   */
  readonly storageEndpoint?: ConnectionPeer;

  /**
   * Names of the worker's environment variables.
   * @default - EVENTHUB_NAMESPACE, EVENTHUB_NAME, EVENTHUB_CONSUMER_GROUP and so on
   */
  readonly variables?: EventHubVariables;
}

/** How a worker reads an event hub of this program. */
export interface EventHubSourceProps extends TriggerOptions {
  /** Whom the worker and KEDA sign in as. */
  readonly identity: IWorkloadIdentity;

  /** Where the worker keeps how far it is. */
  readonly checkpoints: IBlobContainer;

  /** @default '$Default' */
  readonly consumerGroup?: string;

  /**
   * Names of the worker's environment variables.
   * @default - EVENTHUB_NAMESPACE, EVENTHUB_NAME, EVENTHUB_CONSUMER_GROUP, EVENTHUB_CHECKPOINTS_URL
   */
  readonly variables?: EventHubVariables;
}

const DOMAINS: Readonly<Record<Cloud, { readonly hubs: string; readonly storage: string }>> = {
  public: { hubs: 'servicebus.windows.net', storage: 'core.windows.net' },
  usgovernment: { hubs: 'servicebus.usgovcloudapi.net', storage: 'core.usgovcloudapi.net' },
  china: { hubs: 'servicebus.chinacloudapi.cn', storage: 'core.chinacloudapi.cn' },
};
/** AMQP over TLS, and AMQP over web sockets. Azure: "Event Hubs frequently asked questions", ports. */
const EVENT_HUBS_PORTS = [443, 5671];

/** Event hubs, read by groups of consumers. A worker has no use for more pods than the hub has partitions. */
export class EventHubs {
  /** @example EventHubs.hub('orders', { eventHubNamespace: 'contoso-events', storageAccountName: 'contoso', blobContainer: 'checkpoints', auth }) */
  static hub(name: string, props: EventHubProps): QueueSource {
    const { endpoint, storageEndpoint, variables, ...trigger } = props;
    const toTrigger = (events: number, activation?: number): Trigger =>
      Trigger.azureEventHub({
        ...trigger,
        eventHubName: name,
        unprocessedEventThreshold: events,
        activationUnprocessedEventThreshold: activation,
      });
    toTrigger(1); // whatever is wrong shows here, where it was written
    const { eventHubNamespace, storageAccountName, blobContainer, consumerGroup = '$Default' } = trigger;
    return QueueSource.fromParts(name, {
      auth: trigger.auth,
      trigger: ({ messagesPerReplica, activationMessages }) => toTrigger(messagesPerReplica, activationMessages),
      literals: (cloud) => ({
        namespace: eventHubNamespace && `${eventHubNamespace}.${DOMAINS[cloud].hubs}`,
        eventHubName: name,
        consumerGroup,
        checkpoints:
          storageAccountName &&
          blobContainer &&
          `https://${storageAccountName}.blob.${DOMAINS[cloud].storage}/${blobContainer}`,
      }),
      variables: {
        namespace: variables?.namespace ?? 'EVENTHUB_NAMESPACE',
        eventHubName: variables?.eventHubName ?? 'EVENTHUB_NAME',
        consumerGroup: variables?.consumerGroup ?? 'EVENTHUB_CONSUMER_GROUP',
        checkpoints: variables?.checkpoints ?? 'EVENTHUB_CHECKPOINTS_URL',
        connection: variables?.connection ?? 'EVENTHUB_CONNECTION_STRING',
        storageConnection: variables?.storageConnection ?? 'EVENTHUB_STORAGE_CONNECTION_STRING',
      },
      peer: endpoint ?? Peer.internet(),
      workerPorts: EVENT_HUBS_PORTS,
      kedaPorts: EVENT_HUBS_PORTS,
      ...(storageEndpoint && { alsoTo: [{ peer: storageEndpoint, ports: [443] }] }),
    });
  }

  /**
   * An event hub of this program, reached as its namespace is. The identity may receive events and keep checkpoints.
   * @example EventHubs.of(orders, { identity, checkpoints })
   */
  static of(hub: IEventHub, { identity, checkpoints, ...options }: EventHubSourceProps): QueueSource {
    hub.grantReceive(identity);
    checkpoints.grantWrite(identity);
    return EventHubs.hub(hub.eventHubName, {
      ...options,
      auth: TriggerAuthentication.workloadIdentity(identity),
      eventHubNamespace: hub.namespace.namespaceName,
      eventHubNamespaceId: hub.namespace.namespaceId,
      storageAccountName: checkpoints.account.accountName,
      storageAccountId: checkpoints.account.accountId,
      blobContainer: checkpoints.containerName,
      endpoint: hub.namespace,
      storageEndpoint: checkpoints.account,
    });
  }

  private constructor() {}
}
