import { DataAzurermEventhubNamespace } from '@cdktf/provider-azurerm/lib/data-azurerm-eventhub-namespace';
import { Eventhub } from '@cdktf/provider-azurerm/lib/eventhub';
import { EventhubConsumerGroup } from '@cdktf/provider-azurerm/lib/eventhub-consumer-group';
import { EventhubNamespace } from '@cdktf/provider-azurerm/lib/eventhub-namespace';
import { Construct } from 'constructs';
import type { Cloud, IWorkloadIdentity } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import type { IEventHub, IEventHubsNamespace } from '../../core/service-contracts';
import { fixAddress } from '../address';
import { cloudFacts } from '../clouds';
import { type ExistingResource, findExisting } from '../existing';
import { LinkedService } from '../network/linked-service';
import { PrivateLink } from '../network/private-link';
import { overrideProperty, type OverrideOptions } from '../override';
import {
  type EventHubOptions,
  type EventHubsNamespaceProps,
  type EventHubsSku,
  hubArguments,
  needsStandard,
  type ResolvedEventHubs,
  resolveEventHubs,
} from './event-hubs-props';
import { messagingName } from './messaging-name';
import { lifecycleOf } from './protection';

/** AMQP over TLS and over web sockets, and Kafka. Azure: "Event Hubs frequently asked questions", ports. */
const PORTS: readonly number[] = Object.freeze([443, 5671, 9093]);

export interface ExistingEventHubs extends ExistingResource {
  /**
   * Its tier, so that what it can't do is told.
   * @default - not known
   */
  readonly sku?: EventHubsSku;
}

interface Home {
  readonly namespaceName: string;
  readonly namespaceId: string;
  readonly resourceGroupName: string;
  readonly sku: EventHubsSku | undefined;
  readonly isProtected: boolean;
}

/** What is the same for a namespace that is created here and one that is brought. */
export abstract class EventHubsBase extends LinkedService implements IEventHubsNamespace {
  abstract readonly namespaceName: string;
  /** Late. */
  abstract readonly namespaceId: string;
  /** Known at synth: `contoso-events.servicebus.windows.net`. */
  abstract readonly hostName: string;
  readonly ports = PORTS;
  protected abstract readonly home: Home;

  /** Adds a hub. @throws CdkAksError `event-hubs/partitions`, `event-hubs/retention`, `name/azure` */
  addHub(id: string, options: EventHubOptions = {}): EventHub {
    return new EventHub(this, id, this, this.home, options);
  }
}

/** A stream of events that is kept for a while and read by groups of consumers. */
export class EventHub extends Construct implements IEventHub {
  readonly eventHubName: string;
  /** Late. */
  readonly eventHubId: string;
  private readonly resource: Eventhub;

  /** @internal See `EventHubsNamespace.addHub`. */
  constructor(
    scope: Construct,
    id: string,
    readonly namespace: EventHubsBase,
    private readonly home: Home,
    options: EventHubOptions,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    this.eventHubName = options.name ?? id;
    problems.attempt('name', () => azureName('eventHub', this.eventHubName));
    const given = hubArguments(options, home.sku, problems);
    problems.throwIfAny();
    this.resource = fixAddress(
      new Eventhub(this, 'Resource', {
        name: this.eventHubName,
        namespaceId: home.namespaceId,
        ...given,
        lifecycle: lifecycleOf(home.isProtected),
      }),
    );
    this.eventHubId = this.resource.id;
  }

  /**
   * Adds a group of consumers, which reads every event once. Not for Basic.
   * @returns its name
   * @throws CdkAksError `event-hubs/needs-standard`, `name/azure`
   */
  addConsumerGroup(name: string): string {
    const problems = new Problems(this);
    problems.attempt('name', () => azureName('consumerGroup', name));
    if (this.home.sku === 'Basic') problems.add(needsStandard(name));
    problems.throwIfAny();
    fixAddress(
      new EventhubConsumerGroup(this, name, {
        name,
        eventhubName: this.resource.name,
        namespaceName: this.home.namespaceName,
        resourceGroupName: this.home.resourceGroupName,
      }),
    );
    return name;
  }

  /** Lets an identity send events. Calling it again changes nothing. */
  grantSend(identity: IWorkloadIdentity): void {
    identity.grant('Azure Event Hubs Data Sender', this.eventHubId);
  }

  /** Lets an identity read events. Calling it again changes nothing. */
  grantReceive(identity: IWorkloadIdentity): void {
    identity.grant('Azure Event Hubs Data Receiver', this.eventHubId);
  }

  /**
   * Sets a property of `azurerm_eventhub` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** Streams of events, in several zones where the region has them. Azure: "What is Azure Event Hubs?" */
export class EventHubsNamespace extends EventHubsBase {
  /**
   * Uses a namespace that exists already; hubs can be added to it.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingEventHubs): EventHubsBase {
    return new BroughtEventHubs(scope, id, existing);
  }

  readonly namespaceName: string;
  readonly namespaceId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;
  protected readonly home: Home;
  private readonly resource: EventhubNamespace;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: EventHubsNamespaceProps) {
    super(scope, id);
    const resolved = resolveEventHubs(this, props);
    const { name, sku, place } = resolved;
    this.namespaceName = name;
    this.hostName = hostNameOf(name, place.cloud);
    this.privateLink = linkOf(this, place.cloud, sku);
    this.resource = fixAddress(new EventhubNamespace(this, 'Resource', config(resolved, this.privateLink)));
    this.namespaceId = this.resource.id;
    this.home = {
      namespaceName: this.resource.name,
      namespaceId: this.namespaceId,
      resourceGroupName: place.resourceGroupName,
      sku,
      isProtected: resolved.deletionProtection,
    };
  }

  /**
   * Sets a property of `azurerm_eventhub_namespace` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class BroughtEventHubs extends EventHubsBase {
  readonly namespaceName: string;
  readonly namespaceId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;
  protected readonly home: Home;

  constructor(scope: Construct, id: string, existing: ExistingEventHubs) {
    super(scope, id);
    const { cloud, ...place } = findExisting(this, existing, (name) => messagingName('eventHubsNamespace', name));
    this.namespaceName = existing.name;
    this.hostName = hostNameOf(existing.name, cloud);
    this.privateLink = linkOf(this, cloud, existing.sku);
    this.namespaceId = fixAddress(new DataAzurermEventhubNamespace(this, 'Resource', place)).id;
    const { name: namespaceName, resourceGroupName } = place;
    this.home = {
      namespaceName,
      namespaceId: this.namespaceId,
      resourceGroupName,
      sku: existing.sku,
      isProtected: true,
    };
  }
}

function hostNameOf(name: string, cloud: Cloud): string {
  return `${name.toLowerCase()}.${cloudFacts(cloud).messagingSuffix}`;
}

function linkOf(namespace: EventHubsBase, cloud: Cloud, sku: EventHubsSku | undefined): PrivateLink {
  return new PrivateLink({
    description: `Event Hubs namespace '${namespace.namespaceName}'`,
    resourceId: () => namespace.namespaceId,
    cloud,
    subresources: ['namespace'],
    refusal: sku === 'Basic' ? needsStandard('target') : undefined,
  });
}

function config(resolved: ResolvedEventHubs, link: PrivateLink): ConstructorParameters<typeof EventhubNamespace>[2] {
  const { place, sku, allowedIpRanges, maxCapacity } = resolved;
  const publicAccess = link.publicAccess(resolved.publicNetworkAccess);
  return {
    name: resolved.name,
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    sku,
    capacity: resolved.capacity,
    autoInflateEnabled: maxCapacity !== undefined,
    maximumThroughputUnits: maxCapacity,
    localAuthenticationEnabled: resolved.localAuth,
    minimumTlsVersion: '1.2',
    publicNetworkAccessEnabled: publicAccess,
    networkRulesets:
      sku === 'Basic'
        ? undefined
        : [
            {
              defaultAction: allowedIpRanges.length === 0 ? 'Allow' : 'Deny',
              publicNetworkAccessEnabled: publicAccess,
              trustedServiceAccessEnabled: resolved.trustedServices,
              ipRule: allowedIpRanges.map((ipMask) => ({ ipMask, action: 'Allow' })),
              virtualNetworkRule: [],
            },
          ],
    lifecycle: lifecycleOf(resolved.deletionProtection),
    tags: place.tags,
  };
}
