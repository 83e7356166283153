import { cluster, type SampleCluster } from '../sample';

/** A cluster in a network of its own: the subnet's range, the network's space, and what else is said of it. */
export function inNetwork(subnet: string, options: SampleCluster & { readonly space?: string } = {}): string {
  const { space = '10.20.0.0/16', ...more } = options;
  const SUBNET = { vnet_subnet_id: '${azurerm_subnet.nodes.id}' };
  return cluster({
    ...more,
    cluster: { network_profile: { network_plugin: 'azure' }, ...more.cluster },
    system: { ...SUBNET, max_pods: 30, upgrade_settings: { max_surge: '33%' }, ...more.system },
    more: {
      azurerm_virtual_network: {
        network: { name: 'shop', location: 'westeurope', resource_group_name: 'shop', address_space: [space] },
      },
      azurerm_subnet: {
        nodes: {
          name: 'nodes',
          resource_group_name: 'shop',
          virtual_network_name: '${azurerm_virtual_network.network.name}',
          address_prefixes: [subnet],
        },
      },
      ...more.more,
    },
  });
}
