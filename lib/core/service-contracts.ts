import type { IConstruct } from 'constructs';
import type { IWorkloadIdentity } from './contracts';

/** A service of Azure outside the cluster that workloads call: a store, a queue, a vault. */
export interface IAzureService extends IConstruct {
  /** What messages call it: `service bus 'contoso-orders'`. */
  readonly description: string;
  /** TCP ports that it answers on. */
  readonly ports: readonly number[];
  /**
   * Ranges of the subnets that hold its private endpoints, literal once rendered; empty where it is reached over the
   * internet. Complete once the program has run.
   */
  readonly privateRanges: readonly string[];
}

/** A namespace of Azure Service Bus, created here or brought. */
export interface IServiceBusNamespace extends IAzureService {
  readonly namespaceName: string;
  /** Late. */
  readonly namespaceId: string;
  /** Known at synth: `contoso-orders.servicebus.windows.net`. */
  readonly hostName: string;
}

/** A queue of Service Bus, as those who send, receive and scale on it refer to it. */
export interface IServiceBusQueue extends IConstruct {
  readonly namespace: IServiceBusNamespace;
  readonly queueName: string;
  /** Late. */
  readonly queueId: string;
  /** Lets an identity send to the queue. Calling it again changes nothing. */
  grantSend(identity: IWorkloadIdentity): void;
  /** Lets an identity receive from the queue. Calling it again changes nothing. */
  grantReceive(identity: IWorkloadIdentity): void;
}

/** A topic of Service Bus. */
export interface IServiceBusTopic extends IConstruct {
  readonly namespace: IServiceBusNamespace;
  readonly topicName: string;
  /** Late. */
  readonly topicId: string;
  /** Lets an identity send to the topic. Calling it again changes nothing. */
  grantSend(identity: IWorkloadIdentity): void;
}

/** A subscription to a topic: a queue of its own that gets a copy of what is sent. */
export interface IServiceBusSubscription extends IConstruct {
  readonly topic: IServiceBusTopic;
  readonly subscriptionName: string;
  /** Late. */
  readonly subscriptionId: string;
  /** Lets an identity receive from the subscription. Calling it again changes nothing. */
  grantReceive(identity: IWorkloadIdentity): void;
}

/** A storage account, created here or brought. */
export interface IStorageAccount extends IAzureService {
  readonly accountName: string;
  /** Late. */
  readonly accountId: string;
}

/** A queue of a storage account, as those who read it and scale on it refer to it. */
export interface IStorageQueue extends IConstruct {
  readonly account: IStorageAccount;
  readonly queueName: string;
  /** Lets an identity take messages off the queue. Calling it again changes nothing. */
  grantProcess(identity: IWorkloadIdentity): void;
}

/** A container of blobs, as those who keep checkpoints in it refer to it. */
export interface IBlobContainer extends IConstruct {
  readonly account: IStorageAccount;
  readonly containerName: string;
  /** Lets an identity read and write blobs. Calling it again changes nothing. */
  grantWrite(identity: IWorkloadIdentity): void;
}

/** A namespace of Azure Event Hubs, created here or brought. */
export interface IEventHubsNamespace extends IAzureService {
  readonly namespaceName: string;
  /** Late. */
  readonly namespaceId: string;
  /** Known at synth: `contoso-events.servicebus.windows.net`. */
  readonly hostName: string;
}

/** An event hub, as those who read it and scale on it refer to it. */
export interface IEventHub extends IConstruct {
  readonly namespace: IEventHubsNamespace;
  readonly eventHubName: string;
  /** Lets an identity receive events. Calling it again changes nothing. */
  grantReceive(identity: IWorkloadIdentity): void;
}
