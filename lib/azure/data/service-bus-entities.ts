import { DataAzurermServicebusQueue } from '@cdktf/provider-azurerm/lib/data-azurerm-servicebus-queue';
import { DataAzurermServicebusSubscription } from '@cdktf/provider-azurerm/lib/data-azurerm-servicebus-subscription';
import { DataAzurermServicebusTopic } from '@cdktf/provider-azurerm/lib/data-azurerm-servicebus-topic';
import { ServicebusQueue } from '@cdktf/provider-azurerm/lib/servicebus-queue';
import { ServicebusSubscription } from '@cdktf/provider-azurerm/lib/servicebus-subscription';
import { ServicebusTopic } from '@cdktf/provider-azurerm/lib/servicebus-topic';
import { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../../core/contracts';
import type {
  IServiceBusNamespace,
  IServiceBusQueue,
  IServiceBusSubscription,
  IServiceBusTopic,
} from '../../core/service-contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { overrideProperty, type OverrideOptions } from '../override';
import { lifecycleOf } from './protection';
import {
  queueArguments,
  type ServiceBusQueueOptions,
  type ServiceBusSubscriptionOptions,
  type ServiceBusTopicOptions,
  subscriptionArguments,
  topicArguments,
} from './service-bus-entity-props';

/** Azure: "Authenticate and authorize with Microsoft Entra ID to access Service Bus". */
const SENDER = 'Azure Service Bus Data Sender';
const RECEIVER = 'Azure Service Bus Data Receiver';

/** What entities must know of their namespace, past its contract. */
export interface EntityHome {
  readonly sku: 'Basic' | 'Standard' | 'Premium' | undefined;
  readonly isProtected: boolean;
}

abstract class QueueBase extends Construct implements IServiceBusQueue {
  abstract readonly namespace: IServiceBusNamespace;
  abstract readonly queueName: string;
  abstract readonly queueId: string;

  grantSend(identity: IWorkloadIdentity): void {
    identity.grant(SENDER, this.queueId);
  }

  grantReceive(identity: IWorkloadIdentity): void {
    identity.grant(RECEIVER, this.queueId);
  }
}

/** A queue: each message goes to one receiver. */
export class ServiceBusQueue extends QueueBase {
  readonly queueName: string;
  readonly queueId: string;
  private readonly resource: ServicebusQueue;

  /** @internal See `ServiceBusNamespace.addQueue`. */
  constructor(
    scope: Construct,
    id: string,
    readonly namespace: IServiceBusNamespace,
    home: EntityHome,
    props: ServiceBusQueueOptions,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    this.queueName = props.name ?? id;
    const given = queueArguments(this.queueName, props, home.sku, problems);
    problems.throwIfAny();
    this.resource = fixAddress(
      new ServicebusQueue(this, 'Resource', {
        name: this.queueName,
        namespaceId: namespace.namespaceId,
        ...given,
        lifecycle: lifecycleOf(home.isProtected),
      }),
    );
    this.queueId = this.resource.id;
  }

  /**
   * Sets a property of `azurerm_servicebus_queue` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** A queue that exists already. */
export class ExistingServiceBusQueue extends QueueBase {
  readonly queueId: string;

  constructor(
    scope: Construct,
    readonly namespace: IServiceBusNamespace,
    readonly queueName: string,
  ) {
    super(scope, `queue-${queueName}`);
    checkEntity(this, 'serviceBusEntity', queueName);
    const { namespaceId } = namespace;
    this.queueId = fixAddress(new DataAzurermServicebusQueue(this, 'Resource', { name: queueName, namespaceId })).id;
  }
}

abstract class TopicBase extends Construct implements IServiceBusTopic {
  abstract readonly namespace: IServiceBusNamespace;
  abstract readonly topicName: string;
  abstract readonly topicId: string;
  protected abstract readonly home: EntityHome;

  grantSend(identity: IWorkloadIdentity): void {
    identity.grant(SENDER, this.topicId);
  }

  /** Adds a subscription, which gets a copy of every message that is sent from then on. */
  addSubscription(id: string, props: ServiceBusSubscriptionOptions = {}): ServiceBusSubscription {
    return new ServiceBusSubscription(this, id, this, this.home, props);
  }

  /** A subscription that exists already. @throws CdkAksError `name/azure` */
  subscription(name: string): IServiceBusSubscription {
    return new ExistingServiceBusSubscription(this, this, name);
  }
}

/** A topic: each message goes to every subscription. */
export class ServiceBusTopic extends TopicBase {
  readonly topicName: string;
  readonly topicId: string;
  private readonly resource: ServicebusTopic;

  /** @internal See `ServiceBusNamespace.addTopic`. */
  constructor(
    scope: Construct,
    id: string,
    readonly namespace: IServiceBusNamespace,
    protected readonly home: EntityHome,
    props: ServiceBusTopicOptions,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    this.topicName = props.name ?? id;
    const given = topicArguments(this.topicName, props, home.sku, problems);
    problems.throwIfAny();
    this.resource = fixAddress(
      new ServicebusTopic(this, 'Resource', {
        name: this.topicName,
        namespaceId: namespace.namespaceId,
        ...given,
        lifecycle: lifecycleOf(home.isProtected),
      }),
    );
    this.topicId = this.resource.id;
  }

  /**
   * Sets a property of `azurerm_servicebus_topic` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** A topic that exists already. */
export class ExistingServiceBusTopic extends TopicBase {
  readonly topicId: string;

  constructor(
    scope: Construct,
    readonly namespace: IServiceBusNamespace,
    protected readonly home: EntityHome,
    readonly topicName: string,
  ) {
    super(scope, `topic-${topicName}`);
    checkEntity(this, 'serviceBusEntity', topicName);
    const { namespaceId } = namespace;
    this.topicId = fixAddress(new DataAzurermServicebusTopic(this, 'Resource', { name: topicName, namespaceId })).id;
  }
}

abstract class SubscriptionBase extends Construct implements IServiceBusSubscription {
  abstract readonly topic: IServiceBusTopic;
  abstract readonly subscriptionName: string;
  abstract readonly subscriptionId: string;

  grantReceive(identity: IWorkloadIdentity): void {
    identity.grant(RECEIVER, this.subscriptionId);
  }
}

/** A queue of its own that gets a copy of what is sent to a topic. */
export class ServiceBusSubscription extends SubscriptionBase {
  readonly subscriptionName: string;
  readonly subscriptionId: string;
  private readonly resource: ServicebusSubscription;

  /** @internal See `ServiceBusTopic.addSubscription`. */
  constructor(
    scope: Construct,
    id: string,
    readonly topic: IServiceBusTopic,
    home: EntityHome,
    props: ServiceBusSubscriptionOptions,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    this.subscriptionName = props.name ?? id;
    const given = subscriptionArguments(this.subscriptionName, props, problems);
    problems.throwIfAny();
    this.resource = fixAddress(
      new ServicebusSubscription(this, 'Resource', {
        name: this.subscriptionName,
        topicId: topic.topicId,
        ...given,
        lifecycle: lifecycleOf(home.isProtected),
      }),
    );
    this.subscriptionId = this.resource.id;
  }

  /**
   * Sets a property of `azurerm_servicebus_subscription` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class ExistingServiceBusSubscription extends SubscriptionBase {
  readonly subscriptionId: string;

  constructor(
    scope: Construct,
    readonly topic: IServiceBusTopic,
    readonly subscriptionName: string,
  ) {
    super(scope, `subscription-${subscriptionName}`);
    checkEntity(this, 'serviceBusSubscription', subscriptionName);
    const found = new DataAzurermServicebusSubscription(this, 'Resource', {
      name: subscriptionName,
      topicId: topic.topicId,
    });
    this.subscriptionId = fixAddress(found).id;
  }
}

function checkEntity(scope: Construct, type: 'serviceBusEntity' | 'serviceBusSubscription', name: string): void {
  const problems = new Problems(scope);
  problems.attempt('name', () => azureName(type, name));
  problems.throwIfAny();
}
