import { VirtualNetworkPeering as VirtualNetworkPeeringResource } from '@cdktf/provider-azurerm/lib/virtual-network-peering';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Cidr } from '../../core/cidr';
import { pathOf, Problems } from '../../core/errors';
import { azureName, deriveName } from '../../core/names';
import { fixAddress } from '../address';
import type { IVirtualNetwork, PeeringOptions, RemoteNetwork } from './contracts';
import { partsOf } from './network-parts';

export interface VirtualNetworkPeeringProps extends PeeringOptions {
  /** The network on this side: the hub, where there is one. */
  readonly network: IVirtualNetwork;
  /** The network on the other side, or its id where it is out of reach of the program's provider. */
  readonly remote: IVirtualNetwork | RemoteNetwork;
}

const NETWORK_ID = /\/providers\/Microsoft\.Network\/virtualNetworks\/([^/]+)$/i;

interface Side {
  readonly name: string;
  readonly ranges: readonly Cidr[];
}

/**
 * Joins two networks, so that each reaches the other's private addresses: one resource on each side, since Azure connects
 * them only when both are there. Azure: "Virtual network peering".
 */
export class VirtualNetworkPeering extends Construct {
  /** @throws CdkAksError `peering/overlap`, `peering/peers-overlap`, `peering/itself`, `peering/network-id`, `name/azure` */
  constructor(scope: Construct, id: string, props: VirtualNetworkPeeringProps) {
    super(scope, id);
    const { network, remote } = props;
    const problems = new Problems(this);
    const other = isNetwork(remote) ? remote : undefined;
    const near = sideOf(network);
    const far = other ? sideOf(other) : distantSide(remote as RemoteNetwork, problems);
    const names = [
      props.name ?? deriveName('virtualNetworkPeering', ['to', far.name]),
      props.remoteName ?? deriveName('virtualNetworkPeering', ['to', near.name]),
    ] as const;
    problems.attempt('name', () => azureName('virtualNetworkPeering', names[0]));
    problems.attempt('remoteName', () => azureName('virtualNetworkPeering', names[1], 'remoteName'));
    if (other === network) {
      problems.add({
        property: 'remote',
        value: network.networkName,
        rule: 'is the network itself',
        fix: 'Pass another network',
        code: 'peering/itself',
      });
    } else {
      checkOverlaps(near, far, problems);
      this.checkPeers(network, far, problems);
      if (other) this.checkPeers(other, near, problems);
    }
    problems.throwIfAny();

    const forwarded = props.forwardedTraffic ?? true;
    const transit = props.gatewayTransit ?? false;
    const here = fixAddress(
      new VirtualNetworkPeeringResource(this, 'there', {
        name: names[0],
        resourceGroupName: network.resourceGroupName,
        virtualNetworkName: partsOf(network, this).nameReference,
        remoteVirtualNetworkId: remote.networkId,
        allowVirtualNetworkAccess: true,
        allowForwardedTraffic: forwarded,
        allowGatewayTransit: transit,
        useRemoteGateways: false,
        triggers: triggersOf(far),
      }),
    );
    if (other) {
      fixAddress(
        new VirtualNetworkPeeringResource(this, 'back', {
          name: names[1],
          resourceGroupName: other.resourceGroupName,
          virtualNetworkName: partsOf(other, this).nameReference,
          remoteVirtualNetworkId: network.networkId,
          allowVirtualNetworkAccess: true,
          allowForwardedTraffic: forwarded,
          allowGatewayTransit: false,
          useRemoteGateways: transit,
          triggers: triggersOf(near),
          // A gateway is used only once it is offered.
          dependsOn: [here],
        }),
      );
    }
    connect(network, far, this);
    if (other) connect(other, near, this);
  }

  /** Azure joins no network with two that overlap. */
  private checkPeers(network: IVirtualNetwork, far: Side, problems: Problems): void {
    for (const peer of partsOf(network, this).peers) {
      const clash = firstOverlap(peer.ranges, far.ranges);
      if (clash === undefined) continue;
      problems.add({
        property: 'remote',
        value: far.name,
        rule: `has ${clash[1]}, which overlaps ${clash[0]} of '${peer.name}', to which ${pathOf(network)} is peered already`,
        fix: 'Give each network that a hub joins ranges of its own',
        code: 'peering/peers-overlap',
      });
    }
  }
}

/** @internal Both sides where one stack may have them: below the other network where that is in another stack. */
export function peerNetworks(hub: IVirtualNetwork & Construct, other: IVirtualNetwork, options: PeeringOptions): void {
  const apart = TerraformStack.of(hub) !== TerraformStack.of(other);
  const [home, far] = apart ? [other as IVirtualNetwork & Construct, hub] : [hub, other];
  const id = `peering-${far.networkName}`;
  if (home.node.tryFindChild(id)) return;
  new VirtualNetworkPeering(home, id, { network: hub, remote: other, ...options });
}

function isNetwork(remote: IVirtualNetwork | RemoteNetwork): remote is IVirtualNetwork {
  return 'node' in remote;
}

function sideOf(network: IVirtualNetwork): Side {
  return { name: network.networkName, ranges: network.addressSpace.map((range) => Cidr.parse(range)) };
}

function distantSide({ networkId, addressSpace }: RemoteNetwork, problems: Problems): Side {
  const [, name] = NETWORK_ID.exec(networkId) ?? [];
  if (name === undefined) {
    problems.add({
      property: 'remote',
      value: networkId,
      rule: 'is not the id of a network',
      fix: 'Copy it from `az network vnet show --query id`; a network of this program is passed as it is',
      code: 'peering/network-id',
    });
  }
  const ranges = addressSpace.flatMap(
    (range) => problems.attempt('remote.addressSpace', () => Cidr.parse(range)) ?? [],
  );
  return { name: name ?? 'remote', ranges };
}

function checkOverlaps(near: Side, far: Side, problems: Problems): void {
  const clash = firstOverlap(near.ranges, far.ranges);
  if (clash === undefined) return;
  problems.add({
    property: 'remote',
    value: far.name,
    rule: `has ${clash[1]}, which overlaps ${clash[0]} of '${near.name}', and Azure joins no networks that overlap`,
    fix: 'Give one of the two another range',
    code: 'peering/overlap',
  });
}

function firstOverlap(these: readonly Cidr[], those: readonly Cidr[]): readonly [Cidr, Cidr] | undefined {
  return these.flatMap((one) => those.filter((other) => one.overlaps(other)).map((other) => [one, other] as const))[0];
}

/** Azure learns of a range that is added later only when the peering is set again. */
function triggersOf({ ranges }: Side): { readonly [name: string]: string } | undefined {
  return ranges.length > 0 ? { remote_address_space: ranges.join(',') } : undefined;
}

/** Neither the network nor its clusters may use what it reaches now. */
function connect(network: IVirtualNetwork, far: Side, asking: Construct): void {
  const parts = partsOf(network, asking);
  parts.peers.push(far);
  for (const range of far.ranges) parts.plan.connect(range, `the peered network '${far.name}'`);
}
