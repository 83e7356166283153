import { PrivateDnsZone as PrivateDnsZoneResource } from '@cdktf/provider-azurerm/lib/private-dns-zone';
import { DataAzurermPrivateDnsZone } from '@cdktf/provider-azurerm/lib/data-azurerm-private-dns-zone';
import { Construct } from 'constructs';
import type { INetworkReference, IPrivateDnsZone, PrivateDnsLinkOptions } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { privateDnsZoneName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { overrideProperty, type OverrideOptions } from '../override';
import { type GlobalPlaceProps, resolveGlobalPlace } from '../place';
import type { TerraformDependency } from './contracts';
import { PrivateDnsLinks } from './private-dns-links';

export interface PrivateDnsZoneProps extends GlobalPlaceProps {
  /**
   * Name of the zone, 2 to 34 labels such as `internal.contoso.com` or `privatelink.vaultcore.azure.net`. Fixed at creation.
   * @creation
   */
  readonly name: string;
  /**
   * Networks that resolve its names; `linkTo` adds more.
   * @default - none
   */
  readonly linkedNetworks?: readonly INetworkReference[];
}

export interface ExistingPrivateDnsZone extends ExistingResource {
  /**
   * Networks that are linked to it by others: `linkTo` adds nothing for these.
   * @default - none
   */
  readonly linkedNetworks?: readonly INetworkReference[];
}

export interface PrivateDnsZoneById {
  /** `/subscriptions/…/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net`. */
  readonly zoneId: string;
  /**
   * Networks that are linked to it by others.
   * @default - none
   */
  readonly linkedNetworks?: readonly INetworkReference[];
}

/** Azure: "Azure DNS limits". */
const MOST_TAGS = 15;
const ZONE_ID =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/privateDnsZones\/([^/]+)$/i;

/** A zone of names that only the networks linked to it resolve. Azure: "What is Azure Private DNS?" */
export class PrivateDnsZone extends Construct implements IPrivateDnsZone {
  /**
   * Uses a zone of this subscription that exists already; links can be added to it.
   * @throws CdkAksError `name/private-dns-zone`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingPrivateDnsZone): IPrivateDnsZone {
    return new NamedPrivateDnsZone(scope, id, existing);
  }

  /**
   * Uses a zone by its id, such as one in the subscription of a hub. Nothing is looked up or added there: whoever owns the
   * zone links networks to it.
   * @throws CdkAksError `dns/zone-id`
   */
  static fromId(scope: Construct, id: string, existing: PrivateDnsZoneById): IPrivateDnsZone {
    return new DistantPrivateDnsZone(scope, id, existing);
  }

  readonly zoneName: string;
  readonly zoneId: string;
  private readonly resource: PrivateDnsZoneResource;
  private readonly links: PrivateDnsLinks;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: PrivateDnsZoneProps) {
    super(scope, id);
    const problems = new Problems(this);
    const { resourceGroupName, tags } = resolveGlobalPlace(this, props, problems);
    problems.attempt('name', () => privateDnsZoneName(props.name));
    checkTagCount(tags, problems);
    problems.throwIfAny();

    this.zoneName = props.name;
    this.resource = fixAddress(
      new PrivateDnsZoneResource(this, 'Resource', { name: props.name, resourceGroupName, tags: { ...tags } }),
    );
    this.zoneId = this.resource.id;
    this.links = new PrivateDnsLinks(this, {
      zoneName: props.name,
      nameReference: this.resource.name,
      resourceGroupName,
      tags,
    });
    for (const network of props.linkedNetworks ?? []) this.links.add(network);
  }

  /**
   * Lets a network resolve the names of the zone. Calling it again changes nothing.
   * @throws CdkAksError `dns/link-name`, `dns/two-registrations`, `dns/fallback`, `name/azure`
   */
  linkTo(network: INetworkReference, options: PrivateDnsLinkOptions = {}): void {
    this.links.add(network, options);
  }

  isLinkedTo(network: INetworkReference): boolean {
    return this.links.has(network);
  }

  get dependencies(): readonly TerraformDependency[] {
    return [...this.links.made];
  }

  /**
   * Sets a property of `azurerm_private_dns_zone` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class NamedPrivateDnsZone extends Construct implements IPrivateDnsZone {
  readonly zoneName: string;
  readonly zoneId: string;
  private readonly links: PrivateDnsLinks;

  constructor(scope: Construct, id: string, existing: ExistingPrivateDnsZone) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, (text) => privateDnsZoneName(text));
    this.zoneName = name;
    this.zoneId = fixAddress(new DataAzurermPrivateDnsZone(this, 'Resource', { name, resourceGroupName })).id;
    this.links = new PrivateDnsLinks(this, { zoneName: name, nameReference: name, resourceGroupName, tags: {} });
    for (const network of existing.linkedNetworks ?? []) this.links.note(network);
  }

  linkTo(network: INetworkReference, options: PrivateDnsLinkOptions = {}): void {
    this.links.add(network, options);
  }

  isLinkedTo(network: INetworkReference): boolean {
    return this.links.has(network);
  }

  get dependencies(): readonly TerraformDependency[] {
    return [...this.links.made];
  }
}

class DistantPrivateDnsZone extends Construct implements IPrivateDnsZone {
  readonly zoneName: string;
  readonly zoneId: string;
  private readonly links: PrivateDnsLinks;

  constructor(scope: Construct, id: string, existing: PrivateDnsZoneById) {
    super(scope, id);
    const { zoneId } = existing;
    const problems = new Problems(this);
    const [, name] = ZONE_ID.exec(zoneId) ?? [];
    if (name === undefined) {
      problems.add({
        property: 'zoneId',
        value: zoneId,
        rule: 'is not the id of a private DNS zone',
        fix: 'Copy it from `az network private-dns zone show --name <zone> --query id`; a zone of this program is passed as it is',
        code: 'dns/zone-id',
      });
    } else {
      problems.attempt('zoneId', () => privateDnsZoneName(name));
    }
    problems.throwIfAny();
    this.zoneName = name as string;
    this.zoneId = zoneId;
    this.links = new PrivateDnsLinks(this, undefined);
    for (const network of existing.linkedNetworks ?? []) this.links.note(network);
  }

  linkTo(network: INetworkReference, options: PrivateDnsLinkOptions = {}): void {
    this.links.add(network, options);
  }

  isLinkedTo(network: INetworkReference): boolean {
    return this.links.has(network);
  }

  get dependencies(): readonly TerraformDependency[] {
    return [...this.links.made];
  }
}

/** ADD21. */
function checkTagCount(tags: Readonly<Record<string, string>>, problems: Problems): void {
  const count = Object.keys(tags).length;
  if (count <= MOST_TAGS) return;
  problems.add({
    property: 'tags',
    value: count,
    rule: `is above the ${MOST_TAGS} tags that a DNS zone may have, those of the environment counted`,
    fix: 'Leave some out (ADD21)',
    code: 'dns/tags',
  });
}
