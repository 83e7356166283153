import { publicAndPrivate } from '../../../lib/rules/exposure/public-and-private';
import { endpointNotResolved } from '../../../lib/rules/network/endpoint-not-resolved';
import { peeringOneWay } from '../../../lib/rules/network/peering-one-way';
import { cluster, terraform } from '../../../lib/rules/sample';
import { ask } from '../ask';

type Body = Readonly<Record<string, unknown>>;

const connection = (id: string): Body => ({
  name: 'e',
  is_manual_connection: false,
  private_connection_resource_id: id,
  subresource_names: ['vault'],
});

/** A cluster in a spoke, and an endpoint in the hub, whose zone is linked as told. */
function hubAndSpoke({
  linked = [] as readonly string[],
  endpoint = {} as Body,
  spoke = {} as Body,
  peered = true,
  more = {} as Record<string, Record<string, Body>>,
} = {}): string {
  const link = (network: string): Body => ({
    name: network,
    resource_group_name: 'shop',
    private_dns_zone_name: '${azurerm_private_dns_zone.zone.name}',
    virtual_network_id: `\${azurerm_virtual_network.${network}.id}`,
  });
  const peering = (from: string, to: string): Body => ({
    name: to,
    resource_group_name: 'shop',
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
  });
  return cluster({
    system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
    more: {
      azurerm_virtual_network: {
        hub: { name: 'hub', address_space: ['10.0.0.0/16'] },
        spoke: { name: 'spoke', address_space: ['10.1.0.0/16'], ...spoke },
      },
      azurerm_subnet: {
        nodes: { name: 'nodes', virtual_network_name: '${azurerm_virtual_network.spoke.name}' },
        endpoints: { name: 'endpoints', virtual_network_name: '${azurerm_virtual_network.hub.name}' },
      },
      azurerm_private_dns_zone: { zone: { name: 'privatelink.vaultcore.azure.net', resource_group_name: 'shop' } },
      azurerm_private_dns_zone_virtual_network_link: Object.fromEntries(linked.map((one) => [one, link(one)])),
      ...(peered && { azurerm_virtual_network_peering: { a: peering('hub', 'spoke'), b: peering('spoke', 'hub') } }),
      azurerm_private_endpoint: {
        e: {
          name: 'e',
          subnet_id: '${azurerm_subnet.endpoints.id}',
          private_service_connection: connection('/subscriptions/s/vaults/contoso'),
          private_dns_zone_group: {
            name: 'default',
            private_dns_zone_ids: ['${azurerm_private_dns_zone.zone.id}'],
          },
          ...endpoint,
        },
      },
      ...more,
    },
  });
}

const asked = (options: Parameters<typeof hubAndSpoke>[0]) =>
  ask(endpointNotResolved, hubAndSpoke(options), 'cdk.tf.json');

describe('network/endpoint-not-resolved', () => {
  it('wants the zone linked to the network of a cluster that is peered with that of the endpoint', () => {
    expect(asked({ linked: ['hub'] })).toEqual([
      'private_dns_zone_group.private_dns_zone_ids: has names that azurerm_virtual_network.spoke, where a cluster is, does not resolve',
    ]);
    expect(asked({ linked: ['hub', 'spoke'] })).toEqual(['compliant']);
  });

  it('says nothing of a cluster that the endpoint is out of reach of', () => {
    expect(asked({ linked: ['hub'], peered: false })).toEqual([]);
  });

  it('does not know where the network asks DNS servers of its own', () => {
    expect(asked({ spoke: { dns_servers: ['10.0.0.4'] } })).toEqual(['unknown']);
    const servers = { virtual_network_id: '${azurerm_virtual_network.spoke.id}', dns_servers: ['10.0.0.4'] };
    expect(asked({ more: { azurerm_virtual_network_dns_servers: { spoke: servers } } })).toEqual(['unknown']);
  });

  it('wants a group of zones, unless a policy of Azure writes it', () => {
    expect(asked({ endpoint: { private_dns_zone_group: undefined } })).toEqual([
      ': has no private_dns_zone_group, so that nobody resolves its names',
    ]);
    const lifecycle = { ignore_changes: ['private_dns_zone_group'] };
    expect(asked({ endpoint: { private_dns_zone_group: undefined, lifecycle } })).toEqual(['not-applicable']);
  });

  it('does not know of zones elsewhere', () => {
    const group = { name: 'default', private_dns_zone_ids: ['${var.zone}'] };
    expect(asked({ endpoint: { private_dns_zone_group: group } })).toEqual(['unknown']);
    expect(asked({ endpoint: { subnet_id: '${var.subnet}' } })).toEqual(['unknown']);
  });
});

describe('network/peering-one-way', () => {
  it('does not know of a network that others keep', () => {
    const file = JSON.stringify({
      data: { azurerm_virtual_network: { hub: { name: 'hub', resource_group_name: 'hub' } } },
      resource: {
        azurerm_virtual_network_peering: {
          there: {
            name: 'hub',
            resource_group_name: 'shop',
            virtual_network_name: 'shop',
            remote_virtual_network_id: '${data.azurerm_virtual_network.hub.id}',
          },
        },
      },
    });
    expect(ask(peeringOneWay, file, 'cdk.tf.json')).toEqual(['unknown']);
  });
});

describe('exposure/public-and-private', () => {
  const store = (type: string, fields: Body) =>
    terraform({
      [type]: { store: { name: 'contoso', location: 'westeurope', resource_group_name: 'shop', ...fields } },
      azurerm_private_endpoint: {
        e: { name: 'e', private_service_connection: connection(`\${${type}.store.id}`) },
        f: { name: 'f', private_service_connection: connection(`\${${type}.store.id}`) },
      },
    });
  const verdicts = (type: string, fields: Body) => ask(publicAndPrivate, store(type, fields), 'cdk.tf.json');

  it('tells a store once, however many endpoints lead there', () => {
    expect(verdicts('azurerm_servicebus_namespace', {})).toEqual([
      ': has a private endpoint and is open to the internet as well',
    ]);
  });

  it('is content with a public way that is narrowed to addresses', () => {
    expect(verdicts('azurerm_storage_account', { network_rules: { default_action: 'Deny' } })).toEqual(['compliant']);
  });

  it('knows the switch of Redis, and services without one', () => {
    expect(verdicts('azurerm_managed_redis', { public_network_access: 'Disabled' })).toEqual(['compliant']);
    expect(verdicts('azurerm_managed_redis', {})).toEqual([
      ': has a private endpoint and is open to the internet as well',
    ]);
    expect(verdicts('azurerm_kubernetes_cluster', {})).toEqual(['not-applicable']);
  });

  it('does not know of a service that is not in the files', () => {
    const file = terraform({
      azurerm_private_endpoint: { e: { name: 'e', private_service_connection: connection('/subscriptions/s/x') } },
    });
    expect(ask(publicAndPrivate, file, 'cdk.tf.json')).toEqual(['unknown']);
  });
});
