import { DataAzurermServicebusNamespace } from '@cdktf/provider-azurerm/lib/data-azurerm-servicebus-namespace';
import { ServicebusNamespace } from '@cdktf/provider-azurerm/lib/servicebus-namespace';
import type { Construct } from 'constructs';
import type { Cloud } from '../../core/contracts';
import { invalid } from '../../core/errors';
import type { IServiceBusNamespace, IServiceBusQueue } from '../../core/service-contracts';
import { fixAddress } from '../address';
import { cloudFacts } from '../clouds';
import { type ExistingResource, findExisting } from '../existing';
import { LinkedService } from '../network/linked-service';
import { PrivateLink } from '../network/private-link';
import { overrideProperty, type OverrideOptions } from '../override';
import { messagingName } from './messaging-name';
import { lifecycleOf } from './protection';
import {
  type EntityHome,
  ExistingServiceBusQueue,
  ExistingServiceBusTopic,
  ServiceBusQueue,
  ServiceBusTopic,
} from './service-bus-entities';
import type { ServiceBusQueueOptions, ServiceBusTopicOptions } from './service-bus-entity-props';
import {
  premiumOnly,
  type ResolvedServiceBus,
  resolveServiceBus,
  type ServiceBusNamespaceProps,
  type ServiceBusSku,
} from './service-bus-props';

/** AMQP over TLS, and AMQP over web sockets. Azure: "Service Bus frequently asked questions", ports. */
const PORTS: readonly number[] = Object.freeze([443, 5671]);

export interface ExistingServiceBus extends ExistingResource {
  /**
   * Its tier, so that what it can't do is told.
   * @default - not known
   */
  readonly sku?: ServiceBusSku;
}

/** What is the same for a namespace that is created here and one that is brought. */
export abstract class ServiceBusBase extends LinkedService implements IServiceBusNamespace {
  abstract readonly namespaceName: string;
  abstract readonly namespaceId: string;
  abstract readonly hostName: string;
  readonly ports = PORTS;
  protected abstract readonly home: EntityHome;

  /** Adds a queue. */
  addQueue(id: string, props: ServiceBusQueueOptions = {}): ServiceBusQueue {
    return new ServiceBusQueue(this, id, this, this.home, props);
  }

  /**
   * Adds a topic. Not for Basic.
   * @throws CdkAksError `service-bus/needs-standard`, and what is wrong in the props
   */
  addTopic(id: string, props: ServiceBusTopicOptions = {}): ServiceBusTopic {
    if (this.home.sku === 'Basic') {
      throw invalid(this, {
        property: 'sku',
        value: 'Basic',
        rule: `has no topics, and '${id}' is one`,
        fix: "Set sku: 'Standard', or add a queue",
        code: 'service-bus/needs-standard',
      });
    }
    return new ServiceBusTopic(this, id, this, this.home, props);
  }

  /** A queue that exists already. @throws CdkAksError `name/azure` */
  queue(name: string): IServiceBusQueue {
    return new ExistingServiceBusQueue(this, this, name);
  }

  /** A topic that exists already. @throws CdkAksError `name/azure` */
  topic(name: string): ExistingServiceBusTopic {
    return new ExistingServiceBusTopic(this, this, this.home, name);
  }
}

/**
 * Queues and topics, in several zones where the region has them. Azure: "What is Azure Service Bus?", "Reliability in Azure
 * Service Bus".
 */
export class ServiceBusNamespace extends ServiceBusBase {
  /**
   * Uses a namespace that exists already; queues and topics can be added to it.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingServiceBus): ServiceBusBase {
    return new ExistingServiceBusNamespace(scope, id, existing);
  }

  readonly namespaceName: string;
  readonly namespaceId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;
  readonly sku: ServiceBusSku;
  protected readonly home: EntityHome;
  private readonly resource: ServicebusNamespace;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: ServiceBusNamespaceProps) {
    super(scope, id);
    const resolved = resolveServiceBus(this, props);
    const { name, sku, place } = resolved;
    this.namespaceName = name;
    this.hostName = hostNameOf(name, place.cloud);
    this.sku = sku;
    this.home = { sku, isProtected: resolved.deletionProtection };
    this.privateLink = linkOf(this, place.cloud, sku);
    this.resource = fixAddress(new ServicebusNamespace(this, 'Resource', config(resolved, this.privateLink)));
    this.namespaceId = this.resource.id;
  }

  /**
   * Sets a property of `azurerm_servicebus_namespace` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class ExistingServiceBusNamespace extends ServiceBusBase {
  readonly namespaceName: string;
  readonly namespaceId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;
  protected readonly home: EntityHome;

  constructor(scope: Construct, id: string, existing: ExistingServiceBus) {
    super(scope, id);
    const { cloud, ...place } = findExisting(this, existing, (name) => messagingName('serviceBusNamespace', name));
    this.namespaceName = existing.name;
    this.hostName = hostNameOf(existing.name, cloud);
    this.home = { sku: existing.sku, isProtected: true };
    this.privateLink = linkOf(this, cloud, existing.sku);
    this.namespaceId = fixAddress(new DataAzurermServicebusNamespace(this, 'Resource', place)).id;
  }
}

function hostNameOf(name: string, cloud: Cloud): string {
  return `${name.toLowerCase()}.${cloudFacts(cloud).messagingSuffix}`;
}

function linkOf(namespace: IServiceBusNamespace, cloud: Cloud, sku: ServiceBusSku | undefined): PrivateLink {
  return new PrivateLink({
    description: `Service Bus namespace '${namespace.namespaceName}'`,
    resourceId: () => namespace.namespaceId,
    cloud,
    subresources: ['namespace'],
    refusal: sku === undefined || sku === 'Premium' ? undefined : premiumOnly('target', sku),
  });
}

function config(resolved: ResolvedServiceBus, link: PrivateLink): ConstructorParameters<typeof ServicebusNamespace>[2] {
  const { place, sku, allowedIpRanges } = resolved;
  const publicAccess = link.publicAccess(resolved.publicNetworkAccess);
  return {
    name: resolved.name,
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    sku,
    capacity: resolved.capacity,
    premiumMessagingPartitions: resolved.partitions,
    localAuthEnabled: resolved.localAuth,
    minimumTlsVersion: '1.2',
    publicNetworkAccessEnabled: publicAccess,
    // Written out even where it admits all: what is left out keeps what an earlier version of the program set.
    networkRuleSet:
      sku === 'Premium'
        ? {
            defaultAction: allowedIpRanges.length === 0 ? 'Allow' : 'Deny',
            ipRules: [...allowedIpRanges],
            publicNetworkAccessEnabled: publicAccess,
            trustedServicesAllowed: resolved.trustedServices,
          }
        : undefined,
    lifecycle: lifecycleOf(resolved.deletionProtection),
    tags: place.tags,
  };
}
