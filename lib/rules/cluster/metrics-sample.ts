import type { Blocks } from '../../artifact/sample';

/** A workspace, and a rule of data collection that takes metrics there. */
export function collection(location: string): Blocks {
  return {
    azurerm_monitor_workspace: { metrics: { name: 'shop-metrics' } },
    azurerm_monitor_data_collection_rule: {
      prometheus: {
        name: 'prometheus',
        location,
        resource_group_name: 'shop',
        kind: 'Linux',
        data_sources: { prometheus_forwarder: { name: 'prometheus', streams: ['Microsoft-PrometheusMetrics'] } },
        destinations: {
          monitor_account: { name: 'workspace', monitor_account_id: '${azurerm_monitor_workspace.metrics.id}' },
        },
        data_flow: { streams: ['Microsoft-PrometheusMetrics'], destinations: ['workspace'] },
      },
    },
  };
}

/** What has the rule hold for the cluster. */
export const ASSOCIATION: Blocks = {
  azurerm_monitor_data_collection_rule_association: {
    prometheus: {
      name: 'prometheus',
      target_resource_id: '${azurerm_kubernetes_cluster.aks.id}',
      data_collection_rule_id: '${azurerm_monitor_data_collection_rule.prometheus.id}',
    },
  },
};
