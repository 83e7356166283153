import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown, type Value } from '../../artifact/read/values';
import type { ClusterView } from '../cluster/clusters';
import { resources } from '../cluster/blocks';
import { Fields } from '../cluster/fields';
import { targetOf } from '../identity/identities';

/** What of the network of a cluster goes dark with a zone, in words. */
export function networkLosses(view: ClusterView, zone: string, artifacts: Artifacts): readonly string[] {
  const subnets = new Set(view.pools.map(({ subnet }) => subnet).filter((one) => one !== undefined && one !== unknown));
  const gateways = resources(artifacts, 'azurerm_subnet_nat_gateway_association').flatMap(({ arguments: fields }) => {
    const subnet = targetOf(artifacts, fields.subnet_id);
    const gateway = targetOf(artifacts, fields.nat_gateway_id);
    return subnet && gateway && subnets.has(subnet) ? [gateway] : [];
  });
  const outbound = view.fields.raw('network_profile', 'load_balancer_profile', 'outbound_ip_address_ids');
  const addresses = (Array.isArray(outbound) ? (outbound as readonly Value[]) : []).flatMap(
    (id) => targetOf(artifacts, id) ?? [],
  );
  return [
    ...[...new Set(gateways)].flatMap((gateway) => lossOf(`NAT gateway ${gateway.address}`, gateway, zone)),
    ...[...new Set(addresses)].flatMap((one) => lossOf(`address ${one.address} of the load balancer`, one, zone)),
  ];
}

/** A gateway without zones is put into one by Azure; an address without zones is in none that can be lost alone. */
function lossOf(name: string, block: TerraformBlock, zone: string): readonly string[] {
  const zones = zonesOf(block);
  if (zones === unknown) return [];
  if (zones.length === 0 && block.type === 'azurerm_nat_gateway') {
    return [`${name} is in a zone that Azure chose: if it is this one, nothing calls out`];
  }
  return zones.length === 1 && zones[0] === zone ? [`${name} is in this zone alone: nothing calls out`] : [];
}

function zonesOf(block: TerraformBlock) {
  const zones = new Fields(block.arguments, block.body).texts('zones');
  return zones === unknown ? unknown : (zones ?? []);
}
