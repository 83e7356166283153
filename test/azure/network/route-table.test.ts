import { TerraformStack, TerraformVariable } from 'cdktf';
import { RouteTable } from '../../../lib/azure/network/route-table';
import { plainApp, terraform } from '../../support/terraform';
import { plainEnvironment, refused, resolved, thrown } from './world';

describe('RouteTable', () => {
  it('renders a resource for each route', () => {
    const prod = plainEnvironment();
    const firewall = new TerraformVariable(prod, 'firewall', { type: 'string' }).stringValue;
    const table = new RouteTable(prod, 'egress', {
      tags: { team: 'net' },
      bgpRoutePropagation: false,
      routes: [
        { name: 'out', prefix: '0.0.0.0/0', nextHop: firewall },
        { name: 'monitor', prefix: 'AzureMonitor', nextHop: 'Internet' },
      ],
    });
    table.addRoute({ name: 'branch', prefix: '192.168.0.0/16', nextHop: '10.20.255.4' });
    const rendered = terraform(prod);

    expect(rendered.only('azurerm_route_table')).toEqual({
      name: 'prod-egress',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      bgp_route_propagation_enabled: false,
      tags: { team: 'net' },
    });
    const place = {
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      route_table_name: '${azurerm_route_table.egress.name}',
    };
    expect(rendered.all('azurerm_route')).toEqual({
      egress_out: {
        ...place,
        name: 'out',
        address_prefix: '0.0.0.0/0',
        next_hop_type: 'VirtualAppliance',
        next_hop_in_ip_address: '${var.firewall}',
      },
      egress_monitor: { ...place, name: 'monitor', address_prefix: 'AzureMonitor', next_hop_type: 'Internet' },
      egress_branch: {
        ...place,
        name: 'branch',
        address_prefix: '192.168.0.0/16',
        next_hop_type: 'VirtualAppliance',
        next_hop_in_ip_address: '10.20.255.4',
      },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('takes what a gateway learns unless told otherwise, and shows a copy of its routes', () => {
    const prod = plainEnvironment();
    const table = new RouteTable(prod, 'egress', { routes: [{ name: 'out', prefix: '0.0.0.0/0', nextHop: 'None' }] });
    (table.routes as unknown[]).push('more');
    expect(table.routes).toEqual([{ name: 'out', prefix: '0.0.0.0/0', nextHop: 'None' }]);
    expect(terraform(prod).only('azurerm_route_table')).toMatchObject({ bgp_route_propagation_enabled: true });
  });

  it('can be overridden with a reason', () => {
    const prod = plainEnvironment();
    new RouteTable(prod, 'egress').override('timeouts.create', '1h', { reason: 'a policy is slow' });
    expect(terraform(prod).only('azurerm_route_table')).toMatchObject({ timeouts: { create: '1h' } });
  });

  it('tells all that is wrong with a route at once', () => {
    const table = new RouteTable(plainEnvironment(), 'egress', {
      routes: [{ name: 'out', prefix: '0.0.0.0/0', nextHop: '10.20.255.4' }],
    });
    expect(thrown(() => table.addRoute({ name: 'OUT', prefix: '0.0.0.0/0', nextHop: 'firewall' }))).toEqual([
      "[prod/egress] 'name' (OUT) is the name of another route of the table. Give each route a name of its own. (route/duplicate-name)",
      "[prod/egress] 'OUT.prefix' (0.0.0.0/0) is also that of the route 'out'. Keep one of the two. (route/duplicate-prefix)",
      "[prod/egress] 'OUT.nextHop' (firewall) is neither Internet, None, VirtualNetworkGateway, VnetLocal nor the address of an appliance. Write one such as 'Internet' or '10.20.1.4'. (route/next-hop)",
    ]);
    expect(thrown(() => table.addRoute({ name: 'to lan', prefix: '10.0.0.1/8', nextHop: 'None' }))).toEqual([
      expect.stringMatching(/^\[prod\/egress\] 'name' \(to lan\) .* \(name\/azure\)$/),
      "[prod/egress] 'to lan.prefix' (10.0.0.1/8) has bits set beyond its mask. Did you mean 10.0.0.0/8? (cidr/host-bits)",
    ]);
  });

  it('needs a place in a stack that is no Environment', () => {
    const stack = new TerraformStack(plainApp(), 'plain');
    expect(thrown(() => new RouteTable(stack, 'egress'))).toEqual([
      expect.stringContaining("[plain/egress] 'resourceGroupName' is needed"),
      expect.stringContaining("[plain/egress] 'location' is needed"),
    ]);
  });

  it('can be one that exists already, of which the routes are not known', () => {
    const prod = plainEnvironment();
    const table = RouteTable.fromName(prod, 'brought', { name: 'hub-routes' });
    expect(table.routes).toBeUndefined();
    expect(resolved(prod, table.routeTableId)).toBe('${data.azurerm_route_table.brought.id}');
    expect(terraform(prod).data('azurerm_route_table')).toEqual({
      brought: { name: 'hub-routes', resource_group_name: '${azurerm_resource_group.resource-group.name}' },
    });
  });

  it('asks for the group of an existing one in a stack that is no Environment', () => {
    const stack = new TerraformStack(plainApp(), 'plain');
    expect(thrown(() => RouteTable.fromName(stack, 'brought', { name: 'hub-routes' }))).toEqual([
      "[plain/brought] 'resourceGroupName' is needed in a stack that is no Environment. Set resourceGroupName, or create the stack with `new Environment(…)`. (place/missing)",
    ]);
  });
});
