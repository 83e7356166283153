import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { runRules } from '../../../lib/rules/run';
import { cluster, type SampleCluster } from '../../../lib/rules/sample';

type Blocks = NonNullable<SampleCluster['more']>;

const grant = (role: string, scope: string) => ({
  principal_id: '${azurerm_user_assigned_identity.aks.principal_id}',
  role_definition_name: role,
  scope,
});
const ZONE = grant('Private DNS Zone Contributor', '${azurerm_private_dns_zone.dns.id}');

/** What the rule says of a private cluster with a zone of its own, in a network of these files. */
function said(roles: Readonly<Record<string, ReturnType<typeof grant>>>, more: Blocks = {}): readonly string[] {
  const content = cluster({
    cluster: {
      identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.aks.id}'] },
      private_cluster_enabled: true,
      private_dns_zone_id: '${azurerm_private_dns_zone.dns.id}',
    },
    system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
    more: {
      azurerm_user_assigned_identity: { aks: { name: 'aks' } },
      azurerm_resource_group: { network: { name: 'network', location: 'westeurope' } },
      azurerm_private_dns_zone: { dns: { name: 'privatelink.westeurope.azmk8s.io', resource_group_name: 'dns' } },
      azurerm_virtual_network: {
        shop: { name: 'shop', resource_group_name: '${azurerm_resource_group.network.name}' },
      },
      azurerm_subnet: { nodes: { name: 'nodes', virtual_network_name: '${azurerm_virtual_network.shop.name}' } },
      azurerm_role_assignment: { zone: ZONE, ...roles },
      ...more,
    },
  });
  const { findings } = runRules(readArtifacts([{ path: 'cdk.tf.json', content }]));
  return findings.filter(({ rule }) => rule === 'cluster/no-creation-grant').map(({ message }) => message);
}

describe('cluster/no-creation-grant of a zone', () => {
  it('tells of a network that the cluster may not link its zone to', () => {
    expect(said({})).toEqual([
      'has its zone linked to azurerm_virtual_network.shop, on which its identity is no Network Contributor',
    ]);
  });

  it.each([
    ['the network', '${azurerm_virtual_network.shop.id}'],
    ['its resource group', '${azurerm_resource_group.network.id}'],
  ])('is content with the role on %s', (_, scope) => {
    expect(said({ network: grant('Network Contributor', scope) })).toEqual([]);
  });

  it('is content with a link that is there already', () => {
    const link = {
      name: 'shop',
      private_dns_zone_name: '${azurerm_private_dns_zone.dns.name}',
      virtual_network_id: '${azurerm_virtual_network.shop.id}',
    };
    expect(said({}, { azurerm_private_dns_zone_virtual_network_link: { shop: link } })).toEqual([]);
  });
});
