import { network as profile, subnet } from '../places';
import { addBlock, block, type Fault, together } from '../vocabulary';

const network = block('azurerm_virtual_network.network');
const AT_NODES = 'azurerm_subnet.network_aks-nodes';
const group = block('azurerm_network_security_group.network_aks-nodes_nsg');
const IN_GROUP = { location: 'westeurope', resource_group_name: '${azurerm_resource_group.resource-group.name}' };
const ENDPOINT = {
  ...IN_GROUP,
  name: 'registry',
  subnet_id: '${azurerm_subnet.network_aks-nodes.id}',
  private_service_connection: {
    name: 'registry',
    is_manual_connection: false,
    private_connection_resource_id: '${azurerm_container_registry.registry.id}',
    subresource_names: ['registry'],
  },
};
const RULE = {
  access: 'Allow',
  direction: 'Inbound',
  protocol: 'Tcp',
  source_port_range: '*',
  destination_address_prefix: '*',
  description: '',
  destination_address_prefixes: [],
  destination_application_security_group_ids: [],
  destination_port_ranges: [],
  source_address_prefixes: [],
  source_application_security_group_ids: [],
  source_port_ranges: [],
};

/** Addresses, subnets, what guards them and the gateway in one of them. */
export const NETWORK: readonly Fault[] = [
  [
    'the subnet of nodes is smaller than its pools',
    subnet('aks-nodes').set('address_prefixes', ['10.50.0.0/24']),
    'addresses/subnet-too-small',
  ],
  [
    'the subnet of nodes overlaps that of virtual nodes',
    subnet('aks-virtual-nodes').set('address_prefixes', ['10.50.15.0/24']),
    'addresses/subnets-overlap',
  ],
  [
    'the subnet of the gateway is that of virtual nodes',
    subnet('gateway').set('address_prefixes', ['10.50.16.0/24']),
    'addresses/subnets-overlap',
  ],
  [
    'the subnet of the gateway is outside of its network',
    subnet('gateway').set('address_prefixes', ['10.60.17.0/24']),
    'addresses/subnets-overlap',
  ],
  [
    'the network is smaller than its subnets',
    network.set('address_space', ['10.50.0.0/20']),
    'addresses/subnets-overlap',
    'azurerm_subnet.network_aks-virtual-nodes',
  ],
  ['the range of a subnet is a text', subnet('gateway').set('address_prefixes', '10.50.17.0/24'), 'schema/type'],
  [
    'a subnet has an argument of old',
    subnet('gateway').rename('address_prefixes', 'address_prefix'),
    'schema/unknown-field',
  ],
  [
    'a subnet is of a network that is not there',
    subnet('gateway').set('virtual_network_name', '${azurerm_virtual_network.hub.name}'),
    'schema/reference',
  ],
  ['the network holds the internet', network.set('address_space', ['10.0.0.0/7']), 'network/too-large'],
  [
    'the subnet of virtual nodes is given to nobody',
    subnet('aks-virtual-nodes').remove('delegation'),
    'cluster/virtual-nodes-subnet',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'the subnet of virtual nodes is given to web apps',
    subnet('aks-virtual-nodes').set('delegation[0].service_delegation.name', 'Microsoft.Web/serverFarms'),
    'cluster/virtual-nodes-subnet',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'a subnet is given to a service that is none',
    subnet('aks-virtual-nodes').set(
      'delegation[0].service_delegation.name',
      'Microsoft.ContainerInstances/containerGroups',
    ),
    'schema/enum',
  ],
  [
    'the subnet of nodes is given to containers',
    subnet('aks-nodes').set('delegation', [
      { name: 'aci', service_delegation: { name: 'Microsoft.ContainerInstance/containerGroups' } },
    ]),
    'pool/subnet-unfit',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'the subnet of nodes has no group',
    block('azurerm_subnet_network_security_group_association.network_aks-nodes_nsg-association').drop(),
    'network/subnet-without-group',
    AT_NODES,
  ],
  [
    'the group of nodes is that of nobody',
    block('azurerm_subnet_network_security_group_association.network_aks-nodes_nsg-association').set(
      'subnet_id',
      '${azurerm_subnet.network_gateway.id}',
    ),
    'network/subnet-without-group',
    AT_NODES,
  ],
  [
    'everybody may come in by SSH',
    group.set('security_rule', [
      { ...RULE, name: 'ssh', priority: 100, source_address_prefix: '*', destination_port_range: '22' },
    ]),
    'network/open-from-internet',
  ],
  [
    'everybody may come in by RDP',
    group.set('security_rule', [
      { ...RULE, name: 'rdp', priority: 100, source_address_prefix: 'Internet', destination_port_range: '3389' },
    ]),
    'network/open-from-internet',
  ],
  [
    'everybody may come in anywhere',
    group.set('security_rule', [
      {
        ...RULE,
        name: 'all',
        priority: 100,
        protocol: '*',
        source_address_prefix: '0.0.0.0/0',
        destination_port_range: '*',
      },
    ]),
    'network/open-from-internet',
  ],
  [
    'a group denies what is inside the network',
    group.set('security_rule', [
      {
        ...RULE,
        name: 'deny',
        access: 'Deny',
        protocol: '*',
        priority: 4000,
        source_address_prefix: '*',
        destination_port_range: '*',
      },
    ]),
    'network/group-blocks-nodes',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'a rule of a group has a priority that is none',
    group.set('security_rule', [
      { ...RULE, name: 'a', priority: 5000, source_address_prefix: '10.50.0.0/16', destination_port_range: '443' },
    ]),
    'schema/range',
  ],
  ['the network has one DNS server', network.set('dns_servers', ['10.50.20.4']), 'network/one-dns-server'],
  [
    'one NAT gateway is the way out of three zones',
    addBlock('azurerm_subnet_nat_gateway_association.nodes', {
      subnet_id: '${azurerm_subnet.network_aks-nodes.id}',
      nat_gateway_id: '${azurerm_nat_gateway.out.id}',
    }),
    'schema/reference',
  ],
  [
    'traffic to the pods leaves by ranges of everybody',
    profile.set('outbound_type', 'none'),
    'cluster/outbound-combination',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'a machine has a public address of its own',
    addBlock('azurerm_network_interface.jump', {
      ...IN_GROUP,
      name: 'jump',
      ip_configuration: [
        {
          name: 'public',
          subnet_id: '${azurerm_subnet.network_aks-nodes.id}',
          private_ip_address_allocation: 'Dynamic',
          public_ip_address_id:
            '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/a/providers/Microsoft.Network/publicIPAddresses/jump',
        },
      ],
    }),
    'network/public-interface',
  ],
  [
    'the registry is still open to the internet once it has an endpoint',
    addBlock('azurerm_private_endpoint.registry', {
      ...ENDPOINT,
      private_dns_zone_group: {
        name: 'default',
        private_dns_zone_ids: ['${azurerm_private_dns_zone.registry.id}'],
      },
    }),
    'exposure/public-and-private',
    'azurerm_container_registry.registry',
  ],
  [
    'nobody resolves the names of an endpoint',
    addBlock('azurerm_private_endpoint.registry', ENDPOINT),
    'network/endpoint-not-resolved',
  ],
  [
    'a network is peered that does not peer back',
    together(
      addBlock('azurerm_virtual_network_peering.hub', {
        name: 'to-hub',
        resource_group_name: IN_GROUP.resource_group_name,
        virtual_network_name: '${azurerm_virtual_network.network.name}',
        remote_virtual_network_id: '${azurerm_virtual_network.hub.id}',
      }),
      addBlock('azurerm_virtual_network.hub', { ...IN_GROUP, name: 'hub', address_space: ['10.60.0.0/16'] }),
    ),
    'network/peering-one-way',
  ],
  [
    'a store is open to the internet beside its endpoint',
    block('azurerm_cosmosdb_account.shopping').set('public_network_access_enabled', true),
    'exposure/public-and-private',
  ],
  [
    'the SQL server says nothing of the internet, which lets it in',
    block('azurerm_mssql_server.rewards').remove('public_network_access_enabled'),
    'exposure/public-and-private',
  ],
  [
    'the names of a store are not linked to the network of the cluster',
    block(
      'azurerm_private_dns_zone_virtual_network_link.dns_privatelink_documents_azure_com_link-tailwind-prod-network',
    ).drop(),
    'network/endpoint-not-resolved',
    'azurerm_private_endpoint.shopping-endpoint',
  ],
  [
    'an endpoint writes its names nowhere',
    block('azurerm_private_endpoint.rewards-endpoint').remove('private_dns_zone_group'),
    'network/endpoint-not-resolved',
  ],
];
