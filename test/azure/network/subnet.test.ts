import { Construct } from 'constructs';
import { TerraformStack } from 'cdktf';
import { NatGateway } from '../../../lib/azure/network/nat-gateway';
import { NetworkSecurityGroup } from '../../../lib/azure/network/network-security-group';
import { RouteTable } from '../../../lib/azure/network/route-table';
import { Subnet } from '../../../lib/azure/network/subnet';
import type { IVirtualNetwork, SubnetDelegation, SubnetOptions } from '../../../lib/azure/network/contracts';
import { demand, networkWorld, refused, resolved, thrown } from './world';

const JOIN = 'Microsoft.Network/virtualNetworks/subnets/join/action';

describe('Subnet', () => {
  it('writes out what is safe: no default way out, a security group of its own', () => {
    const { network, render } = networkWorld({ tags: { team: 'net' } });
    const nodes = network.addSubnet('nodes', { serviceEndpoints: ['Microsoft.KeyVault'] });
    nodes.addDemand(demand(100));
    const rendered = render();

    expect(rendered.only('azurerm_subnet')).toEqual({
      name: 'nodes',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      virtual_network_name: '${azurerm_virtual_network.network.name}',
      address_prefixes: ['10.20.0.0/24'],
      default_outbound_access_enabled: false,
      private_endpoint_network_policies: 'Disabled',
      service_endpoints: ['Microsoft.KeyVault'],
    });
    expect(rendered.all('azurerm_network_security_group')).toEqual({
      network_nodes_nsg: {
        name: 'prod-network-nodes-nsg',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        location: 'westeurope',
        tags: { team: 'net' },
      },
    });
    expect(rendered.all('azurerm_subnet_network_security_group_association')).toEqual({
      'network_nodes_nsg-association': {
        subnet_id: '${azurerm_subnet.network_nodes.id}',
        network_security_group_id: '${azurerm_network_security_group.network_nodes_nsg.id}',
      },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('shows what it is, its range as a literal in any stack', () => {
    const { app, network, prod } = networkWorld();
    const nodes = network.addSubnet('nodes', { name: 'aks-nodes' });
    const other = new TerraformStack(app, 'other');
    expect([nodes.subnetName, nodes.network, nodes.delegation]).toEqual(['aks-nodes', network, undefined]);
    expect(resolved(prod, nodes.subnetId)).toBe('${azurerm_subnet.network_nodes.id}');
    expect(resolved(other, `in ${nodes.prefix}`)).toBe('in 10.20.0.0/24');
  });

  it('is a /24 where nothing says what will live in it', () => {
    const { network, render } = networkWorld();
    network.addSubnet('vms');
    network.addSubnet('few', { otherAddresses: 4 });
    network.addSubnet('asked', { largestPrefixLength: 27 });
    expect(render().all('azurerm_subnet')).toMatchObject({
      network_vms: { address_prefixes: ['10.20.0.0/24'] },
      network_few: { address_prefixes: ['10.20.1.0/28'] },
      network_asked: { address_prefixes: ['10.20.1.32/27'] },
    });
  });

  it.each<[SubnetDelegation, number, string, string[], string[] | undefined]>([
    [
      'Microsoft.ContainerInstance/containerGroups',
      300,
      '10.20.0.0/22',
      ['Microsoft.Network/virtualNetworks/subnets/action'],
      undefined,
    ],
    ['Microsoft.ContainerService/managedClusters', 9, '10.20.0.0/28', [JOIN], undefined],
    ['Microsoft.ServiceNetworking/trafficControllers', 200, '10.20.0.0/24', [JOIN], undefined],
    ['Microsoft.DBforPostgreSQL/flexibleServers', 2, '10.20.0.0/28', [JOIN], ['Microsoft.Storage']],
  ])(
    'is handed over to %s in the size that it takes, without a security group',
    (delegation, addresses, prefix, actions, endpoints) => {
      const { network, render } = networkWorld();
      const subnet = network.addSubnet('service', { delegation });
      subnet.addDemand(demand(addresses));
      const rendered = render();

      expect(subnet.delegation).toBe(delegation);
      expect(subnet.securityGroup).toBeUndefined();
      expect(rendered.all('azurerm_network_security_group')).toEqual({});
      const body = rendered.only('azurerm_subnet');
      expect(body).toMatchObject({
        address_prefixes: [prefix],
        delegation: [{ name: delegation.split('/')[1], service_delegation: { name: delegation, actions } }],
      });
      expect(body.service_endpoints).toEqual(endpoints);
      expect(refused(rendered)).toEqual([]);
    },
  );

  it('takes a security group for a service that allows one, and none where that is said', () => {
    const { network } = networkWorld();
    const api = network.addSubnet('api', {
      delegation: 'Microsoft.ContainerService/managedClusters',
      securityGroup: true,
    });
    expect(api.securityGroup).toBeInstanceOf(NetworkSecurityGroup);
    expect(network.addSubnet('bare', { securityGroup: false }).securityGroup).toBeUndefined();
  });

  it('is tied to a group, routes and a gateway that are shared, and says what to wait for', () => {
    const { prod, network, render } = networkWorld();
    const securityGroup = new NetworkSecurityGroup(prod, 'rules');
    const routeTable = new RouteTable(prod, 'routes', {
      routes: [{ name: 'out', prefix: '0.0.0.0/0', nextHop: '10.20.255.4' }],
    });
    const natGateway = new NatGateway(prod, 'nat');
    const nodes = network.addSubnet('nodes', { securityGroup, routeTable, natGateway });
    routeTable.addRoute({ name: 'late', prefix: '10.0.0.0/8', nextHop: 'VnetLocal' });
    const rendered = render();

    expect([nodes.securityGroup, nodes.routeTable, nodes.natGateway]).toEqual([securityGroup, routeTable, natGateway]);
    expect(rendered.all('azurerm_subnet_route_table_association')).toEqual({
      'network_nodes_routes-association': {
        subnet_id: '${azurerm_subnet.network_nodes.id}',
        route_table_id: '${azurerm_route_table.routes.id}',
      },
    });
    expect(rendered.all('azurerm_subnet_nat_gateway_association')).toEqual({
      'network_nodes_nat-association': {
        subnet_id: '${azurerm_subnet.network_nodes.id}',
        nat_gateway_id: '${azurerm_nat_gateway.nat.id}',
      },
    });
    expect(rendered.only('azurerm_subnet_network_security_group_association')).toMatchObject({
      network_security_group_id: '${azurerm_network_security_group.rules.id}',
    });
    expect(nodes.dependencies.map(({ fqn }) => resolved(prod, fqn))).toEqual([
      '${azurerm_subnet_network_security_group_association.network_nodes_nsg-association}',
      '${azurerm_subnet_route_table_association.network_nodes_routes-association}',
      '${azurerm_subnet_nat_gateway_association.network_nodes_nat-association}',
      '${azurerm_route.routes_out}',
      '${azurerm_route.routes_late}',
      '${azurerm_nat_gateway_public_ip_association.nat_ip-1-association}',
    ]);
    expect(refused(rendered)).toEqual([]);
  });

  it('writes what is asked of private endpoints and of the default way out', () => {
    const { network, render } = networkWorld();
    network.addSubnet('vms', { privateEndpointPolicies: 'Enabled', defaultOutboundAccess: true });
    expect(render().only('azurerm_subnet')).toMatchObject({
      private_endpoint_network_policies: 'Enabled',
      default_outbound_access_enabled: true,
    });
  });

  it('can be overridden with a reason, and not without', () => {
    const { network, render } = networkWorld();
    const nodes = network.addSubnet('nodes') as Subnet;
    nodes.override('private_link_service_network_policies_enabled', false, {
      reason: 'a private link service takes its addresses here',
    });
    expect(render().only('azurerm_subnet')).toMatchObject({ private_link_service_network_policies_enabled: false });
    expect(() => nodes.override('sharing_scope', 'Tenant', { reason: ' ' })).toThrow('(override/reason)');
  });

  it('may lie apart from its network, at an address of its own', () => {
    const { prod, network, render } = networkWorld();
    new Subnet(prod, 'team-a', { network, prefix: '10.20.9.0/24' });
    expect(Object.keys(render().all('azurerm_subnet'))).toEqual(['team-a']);
  });
});

describe('A ready-made subnet', () => {
  it('has the name and size that Azure wants', () => {
    const { network, render } = networkWorld();
    Subnet.forFirewall(network);
    Subnet.forFirewallManagement(network);
    Subnet.forBastion(network);
    Subnet.forPrivateEndpoints(network);
    const rendered = render();

    expect(rendered.all('azurerm_subnet')).toMatchObject({
      network_firewall: { name: 'AzureFirewallSubnet', address_prefixes: ['10.20.0.0/26'] },
      'network_firewall-management': { name: 'AzureFirewallManagementSubnet', address_prefixes: ['10.20.0.64/26'] },
      network_bastion: { name: 'AzureBastionSubnet', address_prefixes: ['10.20.0.128/26'] },
      'network_private-endpoints': {
        name: 'private-endpoints',
        address_prefixes: ['10.20.0.192/26'],
        private_endpoint_network_policies: 'NetworkSecurityGroupEnabled',
      },
    });
    expect(Object.keys(rendered.all('azurerm_network_security_group'))).toEqual(['network_private-endpoints_nsg']);
    expect(refused(rendered)).toEqual([]);
  });

  it('grows with what uses it, and may be pinned', () => {
    const { network, render } = networkWorld();
    Subnet.forPrivateEndpoints(network, { name: 'links' }, 'links').addDemand(demand(60));
    Subnet.forBastion(network, { prefix: '10.20.8.0/25' });
    expect(render().all('azurerm_subnet')).toMatchObject({
      network_links: { name: 'links', address_prefixes: ['10.20.0.0/25'] },
      network_bastion: { address_prefixes: ['10.20.8.0/25'] },
    });
  });

  it('is refused in a smaller size', () => {
    const { app, network } = networkWorld();
    Subnet.forFirewall(network, { prefix: '10.20.0.0/27' });
    expect(() => app.synth()).toThrow(
      "[prod/network] subnet 'AzureFirewallSubnet' 10.20.0.0/27 is smaller than a /26, the smallest that Azure takes for AzureFirewallSubnet. " +
        'Give it 10.20.0.0/26 or more. (address/subnet-too-small)',
    );
  });
});

describe('Subnet refuses', () => {
  it.each<[string, SubnetOptions, string]>([
    [
      'a malformed prefix',
      { prefix: '10.20.0.0' },
      "'prefix' (10.20.0.0) CIDR mask is missing. Did you mean 10.20.0.0/24? (cidr/mask-missing)",
    ],
    [
      'a prefix of AKS',
      { prefix: '172.31.4.0/24' },
      "'prefix' (172.31.4.0/24) overlaps 172.31.0.0/16, which AKS keeps to itself. Use another private range, such as 10.20.4.0/22. (address/reserved-by-aks)",
    ],
    [
      'a size out of range',
      { largestPrefixLength: 30 },
      "'largestPrefixLength' (30) is not a prefix length from 8 to 29. Write one such as 26. (subnet/largest-prefix-length)",
    ],
    [
      'a negative number of addresses',
      { otherAddresses: -1 },
      "'otherAddresses' (-1) is not a whole number from 0. Write one such as 40. (subnet/other-addresses)",
    ],
    [
      'a service endpoint out of form',
      { serviceEndpoints: ['storage'] },
      "'serviceEndpoints' (storage) is not the name of a service endpoint. Write one such as Microsoft.Storage. (subnet/service-endpoint)",
    ],
    [
      'a security group where Azure takes none',
      { name: 'GatewaySubnet', securityGroup: true },
      "'securityGroup' is set, and Azure takes no security group on GatewaySubnet. Leave it out. (subnet/refused-by-azure)",
    ],
    [
      'a delegated subnet with a name that Azure keeps',
      { name: 'azurebastionsubnet', delegation: 'Microsoft.ContainerInstance/containerGroups' },
      "'delegation' (Microsoft.ContainerInstance/containerGroups) excludes the name azurebastionsubnet, which Azure keeps for another use. Name the subnet otherwise. (subnet/delegation-name)",
    ],
  ])('%s', (_, options, message) => {
    const { network } = networkWorld();
    expect(thrown(() => network.addSubnet('nodes', options))).toEqual([`[prod/network/nodes] ${message}`]);
  });

  it('routes and gateways where Azure takes none', () => {
    const { prod, network } = networkWorld();
    const routeTable = new RouteTable(prod, 'routes');
    const natGateway = new NatGateway(prod, 'nat');
    expect(thrown(() => Subnet.forBastion(network, { routeTable }))).toEqual([
      "[prod/network/bastion] 'routeTable' is set, and Azure takes no route table on AzureBastionSubnet. Leave it out. (subnet/refused-by-azure)",
    ]);
    expect(thrown(() => network.addSubnet('vpn', { name: 'GatewaySubnet', natGateway }))).toEqual([
      "[prod/network/vpn] 'natGateway' is set, and Azure takes no NAT gateway on GatewaySubnet. Leave it out. (subnet/refused-by-azure)",
    ]);
  });

  it('a name out of form, with everything else that is wrong', () => {
    const { network } = networkWorld();
    expect(thrown(() => network.addSubnet('nodes', { name: '_nodes', prefix: '10.20.0.0/33' }))).toEqual([
      expect.stringMatching(/^\[prod\/network\/nodes\] 'name' \(_nodes\) .* \(name\/azure\)$/),
      "[prod/network/nodes] 'prefix' (10.20.0.0/33) has a mask above 32 (33). Write a mask from 0 to 32, such as 10.20.0.0/24. (cidr/mask)",
    ]);
  });

  it('the name of another subnet of the network', () => {
    const { network } = networkWorld();
    network.addSubnet('nodes');
    expect(thrown(() => network.addSubnet('more', { name: 'Nodes' }))).toEqual([
      "[prod/network/more] 'name' (Nodes) is also the name of the subnet at prod/network/nodes. Give each subnet of a network a name of its own. (subnet/duplicate-name)",
    ]);
  });

  it('a network that nothing plans', () => {
    const { prod } = networkWorld();
    const network = new Construct(prod, 'foreign') as unknown as IVirtualNetwork;
    expect(thrown(() => new Subnet(prod, 'nodes', { network }))).toEqual([
      "[prod/nodes] 'network' is no VirtualNetwork, so that nothing plans its addresses. " +
        'Create it with `new VirtualNetwork(…)`, or bring it with `VirtualNetwork.fromName(…)`. (subnet/foreign-network)',
    ]);
  });
});

describe('A subnet that exists already', () => {
  it('is read, shows what was told of it, and nothing is planned there', () => {
    const { prod, network, render } = networkWorld();
    const routeTable = RouteTable.fromName(prod, 'routes', { name: 'hub-routes', resourceGroupName: 'connectivity' });
    const brought = Subnet.fromName(prod, 'brought', { network, name: 'nodes', prefix: '10.20.0.0/24', routeTable });
    network.addSubnet('planned');
    const rendered = render();

    expect(brought).toMatchObject({ subnetName: 'nodes', prefix: '10.20.0.0/24', dependencies: [] });
    expect(brought.routeTable).toBe(routeTable);
    expect(resolved(prod, brought.subnetId)).toBe('${data.azurerm_subnet.brought.id}');
    expect(rendered.data('azurerm_subnet')).toEqual({
      brought: {
        name: 'nodes',
        virtual_network_name: '${azurerm_virtual_network.network.name}',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
      },
    });
    expect(rendered.only('azurerm_subnet')).toMatchObject({ address_prefixes: ['10.20.1.0/24'] });
    expect(refused(rendered)).toEqual([]);
  });

  it('is checked against what uses it, and not recorded', () => {
    const { app, prod, network } = networkWorld();
    const brought = Subnet.fromName(prod, 'brought', { network, name: 'nodes', prefix: '10.20.0.0/28' });
    brought.addDemand(demand(12));
    expect(() => app.synth()).toThrow("subnet 'nodes' 10.20.0.0/28 holds 11 addresses; pool 'apps' needs 12. ");
    expect(app.join.renderLock(() => true)).toEqual([]);
  });

  it('is refused with a wrong name or range', () => {
    const { prod, network } = networkWorld();
    expect(thrown(() => Subnet.fromName(prod, 'brought', { network, name: '-', prefix: '10.20.0.1/24' }))).toEqual([
      expect.stringMatching(/^\[prod\/brought\] 'name' \(-\) .* \(name\/azure\)$/),
      "[prod/brought] 'prefix' (10.20.0.1/24) has bits set beyond its mask. Did you mean 10.20.0.0/24? (cidr/host-bits)",
    ]);
  });
});
