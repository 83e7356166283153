import { StorageAccount } from '../../../lib/azure/data/storage-account';
import { ServiceBusNamespace } from '../../../lib/azure/data/service-bus-namespace';
import { KeyVault } from '../../../lib/azure/identity/key-vault';
import { DiagnosticSetting } from '../../../lib/azure/observe/diagnostic-setting';
import { ContainerRegistry } from '../../../lib/azure/registry/container-registry';
import { clusterWorld } from '../cluster/world';
import { networkWorld, refused, thrown } from '../network/world';

const TYPE = 'azurerm_monitor_diagnostic_setting';
const WORKSPACE = '${azurerm_log_analytics_workspace.aks_logs_workspace.id}';

describe('DiagnosticSetting', () => {
  it('keeps who did what to a cluster, without every read', () => {
    const { prod, cluster, render } = clusterWorld({ logAnalytics: true });
    new DiagnosticSetting(prod, 'aks-audit', { target: cluster, workspaceId: cluster.logWorkspaceId });
    const rendered = render();
    expect(rendered.only(TYPE)).toEqual({
      name: 'aks-audit',
      target_resource_id: '${azurerm_kubernetes_cluster.aks.id}',
      log_analytics_workspace_id: WORKSPACE,
      log_analytics_destination_type: 'Dedicated',
      enabled_log: [
        { category: 'kube-audit-admin' },
        { category: 'guard' },
        { category: 'cluster-autoscaler' },
        { category: 'kube-controller-manager' },
        { category: 'cloud-controller-manager' },
      ],
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('knows what vaults, registries and stores tell, and takes an id of anything else', () => {
    const { prod, render } = networkWorld();
    const workspaceId = '/subscriptions/s/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/all';
    const storage = new StorageAccount(prod, 'archive', { name: 'contosoarchive' });
    const vault = new KeyVault(prod, 'vault', { name: 'contoso-kv' });
    const registry = new ContainerRegistry(prod, 'registry', { name: 'contoso' });
    const bus = new ServiceBusNamespace(prod, 'bus', { name: 'contoso-orders' });
    new DiagnosticSetting(prod, 'vault-audit', { target: vault, storage });
    new DiagnosticSetting(prod, 'registry-audit', { target: registry, workspaceId });
    new DiagnosticSetting(prod, 'archive-audit', { target: storage, workspaceId });
    new DiagnosticSetting(prod, 'bus-all', { target: { resourceId: bus.namespaceId }, workspaceId, metrics: true });
    new DiagnosticSetting(prod, 'bus-audit', {
      target: { resourceId: bus.namespaceId },
      storage,
      logs: ['RuntimeAuditLogs'],
      name: 'audit',
    });
    const rendered = render();
    expect(rendered.all(TYPE)).toMatchObject({
      'vault-audit': {
        target_resource_id: '${azurerm_key_vault.vault.id}',
        storage_account_id: '${azurerm_storage_account.archive.id}',
        enabled_log: [{ category: 'AuditEvent' }],
      },
      'registry-audit': {
        enabled_log: [{ category: 'ContainerRegistryLoginEvents' }, { category: 'ContainerRegistryRepositoryEvents' }],
      },
      'archive-audit': {
        target_resource_id: '${azurerm_storage_account.archive.id}/blobServices/default',
        enabled_log: [{ category: 'StorageRead' }, { category: 'StorageWrite' }, { category: 'StorageDelete' }],
      },
      'bus-all': { enabled_log: [{ category_group: 'allLogs' }], enabled_metric: [{ category: 'AllMetrics' }] },
      'bus-audit': { name: 'audit', enabled_log: [{ category: 'RuntimeAuditLogs' }] },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('knows what a firewall tells', () => {
    const { prod, render } = networkWorld();
    new DiagnosticSetting(prod, 'out', { target: { firewallId: '/f' }, workspaceId: '/w' });
    expect(render().only(TYPE)).toMatchObject({
      target_resource_id: '/f',
      log_analytics_destination_type: 'Dedicated',
      enabled_log: expect.arrayContaining([{ category: 'AZFWApplicationRule' }]) as unknown,
    });
  });

  it('refuses to send nothing, or nowhere', () => {
    const { prod } = networkWorld();
    expect(
      thrown(() => new DiagnosticSetting(prod, 'audit', { target: { resourceId: '/x' }, logs: [], name: 'a/b' })),
    ).toEqual([
      "[prod/audit] 'name' (a/b) is not the name of a diagnostic setting: 1 to 260 letters, digits, '_', '.', '-', starting and ending with a letter or digit. Did you mean 'a-b'? (name/azure)",
      "[prod/audit] 'workspaceId' is missing, and so is storage: there is nowhere to send to. Pass one, such as cluster.logWorkspaceId of a cluster with logAnalytics: true. (diagnostics/nowhere)",
      "[prod/audit] 'logs' is empty, and metrics are not asked for: there is nothing to send. Leave it out for what is worth keeping. (diagnostics/nothing)",
    ]);
  });
});
