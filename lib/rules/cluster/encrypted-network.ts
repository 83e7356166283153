import { blockBehind } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import { all, any } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { eachCluster } from './judge';

function example(network: object, subnet = '${azurerm_subnet.nodes.id}'): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      cluster: { api_server_access_profile: { virtual_network_integration_enabled: true } },
      system: { vnet_subnet_id: subnet },
      more: {
        azurerm_virtual_network: { shop: { name: 'shop', address_space: ['10.0.0.0/16'], ...network } },
        azurerm_subnet: { nodes: { name: 'nodes', virtual_network_name: '${azurerm_virtual_network.shop.name}' } },
      },
    }),
  };
}

/** The API server's side of an integrated network cannot be encrypted yet. */
export const encryptedNetwork: Rule = {
  id: 'cluster/encrypted-network',
  severity: 'error',
  what: 'has API Server VNet Integration in a network that is encrypted',
  why: 'AKS blocks nodes of the fourth generation and later there; older ones talk unencrypted',
  fix: 'Leave encryption of the virtual network out, or VNet Integration',
  sources: ['Azure: API Server VNet Integration in AKS'],
  facts: ['API14'],
  examples: {
    failing: example({ encryption: { enforcement: 'AllowUnencrypted' } }),
    mended: example({}),
    notApplicable: NO_CLUSTER,
    unknown: example({}, '${var.subnet}'),
  },
  check: eachCluster(({ fields, pools, at }, { artifacts }) => {
    const encrypted = pools.map(({ subnet, vmSize }) => {
      if (subnet === undefined) return false;
      const network = subnet === unknown ? unknown : blockBehind(artifacts, subnet.arguments.virtual_network_name);
      if (network === undefined || network === unknown || network.mode === 'data') return unknown;
      const isOld = typeof vmSize === 'string' && /_v[23]$/.test(vmSize);
      return all(new Fields(network.arguments, network.body).has('encryption'), !isOld);
    });
    return {
      applies: isSame(fields.flag('api_server_access_profile', 'virtual_network_integration_enabled'), true),
      wrong: any(...encrypted),
      at: at('api_server_access_profile', 'virtual_network_integration_enabled'),
      because: 'its network is not in these files',
    };
  }),
};
