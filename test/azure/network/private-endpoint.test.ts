import { ApiServer } from '../../../lib/azure/cluster/api-server';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { clusterWorld } from '../cluster/world';
import { KeyVault } from '../../../lib/azure/identity/key-vault';
import { PrivateDnsZone } from '../../../lib/azure/network/private-dns-zone';
import { PrivateDnsZones } from '../../../lib/azure/network/private-dns-zones';
import { PrivateEndpoint, type PrivateEndpointProps } from '../../../lib/azure/network/private-endpoint';
import { PrivateLink } from '../../../lib/azure/network/private-link';
import { privateLinkZones } from '../../../lib/azure/network/private-link-zones';
import { Subnet } from '../../../lib/azure/network/subnet';
import { ContainerRegistry } from '../../../lib/azure/registry/container-registry';
import { networkWorld, refused, resolved, thrown } from './world';

const VAULTS = 'privatelink.vaultcore.azure.net';
const HUB_ZONE = `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/${VAULTS}`;

function world() {
  const made = networkWorld();
  const { prod, network } = made;
  const subnet = Subnet.forPrivateEndpoints(network);
  const dns = new PrivateDnsZones(prod, 'dns');
  const vault = new KeyVault(prod, 'vault', { name: 'contoso' });
  const endpoint = (props: Partial<PrivateEndpointProps> = {}, id = 'endpoint') =>
    new PrivateEndpoint(prod, id, { target: vault, subnet, dns, ...props });
  return { ...made, subnet, dns, vault, endpoint };
}

describe('PrivateEndpoint', () => {
  it('leads to a vault, writes its names to the zone, links the network, and closes the vault to the internet', () => {
    const { prod, vault, subnet, endpoint, render } = world();
    expect(vault.publicNetworkAccess).toBe(true);
    const made = endpoint();
    const rendered = render();
    expect(rendered.all('azurerm_private_endpoint')).toEqual({
      endpoint: {
        name: 'prod-endpoint',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        location: 'westeurope',
        subnet_id: '${azurerm_subnet.network_private-endpoints.id}',
        private_service_connection: {
          name: 'prod-endpoint',
          private_connection_resource_id: '${azurerm_key_vault.vault.id}',
          subresource_names: ['vault'],
          is_manual_connection: false,
        },
        private_dns_zone_group: {
          name: 'default',
          private_dns_zone_ids: ['${azurerm_private_dns_zone.dns_privatelink_vaultcore_azure_net.id}'],
        },
        tags: {},
      },
    });
    expect(rendered.only('azurerm_private_dns_zone')).toMatchObject({ name: VAULTS });
    expect(rendered.only('azurerm_private_dns_zone_virtual_network_link')).toMatchObject({
      virtual_network_id: '${azurerm_virtual_network.network.id}',
    });
    expect(rendered.only('azurerm_key_vault')).toMatchObject({
      public_network_access_enabled: false,
      network_acls: { default_action: 'Deny' },
    });
    expect(vault.publicNetworkAccess).toBe(false);
    expect(vault.privateRanges.map((range) => resolved(prod, range))).toEqual([resolved(prod, subnet.prefix)]);
    expect(resolved(prod, made.privateIpAddress)).toBe(
      '${azurerm_private_endpoint.endpoint.private_service_connection[0].private_ip_address}',
    );
    expect(refused(rendered)).toEqual([]);
  });

  it('leaves a service open that the program wants open', () => {
    const { prod, endpoint, render } = world();
    endpoint({ target: new KeyVault(prod, 'open', { name: 'contoso-open', publicNetworkAccess: true }) });
    expect(render().all('azurerm_key_vault').open).toMatchObject({ public_network_access_enabled: true });
  });

  it('counts an address for each region of a registry, and closes it', () => {
    const { prod, endpoint, subnet, render } = world();
    const registry = new ContainerRegistry(prod, 'registry', { name: 'contoso', geoReplications: ['northeurope'] });
    const demands: number[] = [];
    const addDemand = subnet.addDemand.bind(subnet);
    subnet.addDemand = (demand) => {
      demands.push(demand.addresses());
      addDemand(demand);
    };
    endpoint({ target: registry });
    expect(demands).toEqual([3]);
    const rendered = render();
    expect(rendered.only('azurerm_container_registry')).toMatchObject({ public_network_access_enabled: false });
    expect(rendered.only('azurerm_private_dns_zone')).toMatchObject({ name: 'privatelink.azurecr.io' });
    expect(refused(rendered)).toEqual([]);
  });

  it('uses zones that were brought, by name or by id', () => {
    const { prod, network, endpoint, render } = world();
    const zone = PrivateDnsZone.fromId(prod, 'hub', { zoneId: HUB_ZONE, linkedNetworks: [network] });
    endpoint({ dns: zone });
    endpoint({ dns: [PrivateDnsZone.fromName(prod, 'own', { name: VAULTS })] }, 'second');
    const dns = PrivateDnsZones.fromResourceGroup(prod, 'zones', {
      resourceGroupName: 'dns',
      linkedNetworks: [network],
    });
    endpoint({ dns }, 'third');
    const rendered = render();
    const ids = Object.values(rendered.all('azurerm_private_endpoint')).map(
      ({ private_dns_zone_group: group }) => group,
    );
    expect(ids).toEqual([
      { name: 'default', private_dns_zone_ids: [HUB_ZONE] },
      { name: 'default', private_dns_zone_ids: ['${data.azurerm_private_dns_zone.own.id}'] },
      {
        name: 'default',
        private_dns_zone_ids: ['${data.azurerm_private_dns_zone.zones_privatelink_vaultcore_azure_net.id}'],
      },
    ]);
    expect(refused(rendered)).toEqual([]);
  });

  it('leaves names to a policy of Azure on request, and asks an owner for approval', () => {
    const { endpoint, render } = world();
    endpoint({ dns: 'managed-elsewhere', requestMessage: 'For the shop of team web.' });
    const body = render().only('azurerm_private_endpoint');
    expect(body).toMatchObject({
      lifecycle: { ignore_changes: ['private_dns_zone_group'] },
      private_service_connection: { is_manual_connection: true, request_message: 'For the shop of team web.' },
    });
    expect(body).not.toHaveProperty('private_dns_zone_group');
  });

  it('can be overridden with a reason', () => {
    const { endpoint, render } = world();
    endpoint().override('custom_network_interface_name', 'nic', { reason: 'our names' });
    expect(render().only('azurerm_private_endpoint')).toMatchObject({ custom_network_interface_name: 'nic' });
  });

  it('refuses an endpoint whose names nobody would resolve', () => {
    const { prod, endpoint } = world();
    const lacking = (value: string) =>
      `'dns' ${value}lacks the zone privatelink.vaultcore.azure.net, so that clients would resolve the public address of key vault 'contoso'. Pass \`new PrivateDnsZones(…)\`, which makes what is needed, or the zone of that name. (private-endpoint/no-zone)`;
    expect(thrown(() => endpoint({ dns: undefined }))).toEqual([`[prod/endpoint] ${lacking('')}`]);
    expect(thrown(() => endpoint({ dns: [] }, 'b'))).toEqual([`[prod/b] ${lacking('')}`]);
    const registry = new PrivateDnsZone(prod, 'registries', { name: 'privatelink.azurecr.io' });
    expect(thrown(() => endpoint({ dns: registry }, 'c'))).toEqual([
      `[prod/c] ${lacking('(privatelink.azurecr.io) ')}`,
    ]);
    const elsewhere = PrivateDnsZone.fromId(prod, 'hub', { zoneId: HUB_ZONE });
    expect(thrown(() => endpoint({ dns: elsewhere }, 'd'))).toEqual([
      "[prod/hub] 'network' (prod-network) is not linked to this zone, which was brought by its id and is managed elsewhere. Have its owner link the network, and name it in linkedNetworks; a zone of this subscription is brought with PrivateDnsZone.fromName. (dns/zone-elsewhere)",
    ]);
  });

  it('tells everything wrong with an endpoint at once', () => {
    const { prod, network, endpoint } = world();
    const target = new ContainerRegistry(prod, 'registry', { name: 'contoso', sku: 'Standard' });
    const subnet = network.addSubnet('api', { delegation: 'Microsoft.ContainerService/managedClusters' });
    expect(thrown(() => endpoint({ target, subnet, name: 'x', subresource: 'blob', requestMessage: ' ' }))).toEqual([
      "[prod/endpoint] 'name' (x) has 1 characters; the name of a private endpoint has 2 to 64. Did you mean 'x-endpoint'? (name/azure)",
      "[prod/endpoint] 'subnet' (api) is delegated to Microsoft.ContainerService/managedClusters. Pass another one, such as Subnet.forPrivateEndpoints(network). (private-endpoint/subnet)",
      "[prod/endpoint] 'requestMessage' ( ) is not a text of 1 to 140 characters. Say in a sentence who asks and why. (private-endpoint/request-message)",
      "[prod/endpoint] 'target' needs the tier Premium, and this registry is Standard. Set sku: 'Premium', or leave it out. (registry/needs-premium)",
      "[prod/endpoint] 'subresource' (blob) is no part of registry 'contoso', which has 'registry'. Leave it out. (private-endpoint/subresource)",
    ]);
  });

  it('refuses subnets that Azure keeps, and a zone that Azure does not tell', () => {
    const { network, vault, endpoint } = world();
    const subnet = Subnet.forFirewall(network);
    expect(thrown(() => endpoint({ subnet }))).toEqual([
      "[prod/endpoint] 'subnet' (AzureFirewallSubnet) is kept by Azure for another use. Pass another one, such as Subnet.forPrivateEndpoints(network). (private-endpoint/subnet)",
    ]);
    const privateLink = new PrivateLink({
      description: "redis 'contoso'",
      resourceId: () => '/subscriptions/x',
      cloud: 'china',
      subresources: ['redisEnterprise'],
    });
    const target = Object.assign(Object.create(vault) as typeof vault, { privateLink });
    expect(thrown(() => endpoint({ target }, 'redis'))).toEqual([
      "[prod/redis] 'dns' needs the name of the zone for 'redisEnterprise' in the cloud 'china', and Azure documents none. Write dns: 'managed-elsewhere', and add the names where they belong. (private-endpoint/zone-unknown)",
    ]);
  });
});

describe('privateLinkZones', () => {
  it('knows the zone of each service in each cloud', () => {
    expect(privateLinkZones('Sql', 'public')).toEqual(['privatelink.documents.azure.com']);
    expect(privateLinkZones('vault', 'usgovernment')).toEqual(['privatelink.vaultcore.usgovcloudapi.net']);
    expect(privateLinkZones('file', 'china')).toEqual(['privatelink.file.core.chinacloudapi.cn']);
    expect(privateLinkZones('azuremonitor', 'public')).toHaveLength(5);
    expect(privateLinkZones('management', 'public', 'westeurope')).toEqual(['privatelink.westeurope.azmk8s.io']);
  });

  it('knows none where Azure tells none', () => {
    expect(privateLinkZones('redisEnterprise', 'china')).toEqual([]);
  });
});

describe('PrivateDnsZones', () => {
  it('makes each zone once, and links networks to those that are there and those that come', () => {
    const { prod, network, dns, render } = world();
    dns.zone(VAULTS);
    dns.linkTo(network);
    dns.linkTo(network);
    expect(dns.zone(VAULTS)).toBe(dns.zone(VAULTS));
    dns.zone('privatelink.azurecr.io');
    const rendered = render();
    expect(Object.keys(rendered.all('azurerm_private_dns_zone_virtual_network_link'))).toEqual([
      'dns_privatelink_vaultcore_azure_net_link-prod-network',
      'dns_privatelink_azurecr_io_link-prod-network',
    ]);
    expect(prod.node.id).toBe('prod');
  });

  it('refuses what is no subscription', () => {
    const { prod } = world();
    expect(
      thrown(() => PrivateDnsZones.fromResourceGroup(prod, 'hub', { resourceGroupName: 'dns', subscriptionId: 'hub' })),
    ).toEqual([
      "[prod/hub] 'subscriptionId' (hub) is not the id of a subscription, a UUID. Copy it from `az account show --query id`. (dns/subscription)",
    ]);
  });

  it('takes zones of another subscription by their ids', () => {
    const { prod, network } = world();
    const dns = PrivateDnsZones.fromResourceGroup(prod, 'hub', {
      resourceGroupName: 'hub',
      subscriptionId: '00000000-0000-0000-0000-000000000000',
      linkedNetworks: [network],
    });
    expect(dns.zone(VAULTS).zoneId).toBe(HUB_ZONE);
    expect(dns.zone(VAULTS)).toBe(dns.zone(VAULTS));
  });
});

describe('a private endpoint to a cluster', () => {
  it('leads to a private API server from a network that is not joined with its own', () => {
    const { prod, cluster, render } = clusterWorld({ apiServer: ApiServer.private() });
    const other = new VirtualNetwork(prod, 'agents', { addressSpace: '10.30.0.0/16' });
    const subnet = Subnet.forPrivateEndpoints(other);
    const dns = new PrivateDnsZone(prod, 'api', { name: 'shop.privatelink.westeurope.azmk8s.io' });
    new PrivateEndpoint(prod, 'endpoint', { target: cluster, subnet, dns });
    const rendered = render();
    expect(rendered.only('azurerm_private_endpoint')).toMatchObject({
      private_service_connection: {
        private_connection_resource_id: '${azurerm_kubernetes_cluster.aks.id}',
        subresource_names: ['management'],
      },
      private_dns_zone_group: { private_dns_zone_ids: ['${azurerm_private_dns_zone.api.id}'] },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('is refused where the API server is public, or lies in the network', () => {
    const attempt = (apiServer: ApiServer | undefined) => {
      const { prod, network, cluster } = clusterWorld({ apiServer });
      const subnet = Subnet.forPrivateEndpoints(network);
      const dns = new PrivateDnsZones(prod, 'dns');
      return thrown(() => new PrivateEndpoint(prod, 'endpoint', { target: cluster, subnet, dns }));
    };
    expect(attempt(undefined)).toEqual([
      "[prod/endpoint] 'target' (prod-aks) has a public API server, to which no private endpoint leads. Make the API server of the cluster private. (private-endpoint/api-server)",
    ]);
    expect(attempt(ApiServer.private({ vnetIntegration: true }))).toEqual([
      "[prod/endpoint] 'target' (prod-aks) has its API server in the network, where no private endpoint leads to. Join the networks with hub.peerWith(spoke). (private-endpoint/api-server)",
    ]);
  });
});
