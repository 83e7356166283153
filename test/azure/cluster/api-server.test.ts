import { ApiServer, ApiServerDns } from '../../../lib/azure/cluster/api-server';
import type { AksClusterProps } from '../../../lib/azure/cluster/aks-cluster-props';
import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { PrivateDnsZone } from '../../../lib/azure/network/private-dns-zone';
import { type NetworkWorld, plainEnvironment, refused, resolved, thrown } from '../network/world';
import { clusterWorld, ruleErrors } from './world';

const ZONES =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones';
const zone = (zoneName: string) =>
  PrivateDnsZone.fromId(plainEnvironment(), 'zone', { zoneId: `${ZONES}/${zoneName}` });
const ZONE = zone('privatelink.westeurope.azmk8s.io');

describe('ApiServer', () => {
  it('is reached over the internet unless told otherwise', () => {
    const { body, cluster, prod } = clusterWorld({ apiServer: ApiServer.public() });
    expect(body()).toMatchObject({ dns_prefix: 'prod-aks' });
    expect(Object.keys(body()).filter((argument) => /private|api_server/.test(argument))).toEqual([]);
    expect(resolved(prod, cluster.network.apiServerCidr)).toBeUndefined();
  });

  it('is private behind an endpoint in the subnet of the system pool, with a zone that AKS makes', () => {
    const { cluster, prod, render } = clusterWorld({ apiServer: ApiServer.private() });
    const rendered = render();
    expect(rendered.only('azurerm_kubernetes_cluster')).toMatchObject({
      dns_prefix: 'prod-aks',
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: false,
      private_dns_zone_id: 'System',
    });
    // Where policies must let pods go that call it.
    expect(cluster.network.apiServerCidr).toBeDefined();
    expect(resolved(prod, cluster.network.apiServerCidr)).toEqual(
      (rendered.all('azurerm_subnet')['network_aks-nodes'] as { address_prefixes: string[] }).address_prefixes[0],
    );
    expect(refused(rendered)).toEqual([]);
    expect(ruleErrors(rendered)).toEqual([]);
  });

  it('has a public name alone where it has no zone', () => {
    expect(clusterWorld({ apiServer: ApiServer.private({ dns: ApiServerDns.none() }) }).body()).toMatchObject({
      private_cluster_public_fqdn_enabled: true,
      private_dns_zone_id: 'None',
    });
  });

  it('may write a zone of ours before it is made', () => {
    const { render } = clusterWorld({
      apiServer: ApiServer.private({ dns: ApiServerDns.zone(ZONE, { subdomain: 'shop' }), publicFqdn: true }),
    });
    const rendered = render();
    const body = rendered.only('azurerm_kubernetes_cluster');
    expect(body).toMatchObject({
      dns_prefix_private_cluster: 'shop',
      private_cluster_public_fqdn_enabled: true,
      private_dns_zone_id: ZONE.zoneId,
    });
    expect(body).not.toHaveProperty('dns_prefix');
    expect(rendered.all('azurerm_role_assignment')).toMatchObject({
      'aks_private-dns-zone-contributor-privatelink_westeurope_azmk8s_io': {
        role_definition_name: 'Private DNS Zone Contributor',
        scope: ZONE.zoneId,
        principal_id: '${azurerm_user_assigned_identity.aks_identity.principal_id}',
      },
      'aks_network-contributor-network': {
        role_definition_name: 'Network Contributor',
        scope: '${azurerm_virtual_network.network.id}',
      },
    });
    expect(body.depends_on).toEqual(
      expect.arrayContaining([
        'azurerm_role_assignment.aks_private-dns-zone-contributor-privatelink_westeurope_azmk8s_io',
        'azurerm_role_assignment.aks_network-contributor-network',
      ]),
    );
    expect(refused(rendered)).toEqual([]);
    expect(ruleErrors(rendered)).toEqual([]);
  });

  it('stands in a subnet of its own that is planned for it', () => {
    const { cluster, prod, render } = clusterWorld({
      apiServer: ApiServer.private({ vnetIntegration: true }),
    });
    const rendered = render();
    expect(rendered.only('azurerm_kubernetes_cluster')).toMatchObject({
      private_cluster_enabled: true,
      api_server_access_profile: {
        virtual_network_integration_enabled: true,
        subnet_id: '${azurerm_subnet.network_aks-api-server.id}',
      },
      depends_on: expect.arrayContaining([
        'azurerm_role_assignment.aks_network-contributor-network_aks-api-server',
      ]) as unknown,
    });
    // Nine addresses and five of Azure's.
    expect(rendered.all('azurerm_subnet')['network_aks-api-server']).toMatchObject({
      address_prefixes: [expect.stringMatching(/\/28$/)],
      delegation: [expect.objectContaining({ name: 'managedClusters' })],
    });
    expect(resolved(prod, cluster.network.apiServerCidr)).toMatch(/\/28$/);
    expect(refused(rendered)).toEqual([]);
    expect(ruleErrors(rendered)).toEqual([]);
  });

  it('shares a subnet with that of another cluster, and takes more callers there', () => {
    const { render } = clusterWorld(({ network }) => ({
      apiServer: ApiServer.public({
        vnetIntegration: {
          subnet: network.addSubnet('api', { delegation: 'Microsoft.ContainerService/managedClusters' }),
        },
      }),
      authorizedIpRanges: Array.from({ length: 250 }, (_, index) => `203.0.113.${index}`),
    }));
    const body = render().only('azurerm_kubernetes_cluster');
    expect(body.api_server_access_profile).toMatchObject({ subnet_id: '${azurerm_subnet.network_api.id}' });
    expect(body).not.toHaveProperty('private_cluster_enabled');
  });

  it('knows the zones of other clouds', () => {
    const government = { cloud: 'usgovernment', location: 'usgovvirginia' } as const;
    const dns = ApiServerDns.zone(zone('shop.privatelink.usgovvirginia.cx.aks.containerservice.azure.us'));
    expect(clusterWorld({ apiServer: ApiServer.private({ dns }) }, government).body()).toMatchObject({
      private_dns_zone_id: dns.zone?.zoneId,
    });
  });

  it.each<[string, Partial<AksClusterProps> | ((world: NetworkWorld) => Partial<AksClusterProps>), string]>([
    [
      'ranges of callers for a private API server',
      { apiServer: ApiServer.private(), authorizedIpRanges: ['203.0.113.0/24'] },
      "[prod/aks] 'authorizedIpRanges' (203.0.113.0/24) narrows who may call over the internet, and the API server is private. Leave it out: networks and their security groups say who may call a private cluster (API02). (api-server/private-ranges)",
    ],
    [
      'a private API server without any name',
      { apiServer: ApiServer.private({ dns: ApiServerDns.none(), publicFqdn: false }) },
      "[prod/aks] 'apiServer.publicFqdn' (false) leaves the API server without any name, since it has no private zone either. Leave it out, or use ApiServerDns.system() (API06). (api-server/no-name)",
    ],
    [
      'the zone of another region',
      { apiServer: ApiServer.private({ dns: ApiServerDns.zone(zone('privatelink.northeurope.azmk8s.io')) }) },
      "[prod/aks] 'apiServer.dns.zone' (privatelink.northeurope.azmk8s.io) is not the zone of private API servers of westeurope. Name it privatelink.westeurope.azmk8s.io, or <subzone>.privatelink.westeurope.azmk8s.io with at most 32 characters before the dot (API07). (api-server/zone-name)",
    ],
    [
      'a zone of private endpoints for an API server in the network',
      { apiServer: ApiServer.private({ dns: ApiServerDns.zone(ZONE), vnetIntegration: true }) },
      "[prod/aks] 'apiServer.dns.zone' (privatelink.westeurope.azmk8s.io) is not the zone of API servers in a network of westeurope. Name it private.westeurope.azmk8s.io, or <subzone>.private.westeurope.azmk8s.io with at most 32 characters before the dot (API07). (api-server/zone-name)",
    ],
    [
      'a subzone that is too long',
      { apiServer: ApiServer.private({ dns: ApiServerDns.zone(zone(`${'s'.repeat(33)}.${ZONE.zoneName}`)) }) },
      '(api-server/zone-name)',
    ],
    [
      'a subdomain that is no name',
      { apiServer: ApiServer.private({ dns: ApiServerDns.zone(ZONE, { subdomain: 'shop.prod' }) }) },
      "[prod/aks] 'apiServer.dns.subdomain' (shop.prod) is not the name of an AKS cluster's DNS prefix: 1 to 54 letters, digits, '-', starting and ending with a letter or digit. Did you mean 'shop-prod'? (name/azure)",
    ],
    [
      'a subnet for API servers that is not delegated',
      ({ network }) => ({ apiServer: ApiServer.public({ vnetIntegration: { subnet: network.addSubnet('api') } }) }),
      "[prod/aks] 'apiServer.vnetIntegration.subnet' (api) is not delegated to Microsoft.ContainerService/managedClusters. Add it with addSubnet(id, { delegation: 'Microsoft.ContainerService/managedClusters' }) (API12). (api-server/delegation)",
    ],
    [
      'a subnet for API servers of another network',
      ({ prod }) => ({
        apiServer: ApiServer.public({
          vnetIntegration: {
            subnet: new VirtualNetwork(prod, 'elsewhere', { addressSpace: '10.99.0.0/16' }).addSubnet('api', {
              delegation: 'Microsoft.ContainerService/managedClusters',
            }),
          },
        }),
      }),
      "[prod/aks] 'apiServer.vnetIntegration.subnet' (api) lies in the network 'prod-elsewhere', and 'network' is 'prod-network'. Pass a subnet of that network. (cluster/other-network)",
    ],
    [
      'more callers than an API server in the network takes',
      {
        apiServer: ApiServer.public({ vnetIntegration: true }),
        authorizedIpRanges: Array.from(
          { length: 2001 },
          (_, index) => `203.0.${Math.floor(index / 250)}.${index % 250}`,
        ),
      },
      "[prod/aks] 'authorizedIpRanges' (2001) is above the 2000 ranges that an API server takes. Merge ranges (API01). (access/too-many-ranges)",
    ],
  ])('refuses %s', (_, of, expected) => {
    expect(thrown(() => clusterWorld(of)).join('\n')).toContain(expected);
  });

  it('does not stand in a network in Qatar Central', () => {
    expect(
      thrown(() =>
        clusterWorld({ apiServer: ApiServer.public({ vnetIntegration: true }) }, { location: 'qatarcentral' }),
      ),
    ).toEqual([
      "[prod/aks] 'apiServer.vnetIntegration' (qatarcentral) is a region whose API servers stand in no network of yours. Leave vnetIntegration out, or take another region (API13). (api-server/region)",
    ]);
  });

  it('works under every network profile', () => {
    for (const networkProfile of [NetworkProfile.overlay(), NetworkProfile.nodeSubnet(), NetworkProfile.podSubnet()]) {
      const { render } = clusterWorld({ networkProfile, apiServer: ApiServer.private({ vnetIntegration: true }) });
      const rendered = render();
      expect(refused(rendered)).toEqual([]);
      expect(ruleErrors(rendered)).toEqual([]);
    }
  });
});
