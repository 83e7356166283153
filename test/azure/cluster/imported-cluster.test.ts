import { TerraformStack } from 'cdktf';
import { AksCluster } from '../../../lib/azure/cluster/aks-cluster';
import type { ExistingClusterProps } from '../../../lib/azure/cluster/imported-cluster';
import { plainApp } from '../../support/terraform';
import { networkWorld, refused, resolved, thrown } from '../network/world';

const existing: ExistingClusterProps = {
  name: 'legacy',
  resourceGroupName: 'legacy-rg',
  version: '1.34.3',
  policy: 'calico',
  serviceCidr: '10.0.0.0/16',
  dnsServiceIp: '10.0.0.10',
};

describe('AksCluster.fromName', () => {
  it('creates nothing and reads what only Azure knows', () => {
    const { prod, render } = networkWorld();
    const cluster = AksCluster.fromName(prod, 'legacy', {
      ...existing,
      nodeCidrs: ['10.1.0.0/16'],
      apiServerCidr: '10.2.0.0/28',
      features: { keda: true },
    });

    expect(cluster).toMatchObject({
      clusterName: 'legacy',
      kubernetesVersion: '1.34',
      cloud: 'public',
      location: 'westeurope',
      terraformAddress: 'data.azurerm_kubernetes_cluster.legacy',
      nodePools: [],
      features: { keda: true, workloadIdentity: true, verticalPodAutoscaler: false },
      network: {
        policyEngine: 'calico',
        serviceCidr: '10.0.0.0/16',
        dnsServiceIp: '10.0.0.10',
        nodeCidrs: ['10.1.0.0/16'],
        podSubnetCidrs: [],
        apiServerCidr: '10.2.0.0/28',
        localDns: false,
      },
    });
    expect(
      [cluster.clusterId, cluster.oidcIssuerUrl, cluster.kubeletObjectId, cluster.nodeResourceGroupId].map((late) =>
        resolved(prod, late),
      ),
    ).toEqual([
      '${data.azurerm_kubernetes_cluster.legacy.id}',
      '${data.azurerm_kubernetes_cluster.legacy.oidc_issuer_url}',
      '${data.azurerm_kubernetes_cluster.legacy.kubelet_identity[0].object_id}',
      '${data.azurerm_kubernetes_cluster.legacy.node_resource_group_id}',
    ]);
    const rendered = render();
    expect(rendered.data('azurerm_kubernetes_cluster')).toEqual({
      legacy: { name: 'legacy', resource_group_name: 'legacy-rg' },
    });
    expect(rendered.all('azurerm_kubernetes_cluster')).toEqual({});
    expect(refused(rendered)).toEqual([]);
    expect(cluster.kubernetes.node.path).not.toBe('');
  });

  it('refuses what cannot be', () => {
    const { prod } = networkWorld();
    expect(
      thrown(() =>
        AksCluster.fromName(prod, 'legacy', {
          ...existing,
          version: 'x',
          dnsServiceIp: '10.9.0.10',
          podCidr: '10.244.0.1/16',
          nodeCidrs: ['nodes'],
          podSubnetCidrs: ['10.2.0.0'],
        }),
      ),
    ).toEqual([
      "[prod/legacy] 'version' (x) is not a Kubernetes version. Write 1.35, or 1.35.2. (version/malformed)",
      expect.stringContaining("'podCidr' (10.244.0.1/16)"),
      expect.stringContaining("'nodeCidrs' (nodes)"),
      expect.stringContaining("'podSubnetCidrs' (10.2.0.0)"),
      "[prod/legacy] 'dnsServiceIp' (10.9.0.10) lies outside 'serviceCidr' (10.0.0.0/16). Write what `az aks show` says. (network/dns-outside)",
    ]);
  });

  it('needs a location where no environment knows it', () => {
    const stack = new TerraformStack(plainApp(), 'prod');
    expect(thrown(() => AksCluster.fromName(stack, 'legacy', existing))).toEqual([
      "[prod/legacy] 'location' is needed in a stack that is no Environment. Set location. (place/missing)",
    ]);
  });
});
