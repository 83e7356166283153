import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown, type Unknown, type Value } from '../../artifact/read/values';
import { blockBehind, resources } from '../cluster/blocks';

type Found = TerraformBlock | undefined | Unknown;

/** The network that a subnet is part of, as far as the files tell. */
export function networkOf(artifacts: Artifacts, subnet: Found): Found {
  return typeof subnet === 'object' ? blockBehind(artifacts, subnet.arguments.virtual_network_name) : subnet;
}

/** True where both are the same block. */
export function isBlock(one: Found, other: TerraformBlock): boolean {
  return typeof one === 'object' && one.address === other.address && one.module === other.module;
}

/** One side of a peering. */
export interface PeeringSide {
  readonly network: Found;
  readonly remote: Found;
}

export function peeringSides(artifacts: Artifacts): readonly PeeringSide[] {
  return resources(artifacts, 'azurerm_virtual_network_peering').map((block) => sideOf(artifacts, block.arguments));
}

export function sideOf(artifacts: Artifacts, peering: Readonly<Record<string, Value>>): PeeringSide {
  return {
    network: blockBehind(artifacts, peering.virtual_network_name),
    remote: blockBehind(artifacts, peering.remote_virtual_network_id),
  };
}

/** Whether one network reaches another, itself included; unknown where a peering leads to what is not in the files. */
export function reaches(artifacts: Artifacts, from: TerraformBlock, to: TerraformBlock): boolean {
  if (isBlock(from, to)) return true;
  return peeringSides(artifacts).some(
    ({ network, remote }) =>
      (isBlock(network, from) && isBlock(remote, to)) || (isBlock(network, to) && isBlock(remote, from)),
  );
}

/** Whether the files link a private DNS zone to a network; unknown where a link leads to what is not in the files. */
export function isLinked(artifacts: Artifacts, zone: TerraformBlock, network: TerraformBlock): boolean | Unknown {
  const networks = resources(artifacts, 'azurerm_private_dns_zone_virtual_network_link')
    .filter(({ arguments: link }) => isBlock(blockBehind(artifacts, zoneOf(link)), zone))
    .map(({ arguments: link }) => blockBehind(artifacts, link.virtual_network_id));
  if (networks.some((one) => isBlock(one, network))) return true;
  // The zone of a data source may have links that somebody else keeps.
  return zone.mode === 'data' || networks.includes(unknown) ? unknown : false;
}

/** The zone of a link: by its name, or since azurerm 5 by its id. */
function zoneOf({
  private_dns_zone_name: name,
  private_dns_zone_id: id,
}: TerraformBlock['arguments']): Value | undefined {
  return id ?? name;
}
