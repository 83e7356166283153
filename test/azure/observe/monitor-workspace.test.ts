import { AksCluster } from '../../../lib/azure/cluster/aks-cluster';
import { ApiServer } from '../../../lib/azure/cluster/api-server';
import { MonitorWorkspace } from '../../../lib/azure/observe/monitor-workspace';
import type { ExistingClusterProps } from '../../../lib/azure/cluster/imported-cluster';
import { clusterWorld, ruleErrors } from '../cluster/world';
import { networkWorld, refused, thrown } from '../network/world';

const CLUSTER = '${azurerm_kubernetes_cluster.aks.id}';

const BROUGHT: ExistingClusterProps = {
  name: 'old-aks',
  resourceGroupName: 'old',
  version: '1.34',
  policy: 'cilium',
  serviceCidr: '10.0.0.0/16',
  dnsServiceIp: '10.0.0.10',
  features: { managedPrometheus: true },
};

describe('MonitorWorkspace', () => {
  it('is made for a cluster that asks for metrics, with all that makes them arrive', () => {
    const { cluster, render } = clusterWorld({ metrics: true });
    const rendered = render();

    expect(rendered.only('azurerm_monitor_workspace')).toEqual({
      name: 'prod-aks-metrics',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      public_network_access_enabled: true,
      tags: {},
    });
    expect(rendered.only('azurerm_monitor_data_collection_endpoint')).toMatchObject({
      name: 'prod-aks-prometheus',
      location: 'westeurope',
      kind: 'Linux',
    });
    expect(rendered.only('azurerm_monitor_data_collection_rule')).toMatchObject({
      name: 'prod-aks-prometheus',
      location: 'westeurope',
      kind: 'Linux',
      data_collection_endpoint_id: '${azurerm_monitor_data_collection_endpoint.aks_prometheus_endpoint.id}',
      data_sources: { prometheus_forwarder: [{ name: 'prometheus', streams: ['Microsoft-PrometheusMetrics'] }] },
      destinations: {
        monitor_account: [{ name: 'workspace', monitor_account_id: '${azurerm_monitor_workspace.aks_metrics.id}' }],
      },
      data_flow: [{ streams: ['Microsoft-PrometheusMetrics'], destinations: ['workspace'] }],
    });
    expect(rendered.only('azurerm_monitor_data_collection_rule_association')).toMatchObject({
      name: 'prod-aks-prometheus',
      target_resource_id: CLUSTER,
      data_collection_rule_id: '${azurerm_monitor_data_collection_rule.aks_prometheus_rule.id}',
    });
    expect(rendered.only('azurerm_kubernetes_cluster').monitor_metrics).toEqual({
      annotations_allowed: '',
      labels_allowed: '',
    });
    expect(cluster.features.managedPrometheus).toBe(true);
    expect(cluster.monitorWorkspace?.workspaceName).toBe('prod-aks-metrics');
    expect([...refused(rendered), ...ruleErrors(rendered)]).toEqual([]);
  });

  it('takes metrics of a cluster in another region: what collects lies where the data goes', () => {
    const { render } = clusterWorld(({ prod }) => ({
      metrics: {
        workspace: new MonitorWorkspace(prod, 'all', { location: 'northeurope', publicNetworkAccess: false }),
      },
    }));
    const rendered = render();
    expect(rendered.only('azurerm_monitor_workspace')).toMatchObject({
      name: 'prod-all',
      location: 'northeurope',
      public_network_access_enabled: false,
    });
    expect(rendered.only('azurerm_monitor_data_collection_endpoint')).toMatchObject({ location: 'northeurope' });
    expect(rendered.only('azurerm_monitor_data_collection_rule')).toMatchObject({ location: 'northeurope' });
    expect(refused(rendered)).toEqual([]);
  });

  it('tells a private cluster what to collect by an endpoint in its own region', () => {
    const near = clusterWorld({ apiServer: ApiServer.private(), metrics: true }).render();
    expect(near.all('azurerm_monitor_data_collection_rule_association')).toMatchObject({
      aks_prometheus_association: { name: 'prod-aks-prometheus' },
      aks_prometheus_configuration: {
        name: 'configurationAccessEndpoint',
        target_resource_id: CLUSTER,
        data_collection_endpoint_id: '${azurerm_monitor_data_collection_endpoint.aks_prometheus_endpoint.id}',
      },
    });
    expect(refused(near)).toEqual([]);

    const far = clusterWorld(({ prod }) => ({
      metrics: {
        workspace: new MonitorWorkspace(prod, 'all', { location: 'northeurope' }),
        configurationEndpoint: true,
      },
    })).render();
    expect(far.all('azurerm_monitor_data_collection_endpoint')).toMatchObject({
      aks_prometheus_endpoint: { name: 'prod-aks-prometheus', location: 'northeurope' },
      'aks_prometheus_configuration-endpoint': { name: 'prod-aks-configuration', location: 'westeurope' },
    });
    expect(far.all('azurerm_monitor_data_collection_rule_association')).toMatchObject({
      aks_prometheus_configuration: {
        data_collection_endpoint_id:
          '${azurerm_monitor_data_collection_endpoint.aks_prometheus_configuration-endpoint.id}',
      },
    });
    expect(refused(far)).toEqual([]);
  });

  it('takes metrics of a cluster that was brought into a workspace that was brought, once', () => {
    const { prod, render } = networkWorld();
    const cluster = AksCluster.fromName(prod, 'old', BROUGHT);
    const workspace = MonitorWorkspace.fromName(prod, 'all', {
      name: 'all-metrics',
      resourceGroupName: 'observability',
      location: 'northeurope',
    });
    workspace.collectFrom(cluster);
    workspace.collectFrom(cluster);

    const rendered = render();
    expect(rendered.only('azurerm_monitor_data_collection_rule')).toMatchObject({
      name: 'old-aks-prometheus',
      resource_group_name: 'old',
      location: 'northeurope',
      destinations: { monitor_account: [{ monitor_account_id: '${data.azurerm_monitor_workspace.all.id}' }] },
    });
    expect(rendered.only('azurerm_monitor_data_collection_rule_association')).toMatchObject({
      target_resource_id: '${data.azurerm_kubernetes_cluster.old.id}',
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('refuses a cluster that collects nothing, and one that sends elsewhere', () => {
    const { prod, cluster } = clusterWorld({ metrics: true });
    const other = new MonitorWorkspace(prod, 'other');
    const quiet = AksCluster.fromName(prod, 'quiet', { ...BROUGHT, features: {} });
    expect(thrown(() => other.collectFrom(quiet))).toEqual([
      "[prod/other] 'cluster' (old-aks) collects no metrics, so that there is nothing to send to the workspace. Set metrics: { workspace } on the cluster, or features: { managedPrometheus: true } on one that was brought. (metrics/not-collected)",
    ]);
    expect(thrown(() => other.collectFrom(cluster))).toEqual([
      "[prod/other] 'cluster' (prod-aks) sends its metrics to the workspace 'prod-aks-metrics' already. Keep one of the two: name the workspace where the cluster is made, metrics: { workspace }. (metrics/two-workspaces)",
    ]);
  });

  it('refuses a name that Azure does not take', () => {
    const { prod } = networkWorld();
    expect(thrown(() => new MonitorWorkspace(prod, 'metrics', { name: 'a_b' }))).toEqual([
      "[prod/metrics] 'name' (a_b) has 3 characters; the name of an Azure Monitor workspace has 4 to 43. Did you mean 'a-b-metrics'? (name/azure)",
    ]);
  });

  it('takes overrides, with a reason', () => {
    const { prod, render } = networkWorld();
    const workspace = new MonitorWorkspace(prod, 'metrics');
    workspace.override('tags', { team: 'platform' }, { reason: 'billed apart' });
    expect(render().only('azurerm_monitor_workspace')).toMatchObject({ tags: { team: 'platform' } });
  });
});
