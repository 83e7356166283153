import { clustersOf, strayPools } from '../../../lib/analysis/cluster/clusters';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import type { Artifacts } from '../../../lib/artifact/read/artifacts';
import { unknown } from '../../../lib/artifact/read/values';

function read(resource: object, more: object = {}): Artifacts {
  return readArtifacts([{ path: 'stacks/prod/cdk.tf.json', content: JSON.stringify({ resource, ...more }) }]);
}

const ID = '${azurerm_kubernetes_cluster.aks.id}';

function cluster(more: object = {}, pool: object = {}): object {
  return {
    aks: {
      name: 'aks',
      location: 'westeurope',
      default_node_pool: { name: 'system', vm_size: 'Standard_D4ds_v5', ...pool },
      ...more,
    },
  };
}

describe('clusters of the artifacts', () => {
  it('have their default pool and those that refer to them', () => {
    const [view] = clustersOf(
      read({
        azurerm_kubernetes_cluster: cluster(
          {},
          { auto_scaling_enabled: true, min_count: 3, max_count: '6', zones: ['2', '1'] },
        ),
        azurerm_kubernetes_cluster_node_pool: {
          spot: {
            kubernetes_cluster_id: ID,
            name: 'spot',
            vm_size: 'Standard_D8ps_v5',
            priority: 'Spot',
            node_count: 2,
            node_taints: ['sku=gpu:NoSchedule'],
            node_labels: { team: 'shop' },
          },
        },
      }),
    );
    expect(view?.allPools).toBe(true);
    expect(view?.pools).toMatchObject([
      {
        name: 'system',
        isDefault: true,
        os: 'Linux',
        mode: 'System',
        zones: ['1', '2'],
        min: 3,
        max: 6,
        autoscaled: true,
        taints: [],
      },
      {
        name: 'spot',
        mode: 'User',
        priority: 'Spot',
        min: 2,
        max: 2,
        zones: [],
        machine: { vCpus: 8, architecture: 'arm64' },
        taints: [
          { key: 'sku', value: 'gpu', effect: 'NoSchedule' },
          { key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' },
        ],
        labels: { team: 'shop', agentpool: 'spot', 'kubernetes.io/arch': 'arm64', 'kubernetes.azure.com/mode': 'user' },
      },
    ]);
    expect(view?.pools[1]?.at('priority')).toEqual(['priority']);
    expect(view?.pools[0]?.at('max_pods')).toEqual(['default_node_pool']);
  });

  it('have one pool for each value of for_each', () => {
    const pool = {
      for_each: '${toset(["1", "2"])}',
      kubernetes_cluster_id: ID,
      name: 'apps${each.value}',
      zones: ['${each.value}'],
    };
    const [view] = clustersOf(
      read({ azurerm_kubernetes_cluster: cluster(), azurerm_kubernetes_cluster_node_pool: { apps: pool } }),
    );
    expect(view?.pools.slice(1)).toMatchObject([
      { name: 'apps1', zones: ['1'] },
      { name: 'apps2', zones: ['2'] },
    ]);
  });

  it('say what the files do not tell', () => {
    const files = read(
      {
        azurerm_kubernetes_cluster: cluster(
          { sku_tier: '${var.tier}' },
          { vm_size: 'Standard_New_v9', zones: '${var.zones}' },
        ),
        azurerm_kubernetes_cluster_node_pool: { other: { kubernetes_cluster_id: '${var.cluster}', name: 'other' } },
      },
      { variable: { tier: {}, zones: {}, cluster: {} } },
    );
    const [view] = clustersOf(files);
    expect(view).toMatchObject({ skuTier: unknown, allPools: false });
    expect(view?.pools).toMatchObject([{ machine: unknown, zones: unknown, vmSize: 'Standard_New_v9' }]);
    expect(strayPools(files).map(({ name }) => name)).toEqual(['other']);
  });

  it('tell the network model', () => {
    const model = (network: object, pool: object = {}): unknown =>
      clustersOf(read({ azurerm_kubernetes_cluster: cluster({ network_profile: network }, pool) }))[0]?.network.model;
    expect(model({ network_plugin: 'azure', network_plugin_mode: 'overlay' })).toBe('overlay');
    expect(model([{ network_plugin: 'azure' }])).toBe('node-subnet');
    expect(model({ network_plugin: 'azure' }, { pod_subnet_id: '${azurerm_subnet.pods.id}' })).toBe('pod-subnet');
    expect(model({ network_plugin: 'kubenet' })).toBe('kubenet');
    expect(model({ network_plugin: '${var.plugin}' })).toBe(unknown);
  });

  it('find the subnet of a pool', () => {
    const [view] = clustersOf(
      read({
        azurerm_kubernetes_cluster: cluster(
          {},
          { vnet_subnet_id: '${azurerm_subnet.nodes.id}', pod_subnet_id: '/subscriptions/x' },
        ),
        azurerm_subnet: { nodes: { name: 'nodes' } },
      }),
    );
    expect(view?.pools[0]?.subnet).toMatchObject({ address: 'azurerm_subnet.nodes' });
    expect(view?.pools[0]?.podSubnet).toBe(unknown);
  });
});
