import { Duration } from '../../../lib/core/duration';
import { clusterWorld } from '../cluster/world';
import { refused, resolved, thrown } from '../network/world';

const WORKSPACE = '/subscriptions/s/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/all';

describe('ContainerInsights', () => {
  it('makes workspace, rule and association: with managed sign-in the agent collects nothing without a rule', () => {
    const { prod, cluster, render } = clusterWorld({ logAnalytics: true });
    const rendered = render();

    expect(rendered.only('azurerm_log_analytics_workspace')).toEqual({
      name: 'prod-aks-logs',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      sku: 'PerGB2018',
      retention_in_days: 30,
      tags: {},
    });
    expect(rendered.only('azurerm_kubernetes_cluster').oms_agent).toEqual({
      log_analytics_workspace_id: '${azurerm_log_analytics_workspace.aks_logs_workspace.id}',
      msi_auth_for_monitoring_enabled: true,
    });
    expect(rendered.only('azurerm_monitor_data_collection_rule')).toMatchObject({
      name: 'prod-aks-container-insights',
      data_sources: {
        extension: [
          {
            extension_name: 'ContainerInsights',
            streams: ['Microsoft-ContainerInsights-Group-Default'],
            extension_json:
              '{"dataCollectionSettings":{"interval":"1m","namespaceFilteringMode":"Off","enableContainerLogV2":true}}',
          },
        ],
      },
      destinations: {
        log_analytics: [
          {
            name: 'workspace',
            workspace_resource_id: '${azurerm_log_analytics_workspace.aks_logs_workspace.id}',
          },
        ],
      },
      data_flow: [{ streams: ['Microsoft-ContainerInsights-Group-Default'], destinations: ['workspace'] }],
    });
    expect(rendered.only('azurerm_monitor_data_collection_rule_association')).toMatchObject({
      name: 'ContainerInsightsExtension',
      target_resource_id: '${azurerm_kubernetes_cluster.aks.id}',
      data_collection_rule_id: '${azurerm_monitor_data_collection_rule.aks_logs_rule.id}',
    });
    expect(resolved(prod, cluster.logWorkspaceId)).toBe('${azurerm_log_analytics_workspace.aks_logs_workspace.id}');
    expect(refused(rendered)).toEqual([]);
  });

  it('takes a workspace that is there already', () => {
    const { render } = clusterWorld({ logAnalytics: { workspaceId: WORKSPACE, interval: Duration.minutes(5) } });
    const rendered = render();
    expect(rendered.all('azurerm_log_analytics_workspace')).toEqual({});
    expect(rendered.only('azurerm_kubernetes_cluster').oms_agent).toMatchObject({
      log_analytics_workspace_id: WORKSPACE,
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('takes a name and how long logs are kept', () => {
    const { render } = clusterWorld({ logAnalytics: { workspaceName: 'shop-logs', retention: Duration.days(90) } });
    expect(render().only('azurerm_log_analytics_workspace')).toMatchObject({
      name: 'shop-logs',
      retention_in_days: 90,
    });
  });

  it('refuses a workspace both made and brought, and spans that Azure does not take', () => {
    expect(
      thrown(() =>
        clusterWorld({ logAnalytics: { workspaceId: WORKSPACE, workspaceName: 'x', interval: Duration.hours(1) } }),
      ),
    ).toEqual([
      expect.stringContaining(
        "names a workspace that exists already, and 'workspaceName' and 'retention' are for one to create. Keep one of them. (logs/workspace)",
      ),
      "[prod/aks/logs] 'logAnalytics.workspaceName' (x) has 1 characters; the name of a Log Analytics workspace has 4 to 63. Did you mean 'x-logs'? (name/azure)",
      "[prod/aks/logs] 'logAnalytics.interval' (1h) is not between 1 and 30 minutes. Write Duration.minutes(1). (logs/interval)",
    ]);
    expect(thrown(() => clusterWorld({ logAnalytics: { retention: Duration.days(7) } }))).toEqual([
      "[prod/aks/logs] 'logAnalytics.retention' (168h) is not between 30 and 730 days. Write Duration.days(30). (logs/retention)",
    ]);
  });
});
