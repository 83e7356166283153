import { blockBehind } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { eachCluster } from './judge';

function example(location: string): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
      more: {
        azurerm_virtual_network: { shop: { name: 'shop', location, address_space: ['10.0.0.0/16'] } },
        azurerm_subnet: { nodes: { name: 'nodes', virtual_network_name: '${azurerm_virtual_network.shop.name}' } },
      },
    }),
  };
}

/** A network ends at the border of its region. */
export const networkElsewhere: Rule = {
  id: 'cluster/network-elsewhere',
  severity: 'error',
  what: 'is in another region than its network',
  why: 'AKS refuses the cluster',
  fix: 'Use a network in the region of the cluster',
  sources: ['Azure: Concepts - CNI Networking in AKS'],
  examples: {
    failing: example('northeurope'),
    mended: example('West Europe'),
    notApplicable: NO_CLUSTER,
    unknown: example('${var.location}'),
  },
  check: eachCluster(({ pools, location, at }, { artifacts }) => {
    const plain = (name: string): string => name.toLowerCase().replace(/ /g, '');
    const subnet = pools[0]?.subnet;
    const network = typeof subnet === 'object' ? blockBehind(artifacts, subnet.arguments.virtual_network_name) : subnet;
    const place =
      typeof network === 'object' && network.mode === 'resource'
        ? new Fields(network.arguments, network.body).text('location')
        : unknown;
    return {
      applies: subnet !== undefined,
      wrong: typeof place !== 'string' || location === unknown ? unknown : plain(place) !== plain(location),
      at: at('location'),
      because: 'its network, or the region of one of the two, is not in these files',
    };
  }),
};
