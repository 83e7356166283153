import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import { refused } from '../network/world';
import { clusterWorld } from './world';

describe('VirtualNodes', () => {
  it('have a delegated subnet of their own, which their connector may join', () => {
    const { cluster, render } = clusterWorld({
      networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }),
      virtualNodes: true,
    });
    const rendered = render();

    const body = rendered.only('azurerm_kubernetes_cluster');
    expect(body.aci_connector_linux).toEqual({ subnet_name: 'aks-virtual-nodes' });
    expect(body.depends_on).toContain('azurerm_subnet.network_aks-virtual-nodes');
    // 100 pods; twice that and five are 205.
    expect(rendered.all('azurerm_subnet')['network_aks-virtual-nodes']).toMatchObject({
      address_prefixes: [expect.stringMatching(/\/24$/)],
      delegation: [expect.objectContaining({ name: 'containerGroups' })],
    });
    expect(rendered.all('azurerm_role_assignment')).toMatchObject({
      'aks_virtual-nodes_network-contributor-network_aks-virtual-nodes': {
        role_definition_name: 'Network Contributor',
        scope: '${azurerm_subnet.network_aks-virtual-nodes.id}',
        principal_id: '${azurerm_kubernetes_cluster.aks.aci_connector_linux[0].connector_identity[0].object_id}',
      },
    });
    expect(cluster.nodePools).toEqual([cluster.systemPool]);
    expect(refused(rendered)).toEqual([]);
  });

  it('say what runs there', () => {
    const { cluster } = clusterWorld({ networkProfile: NetworkProfile.podSubnet(), virtualNodes: true });
    expect(cluster.virtualNodes?.placement).toEqual({
      description: "virtual nodes of cluster 'prod-aks'",
      os: 'linux',
      architecture: 'amd64',
      zones: [],
      nodeLabels: { type: 'virtual-kubelet' },
      taints: [{ key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule' }],
      virtual: true,
      system: false,
    });
    expect(cluster.virtualNodes).toMatchObject({ poolName: 'virtual-nodes', minCount: 1, maxCount: 1, cluster });
  });

  it('take a subnet that is there already, and a size', () => {
    const { cluster, render } = clusterWorld(({ network }) => ({
      networkProfile: NetworkProfile.nodeSubnet(),
      virtualNodes: {
        subnet: network.addSubnet('burst', { delegation: 'Microsoft.ContainerInstance/containerGroups' }),
        maxPods: 400,
      },
    }));
    expect(cluster.virtualNodes?.subnet.subnetName).toBe('burst');
    // 400 pods; twice that and five are 805.
    expect(render().all('azurerm_subnet')['network_burst']).toMatchObject({
      address_prefixes: [expect.stringMatching(/\/22$/)],
    });
  });
});
