import { blockBehind } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import { all } from '../../analysis/cluster/truth';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { NO_CLUSTER } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

function example(subnet: object, id = '${azurerm_subnet.apps.id}'): Record<string, string> {
  const network = '${azurerm_virtual_network.shop.name}';
  return {
    'cdk.tf.json': cluster({
      system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
      pools: { apps: { vnet_subnet_id: id } },
      more: {
        azurerm_virtual_network: {
          shop: { name: 'shop', address_space: ['10.0.0.0/16'] },
          other: { name: 'other', address_space: ['10.1.0.0/16'] },
        },
        azurerm_subnet: {
          nodes: { name: 'nodes', virtual_network_name: network, address_prefixes: ['10.0.0.0/24'] },
          apps: { name: 'apps', virtual_network_name: network, address_prefixes: ['10.0.1.0/24'], ...subnet },
        },
      },
    }),
  };
}

/** All nodes of a cluster live in one network, in subnets that nobody else was given. */
export const poolSubnet: Rule = {
  id: 'pool/subnet-unfit',
  severity: 'error',
  what: 'has a subnet that its nodes cannot use',
  why: 'AKS refuses the pool',
  fix: 'Use subnets of one virtual network that are delegated to nobody',
  sources: ['Azure: Concepts - CNI Networking in AKS', 'Azure: Create Node Pools in AKS'],
  facts: ['NET12', 'NET14', 'NET15', 'NET18'],
  examples: {
    failing: example({ virtual_network_name: '${azurerm_virtual_network.other.name}' }),
    mended: example({}),
    notApplicable: NO_CLUSTER,
    unknown: example({}, '${var.subnet}'),
  },
  check: eachPool((pool, cluster, { artifacts }) => {
    const applies = pool.subnet !== undefined;
    const who = named(pool);
    const fields =
      pool.subnet === undefined || pool.subnet === unknown
        ? undefined
        : new Fields(pool.subnet.arguments, pool.subnet.body);
    const home = networkOf(artifacts, pool.subnet);
    const others = (cluster?.pools ?? []).map(({ subnet }) => networkOf(artifacts, subnet));
    const pods = networkOf(artifacts, pool.podSubnet);
    const because = 'its subnet is not in these files';
    const overlay = isSame(cluster?.network.model ?? unknown, 'overlay');
    const long = (block: Fields | undefined): boolean => {
      const name = block?.text('name');
      return typeof name === 'string' && name.length > 63;
    };
    return [
      {
        applies,
        wrong: fields === undefined ? unknown : fields.has('delegation'),
        at: pool.at('vnet_subnet_id'),
        detail: `${who} has a subnet that is delegated to a service`,
        because,
      },
      {
        applies,
        wrong: typeof home !== 'object' ? unknown : others.some((other) => typeof other === 'object' && other !== home),
        at: pool.at('vnet_subnet_id'),
        detail: `${who} is in another virtual network than another pool of its cluster`,
        because,
      },
      {
        applies: pool.subnet === undefined && (cluster?.pools ?? []).length > 1,
        wrong: (cluster?.pools ?? []).some(({ subnet }) => subnet !== undefined),
        at: pool.at('vnet_subnet_id'),
        detail: `${who} has no subnet of yours, and another pool of its cluster has one`,
        fix: 'Give every pool a vnet_subnet_id, or none',
      },
      {
        applies: pool.podSubnet !== undefined,
        wrong: typeof home !== 'object' || typeof pods !== 'object' ? unknown : home !== pods,
        at: pool.at('pod_subnet_id'),
        detail: `${who} takes its pods' addresses from another virtual network than its nodes'`,
        because,
      },
      {
        applies: all(overlay, applies),
        wrong: long(fields) || long(typeof home === 'object' ? new Fields(home.arguments, home.body) : undefined),
        at: pool.at('vnet_subnet_id'),
        detail: `${who} has a subnet or network whose name is longer than the 63 characters of an overlay`,
      },
    ];
  }),
};

function networkOf(
  artifacts: Artifacts,
  subnet: TerraformBlock | undefined | Unknown,
): TerraformBlock | undefined | Unknown {
  if (subnet === undefined || subnet === unknown) return subnet;
  return blockBehind(artifacts, subnet.arguments.virtual_network_name);
}
