import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { INetworkReference, PrivateDnsLinkOptions } from '../../core/contracts';
import { invalid, pathOf, type Problem, Problems } from '../../core/errors';
import { azureName, deriveName } from '../../core/names';
import { fixAddress } from '../address';
import { identityOf } from '../expression';

/** A zone that links can be added to. */
export interface LinkableZone {
  readonly zoneName: string;
  /** Refers to the zone, so that Terraform creates it first. */
  readonly nameReference: string;
  readonly resourceGroupName: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Azure: "What is a virtual network link?": one zone at the most registers the machines of a network. */
const registering = new WeakMap<INetworkReference, Construct>();

/** The networks that resolve the names of one zone. */
export class PrivateDnsLinks {
  /** The links that are made here. */
  readonly made: PrivateDnsZoneVirtualNetworkLink[] = [];
  private readonly networks: INetworkReference[] = [];

  /** @param zone undefined where others own the zone, out of reach of the program's provider */
  constructor(
    private readonly owner: Construct,
    private readonly zone: LinkableZone | undefined,
  ) {}

  /** Takes down that others linked the network. */
  note(network: INetworkReference): void {
    if (!this.has(network)) this.networks.push(network);
  }

  has(network: INetworkReference): boolean {
    return this.networks.some(
      (known) => known === network || identityOf(known, known.networkId) === identityOf(network, network.networkId),
    );
  }

  add(network: INetworkReference, options: PrivateDnsLinkOptions = {}): void {
    if (this.has(network)) return;
    if (this.zone === undefined) throw invalid(this.owner, notOurs(network));
    const { zone } = this;
    const name = options.name ?? deriveName('privateDnsLink', [network.networkName]);
    const { home, id } = this.homeOf(network, name, zone);
    this.check(network, options, { name, home, id, zone });

    const isEndpointZone = zone.zoneName.startsWith('privatelink.');
    const policy = options.fallbackToInternet ? 'NxDomainRedirect' : 'Default';
    const link = fixAddress(
      new PrivateDnsZoneVirtualNetworkLink(home, id, {
        name,
        resourceGroupName: zone.resourceGroupName,
        privateDnsZoneName: zone.nameReference,
        virtualNetworkId: network.networkId,
        registrationEnabled: options.autoRegistration ?? false,
        resolutionPolicy: isEndpointZone ? policy : undefined,
        tags: { ...zone.tags },
      }),
    );
    this.made.push(link);
    if (options.autoRegistration) registering.set(network, this.owner);
    this.networks.push(network);
  }

  /** Below the network where that is in another stack: a spoke may use what a hub has, and not the other way round. */
  private homeOf(network: INetworkReference, name: string, zone: LinkableZone) {
    return TerraformStack.of(network) === TerraformStack.of(this.owner)
      ? { home: this.owner, id: `link-${name}` }
      : { home: network as INetworkReference & Construct, id: `link-${zone.zoneName}` };
  }

  private check(
    network: INetworkReference,
    options: PrivateDnsLinkOptions,
    made: { readonly name: string; readonly home: Construct; readonly id: string; readonly zone: LinkableZone },
  ): void {
    const problems = new Problems(this.owner);
    const { name, home, id, zone } = made;
    problems.attempt('name', () => azureName('privateDnsLink', name));
    if (home.node.tryFindChild(id) !== undefined) {
      problems.add({
        property: 'name',
        value: name,
        rule: 'is the name of another link of this zone',
        fix: `Give the link to ${pathOf(network)} a name of its own: linkTo(network, { name: … })`,
        code: 'dns/link-name',
      });
    }
    const other = options.autoRegistration ? registering.get(network) : undefined;
    if (other !== undefined) {
      problems.add({
        property: 'autoRegistration',
        rule: `is on for ${pathOf(network)} in the zone at ${pathOf(other)}, and a network registers in one zone`,
        fix: 'Leave it out in one of the two',
        code: 'dns/two-registrations',
      });
    }
    if (options.fallbackToInternet && !zone.zoneName.startsWith('privatelink.')) {
      problems.add({
        property: 'fallbackToInternet',
        value: zone.zoneName,
        rule: 'is no zone of private endpoints, and Azure falls back to public DNS only for those',
        fix: 'Leave it out',
        code: 'dns/fallback',
      });
    }
    problems.throwIfAny();
  }
}

function notOurs(network: INetworkReference): Omit<Problem, 'path'> {
  return {
    property: 'network',
    value: network.networkName,
    rule: 'is not linked to this zone, which was brought by its id and is managed elsewhere',
    fix: 'Have its owner link the network, and name it in linkedNetworks; a zone of this subscription is brought with PrivateDnsZone.fromName',
    code: 'dns/zone-elsewhere',
  };
}
