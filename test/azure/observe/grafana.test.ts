import { Grafana } from '../../../lib/azure/observe/grafana';
import { MonitorWorkspace } from '../../../lib/azure/observe/monitor-workspace';
import { networkWorld, refused, thrown } from '../network/world';
import { ruleErrors } from '../cluster/world';

const TEAM = '11111111-1111-1111-1111-111111111111';
const OTHERS = '22222222-2222-2222-2222-222222222222';
const PRINCIPAL = '${azurerm_dashboard_grafana.grafana.identity[0].principal_id}';

describe('Grafana', () => {
  it('shows workspaces that it may read, to the groups that may use it', () => {
    const { prod, render } = networkWorld();
    const first = new MonitorWorkspace(prod, 'first');
    const second = new MonitorWorkspace(prod, 'second');
    const grafana = new Grafana(prod, 'grafana', {
      name: 'contoso',
      version: '11',
      workspaces: [first],
      admins: [TEAM],
      editors: [OTHERS],
      viewers: [OTHERS],
    });
    grafana.link(second);
    grafana.link(second);

    const rendered = render();
    expect(rendered.only('azurerm_dashboard_grafana')).toEqual({
      name: 'contoso',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      grafana_major_version: '11',
      sku: 'Standard',
      zone_redundancy_enabled: true,
      public_network_access_enabled: true,
      api_key_enabled: false,
      deterministic_outbound_ip_enabled: false,
      identity: { type: 'SystemAssigned' },
      azure_monitor_workspace_integrations: [
        { resource_id: '${azurerm_monitor_workspace.first.id}' },
        { resource_id: '${azurerm_monitor_workspace.second.id}' },
      ],
      lifecycle: { prevent_destroy: true },
      tags: {},
    });
    const group = { scope: '${azurerm_dashboard_grafana.grafana.id}', principal_type: 'Group' };
    expect(rendered.all('azurerm_role_assignment')).toMatchObject({
      'grafana_monitoring-data-reader-first': {
        role_definition_name: 'Monitoring Data Reader',
        scope: '${azurerm_monitor_workspace.first.id}',
        principal_id: PRINCIPAL,
      },
      'grafana_monitoring-data-reader-second': { scope: '${azurerm_monitor_workspace.second.id}' },
      [`grafana_grafana-admin-${TEAM}`]: { ...group, role_definition_name: 'Grafana Admin', principal_id: TEAM },
      [`grafana_grafana-editor-${OTHERS}`]: { ...group, role_definition_name: 'Grafana Editor', principal_id: OTHERS },
      [`grafana_grafana-viewer-${OTHERS}`]: { ...group, role_definition_name: 'Grafana Viewer', principal_id: OTHERS },
    });
    expect([...refused(rendered), ...ruleErrors(rendered)]).toEqual([]);
  });

  it('takes settings, an override, and a scope that it reads logs of', () => {
    const { prod, render } = networkWorld();
    const grafana = new Grafana(prod, 'grafana', {
      name: 'contoso',
      version: '10',
      zoneRedundant: false,
      publicNetworkAccess: false,
      apiKeys: true,
      fixedOutboundIps: true,
      deletionProtection: false,
    });
    grafana.grantMonitoringReader(prod.resourceGroupId);
    grafana.override('api_key_enabled', false, { reason: 'no pipeline writes dashboards yet' });
    const rendered = render();
    const body = rendered.only('azurerm_dashboard_grafana');
    expect(body).toMatchObject({
      zone_redundancy_enabled: false,
      public_network_access_enabled: false,
      api_key_enabled: false,
      deterministic_outbound_ip_enabled: true,
    });
    expect(body).not.toHaveProperty('lifecycle');
    expect(body).not.toHaveProperty('azure_monitor_workspace_integrations');
    expect(rendered.only('azurerm_role_assignment')).toMatchObject({ role_definition_name: 'Monitoring Reader' });
    expect(refused(rendered)).toEqual([]);
  });

  it('refuses what Azure would refuse, all at once', () => {
    const { prod } = networkWorld();
    const props = { name: '1', version: '9' as never, location: 'westus', admins: ['platform'] };
    expect(thrown(() => new Grafana(prod, 'grafana', props))).toEqual([
      "[prod/grafana] 'name' (1) has 1 characters; the name of a Grafana has 2 to 23. Did you mean 'g1'? (name/azure)",
      "[prod/grafana] 'version' (9) is not a major version of Grafana. Write one of '10', '11', '12', '13'. (grafana/version)",
      "[prod/grafana] 'zoneRedundant' (true) needs zones, and westus has none. Write zoneRedundant: false, or take a region with zones. (grafana/no-zones)",
      "[prod/grafana] 'admins' (platform) is not the object id of a group, a UUID. Copy it from `az ad group show --group <name> --query id`. (grafana/group)",
    ]);
  });
});
