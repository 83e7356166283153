import { unknown } from '../../artifact/read/values';
import { blockBehind, resources } from '../../analysis/cluster/blocks';
import type { ClusterView } from '../../analysis/cluster/clusters';
import { Fields } from '../../analysis/cluster/fields';
import { targetOf } from '../../analysis/identity/identities';
import type { TerraformBlock } from '../../artifact/read/model';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { inNetwork } from '../addresses/sample';

const nat = (gateway: Readonly<Record<string, unknown>>): string =>
  inNetwork('10.20.0.0/22', {
    more: {
      azurerm_nat_gateway: { out: { name: 'out', location: 'westeurope', resource_group_name: 'shop', ...gateway } },
      azurerm_subnet_nat_gateway_association: {
        out: { subnet_id: '${azurerm_subnet.nodes.id}', nat_gateway_id: '${azurerm_nat_gateway.out.id}' },
      },
    },
  });

/** A NAT gateway of the Standard SKU lives in one zone, told or not. */
export const oneNatGateway: Rule = {
  id: 'zones/one-nat-gateway',
  severity: 'warning',
  what: 'is the way out for nodes of several zones, and lives in one',
  why: 'when its zone goes dark, nodes of the other zones reach nothing outside: no registry, no database, no identity',
  fix: 'Use sku_name StandardV2, which spans zones, or a subnet with a NAT gateway of its own for each zone',
  sources: [
    'Azure: Create a Managed or User-Assigned NAT Gateway for your AKS Cluster',
    'Azure: NAT gateway and availability zones',
  ],
  facts: ['EG11'],
  examples: {
    failing: { 'cdk.tf.json': nat({ sku_name: 'Standard', zones: ['1'] }) },
    mended: { 'cdk.tf.json': nat({ sku_name: 'StandardV2' }) },
    notApplicable: { 'cdk.tf.json': inNetwork('10.20.0.0/22') },
    unknown: { 'cdk.tf.json': nat({ sku_name: '${var.sku}' }) },
  },
  *check({ artifacts, clusters }) {
    const associations = resources(artifacts, 'azurerm_subnet_nat_gateway_association');
    for (const view of clusters) {
      const outbound = view.network.outboundType;
      const zones = zonesOf(view);
      if (zones === undefined) {
        yield notKnown(view.block, 'the zones of its pools are not in these files');
        continue;
      }
      if (outbound === 'managedNATGateway' && zones.size > 1) {
        yield finding(view.block, view.at('network_profile', 'outbound_type'), {
          detail: `lets nodes of zones ${[...zones].sort().join(', ')} out through one managed NAT gateway, which lives in one zone`,
          fix: 'Bring a StandardV2 NAT gateway (userAssignedNATGateway), or use the load balancer',
        });
        continue;
      }
      const gateways = new Set<TerraformBlock>();
      for (const { arguments: fields } of associations) {
        const subnet = targetOf(artifacts, fields.subnet_id);
        const gateway = blockBehind(artifacts, fields.nat_gateway_id);
        const isUsed = view.pools.some((pool) => pool.subnet === subnet);
        if (subnet && isUsed && gateway !== undefined && gateway !== unknown) gateways.add(gateway);
      }
      if (gateways.size === 0 || zones.size < 2) yield notApplicable(view.block);
      for (const gateway of zones.size < 2 ? [] : gateways) {
        const sku = new Fields(gateway.arguments, gateway.body).text('sku_name');
        if (sku === unknown) yield notKnown(gateway, 'its SKU is not in these files');
        else if (sku === 'StandardV2' || servesOneZone(gateway, view, associations, artifacts))
          yield compliant(gateway);
        else {
          yield finding(gateway, ['zones'], {
            detail: `is the way out for nodes of zones ${[...zones].sort().join(', ')}, and lives in one`,
          });
        }
      }
    }
  },
};

function zonesOf({ pools }: ClusterView): ReadonlySet<string> | undefined {
  const zones = new Set<string>();
  for (const pool of pools) {
    if (pool.zones === unknown) return undefined;
    for (const zone of pool.zones) zones.add(zone);
  }
  return zones;
}

/** True where all pools behind the gateway are in one zone. */
function servesOneZone(
  gateway: TerraformBlock,
  { pools }: ClusterView,
  associations: readonly TerraformBlock[],
  artifacts: Parameters<typeof targetOf>[0],
): boolean {
  const subnets = associations
    .filter(({ arguments: fields }) => targetOf(artifacts, fields.nat_gateway_id) === gateway)
    .map(({ arguments: fields }) => targetOf(artifacts, fields.subnet_id));
  const zones = pools
    .filter(({ subnet }) => subnet !== undefined && subnet !== unknown && subnets.includes(subnet))
    .flatMap((pool) => (pool.zones === unknown ? [] : pool.zones));
  return new Set(zones).size < 2;
}
