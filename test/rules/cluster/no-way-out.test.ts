import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { runRules } from '../../../lib/rules/run';
import { cluster, type SampleCluster } from '../../../lib/rules/sample';

type Blocks = NonNullable<SampleCluster['more']>;

const network = (name: string, range: string) => ({ name, address_space: [range] });
const peering = (from: string, to: string) => ({
  name: `to-${to}`,
  virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
  remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
});
const PEERED: Blocks = {
  azurerm_virtual_network_peering: { there: peering('hub', 'spoke'), back: peering('spoke', 'hub') },
};

/** What the rule says of a cluster whose nodes leave through the firewall of a hub. */
function said(more: Blocks, firewallSubnet = '${azurerm_subnet.firewall.id}') {
  const content = cluster({
    cluster: { network_profile: { network_plugin: 'azure', outbound_type: 'userDefinedRouting' } },
    system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
    more: {
      azurerm_virtual_network: { hub: network('hub', '10.1.0.0/16'), spoke: network('spoke', '10.2.0.0/16') },
      azurerm_subnet: {
        nodes: { name: 'nodes', virtual_network_name: '${azurerm_virtual_network.spoke.name}' },
        firewall: { name: 'AzureFirewallSubnet', virtual_network_name: '${azurerm_virtual_network.hub.name}' },
      },
      azurerm_firewall: { way: { name: 'way', ip_configuration: [{ name: 'ip', subnet_id: firewallSubnet }] } },
      azurerm_route_table: { out: { name: 'out' } },
      azurerm_route: {
        out: {
          name: 'out',
          route_table_name: '${azurerm_route_table.out.name}',
          address_prefix: '0.0.0.0/0',
          next_hop_type: 'VirtualAppliance',
          next_hop_in_ip_address: '${azurerm_firewall.way.ip_configuration[0].private_ip_address}',
        },
      },
      azurerm_subnet_route_table_association: {
        nodes: { subnet_id: '${azurerm_subnet.nodes.id}', route_table_id: '${azurerm_route_table.out.id}' },
      },
      ...more,
    },
  });
  const { findings, open } = runRules(readArtifacts([{ path: 'cdk.tf.json', content }]));
  return {
    found: findings.filter(({ rule }) => rule === 'cluster/no-way-out').map(({ message }) => message),
    open: open.filter(({ rule }) => rule === 'cluster/no-way-out').map(({ because }) => because),
  };
}

describe('cluster/no-way-out', () => {
  it('tells of a firewall in a network that the nodes do not reach', () => {
    expect(said({})).toEqual({
      found: [
        'leaves through azurerm_firewall.way, and no peering joins its network with that of azurerm_subnet.nodes',
      ],
      open: [],
    });
  });

  it('is content with a peering, and with a firewall in the network of the nodes', () => {
    expect(said(PEERED)).toEqual({ found: [], open: [] });
    expect(said({}, '${azurerm_subnet.nodes.id}')).toEqual({ found: [], open: [] });
  });

  it('says so where it can not know: a subnet elsewhere, or what joins networks without peerings', () => {
    const because = ['the network of its subnet or of its firewall is not in these files'];
    expect(said({}, '${var.subnet}')).toEqual({ found: [], open: because });
    expect(said({ azurerm_network_manager_connectivity_configuration: { all: { name: 'all' } } })).toEqual({
      found: [],
      open: because,
    });
  });
});
