import { MonitorPrivateLinkScope } from '../../../lib/azure/observe/monitor-private-link-scope';
import { dataWorld, GROUP } from '../data/world';
import { refused, thrown } from '../network/world';

const WORKSPACE = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/logs';

describe('MonitorPrivateLinkScope', () => {
  it('has an endpoint of several addresses and zones, and holds what is reached through it', () => {
    const { prod, subnet, endpoint, render } = dataWorld();
    const scope = new MonitorPrivateLinkScope(prod, 'monitor', { ingestion: 'PrivateOnly' });
    scope.add('logs', WORKSPACE);
    const demands: number[] = [];
    const addDemand = subnet.addDemand.bind(subnet);
    subnet.addDemand = (demand) => {
      demands.push(demand.addresses());
      addDemand(demand);
    };
    endpoint(scope);
    expect(demands).toEqual([11]);
    const rendered = render();
    expect(rendered.only('azurerm_monitor_private_link_scope')).toEqual({
      name: 'prod-monitor',
      resource_group_name: GROUP,
      ingestion_access_mode: 'PrivateOnly',
      query_access_mode: 'Open',
      tags: {},
    });
    expect(rendered.only('azurerm_monitor_private_link_scoped_service')).toEqual({
      name: 'logs',
      resource_group_name: GROUP,
      scope_name: '${azurerm_monitor_private_link_scope.monitor.name}',
      linked_resource_id: WORKSPACE,
    });
    expect(Object.values(rendered.all('azurerm_private_dns_zone')).map(({ name }) => name)).toEqual([
      'privatelink.monitor.azure.com',
      'privatelink.oms.opinsights.azure.com',
      'privatelink.ods.opinsights.azure.com',
      'privatelink.agentsvc.azure-automation.net',
      'privatelink.blob.core.windows.net',
    ]);
    expect(refused(rendered)).toEqual([]);
  });

  it('can be overridden with a reason, and refuses what is no resource', () => {
    const { prod, render } = dataWorld();
    const scope = new MonitorPrivateLinkScope(prod, 'monitor', { name: 'scope' });
    scope.override('query_access_mode', 'PrivateOnly', { reason: 'auditors' });
    expect(render().only('azurerm_monitor_private_link_scope')).toMatchObject({ query_access_mode: 'PrivateOnly' });
    expect(thrown(() => scope.add('logs', 'logs'))).toEqual([
      "[prod/monitor] 'resourceId' (logs) is no id of a resource. Pass one such as cluster.logWorkspaceId. (monitor/resource-id)",
    ]);
    expect(thrown(() => new MonitorPrivateLinkScope(prod, 'bad', { name: '.' }))).toEqual([
      "[prod/bad] 'name' (.) is not the name of a private link scope: 1 to 255 letters, digits, '_', '(', ')', '-' and '.', not starting or ending with '.'. Write 1 to 255 letters, digits, '_', '(', ')', '-' and '.', not starting or ending with '.'. (name/azure)",
    ]);
  });
});
