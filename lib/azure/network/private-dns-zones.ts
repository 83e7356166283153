import { Construct } from 'constructs';
import type { INetworkReference, IPrivateDnsZone } from '../../core/contracts';
import { invalid } from '../../core/errors';
import type { GlobalPlaceProps } from '../place';
import { PrivateDnsZone } from './private-dns-zone';

/** Zones of private endpoints by name, each made or looked up when an endpoint first needs it. */
export interface IPrivateDnsZones {
  /** The zone of that name. */
  zone(name: string): IPrivateDnsZone;
}

export interface PrivateDnsZonesProps extends GlobalPlaceProps {
  /**
   * Networks that resolve the names of every zone here, such as those of the clusters; networks of endpoints are linked
   * by themselves.
   * @default - none
   */
  readonly linkedNetworks?: readonly INetworkReference[];
}

export interface ExistingPrivateDnsZones {
  /** Group that holds the zones, each by its own name: `privatelink.vaultcore.azure.net`. */
  readonly resourceGroupName: string;
  /**
   * Subscription of the group, where that is another one: nothing can be added there then.
   * @default - the environment's
   */
  readonly subscriptionId?: string;
  /**
   * Networks that others have linked to the zones.
   * @default - none
   */
  readonly linkedNetworks?: readonly INetworkReference[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The zones that private endpoints need, made on demand: one of each name, since names of one zone must not lie in two.
 * Azure: "Azure Private Endpoint private DNS zone values".
 */
export class PrivateDnsZones extends Construct implements IPrivateDnsZones {
  /**
   * Uses the zones of a group, such as that of a hub; they exist already.
   * @throws CdkAksError `dns/subscription`
   */
  static fromResourceGroup(scope: Construct, id: string, existing: ExistingPrivateDnsZones): IPrivateDnsZones {
    return new ExistingZones(scope, id, existing);
  }

  private readonly made = new Map<string, PrivateDnsZone>();
  private readonly networks: INetworkReference[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PrivateDnsZonesProps = {},
  ) {
    super(scope, id);
    this.networks = [...(props.linkedNetworks ?? [])];
  }

  /**
   * The zone of that name, made on first use.
   * @throws CdkAksError `name/private-dns-zone`, `place/missing`
   */
  zone(name: string): PrivateDnsZone {
    const { linkedNetworks, ...place } = this.props;
    const zone = this.made.get(name) ?? new PrivateDnsZone(this, name, { name, ...place });
    if (!this.made.has(name)) {
      this.made.set(name, zone);
      for (const network of this.networks) zone.linkTo(network);
    }
    return zone;
  }

  /** Links a network to every zone that is here or comes later. */
  linkTo(network: INetworkReference): void {
    if (this.networks.includes(network)) return;
    this.networks.push(network);
    for (const zone of this.made.values()) zone.linkTo(network);
  }
}

class ExistingZones extends Construct implements IPrivateDnsZones {
  private readonly found = new Map<string, IPrivateDnsZone>();

  constructor(
    scope: Construct,
    id: string,
    private readonly existing: ExistingPrivateDnsZones,
  ) {
    super(scope, id);
    const { subscriptionId } = existing;
    if (subscriptionId === undefined || UUID.test(subscriptionId)) return;
    throw invalid(this, {
      property: 'subscriptionId',
      value: subscriptionId,
      rule: 'is not the id of a subscription, a UUID',
      fix: 'Copy it from `az account show --query id`',
      code: 'dns/subscription',
    });
  }

  zone(name: string): IPrivateDnsZone {
    const zone = this.found.get(name) ?? this.find(name);
    this.found.set(name, zone);
    return zone;
  }

  private find(name: string): IPrivateDnsZone {
    const { resourceGroupName, subscriptionId, linkedNetworks } = this.existing;
    if (subscriptionId === undefined) {
      return PrivateDnsZone.fromName(this, name, { name, resourceGroupName, linkedNetworks });
    }
    const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}`;
    const zoneId = `${group}/providers/Microsoft.Network/privateDnsZones/${name}`;
    return PrivateDnsZone.fromId(this, name, { zoneId, linkedNetworks });
  }
}
