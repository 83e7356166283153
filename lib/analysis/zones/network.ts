import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
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
  return [...new Set(gateways)].flatMap((gateway) => {
    const zones = zonesOf(gateway);
    if (zones === unknown) return [];
    const name = `NAT gateway ${gateway.address}`;
    if (zones.length === 0) return [`${name} is in a zone that Azure chose: if it is this one, nothing calls out`];
    return zones.length === 1 && zones[0] === zone ? [`${name} is in this zone alone: nothing calls out`] : [];
  });
}

function zonesOf(block: TerraformBlock) {
  const zones = new Fields(block.arguments, block.body).texts('zones');
  return zones === unknown ? unknown : (zones ?? []);
}
