import { AksCluster } from '../../../lib/azure/cluster/aks-cluster';
import { networkWorld, refused } from '../network/world';
import { clusterWorld, ruleErrors } from './world';

const GROUP = '11111111-2222-3333-4444-555555555555';
const ROLE = {
  role_definition_name: 'Azure Kubernetes Service Cluster User Role',
  principal_id: GROUP,
  principal_type: 'Group',
};

describe('who may fetch the kubeconfig of a cluster', () => {
  it('is a group that was granted it, once', () => {
    const { cluster, render } = clusterWorld();
    cluster.grantUser(GROUP);
    cluster.grantUser(GROUP);

    const rendered = render();
    expect(rendered.all('azurerm_role_assignment')).toMatchObject({
      [`aks_user-${GROUP}`]: { ...ROLE, scope: '${azurerm_kubernetes_cluster.aks.id}' },
    });
    expect(refused(rendered)).toEqual([]);
    expect(ruleErrors(rendered)).toEqual([]);
  });

  it('may be said of a cluster that exists already', () => {
    const { prod, render } = networkWorld();
    const cluster = AksCluster.fromName(prod, 'legacy', {
      name: 'legacy',
      resourceGroupName: 'legacy-rg',
      version: '1.35',
      policy: 'calico',
      serviceCidr: '10.0.0.0/16',
      dnsServiceIp: '10.0.0.10',
    });
    cluster.grantUser?.(GROUP);
    expect(render().only('azurerm_role_assignment')).toMatchObject({
      ...ROLE,
      scope: '${data.azurerm_kubernetes_cluster.legacy.id}',
    });
  });
});
