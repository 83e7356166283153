import { runChecks } from '../../../lib/core/checks';
import type { ICluster } from '../../../lib/core/contracts';
import { formatProblem } from '../../../lib/core/errors';
import {
  ContainerInstanceNodes,
  type ContainerInstanceNodesProps,
} from '../../../lib/kubernetes/operate/container-instance-nodes';
import { kubernetesProblems } from '../../support/conformance';
import { chart, cluster, object, objects } from '../connect/world';
import { fakeIdentity } from '../scaling/world';

const subnet = { subnetName: 'virtual-nodes', subnetId: '/virtual-nodes' };
const on = (more: Partial<ICluster> = {}): ICluster =>
  ({ ...cluster(), nodeResourceGroupId: '/nodes', ...more }) as ICluster;
const nodes = (
  props: Partial<ContainerInstanceNodesProps> = {},
  at: ICluster | undefined = on(),
): ContainerInstanceNodes =>
  new ContainerInstanceNodes(chart('prod', at), 'virtual', { subnet, identity: fakeIdentity('nodes'), ...props });

describe('ContainerInstanceNodes', () => {
  it('installs the pinned chart, whose nodes make container groups as a workload identity', () => {
    const scope = chart('prod', on());
    const identity = fakeIdentity('nodes');

    new ContainerInstanceNodes(scope, 'virtual', { subnet, identity, replicas: 2, zone: '1' });

    expect(object(scope, 'HelmRepository').spec).toMatchObject({
      url: 'https://microsoft.github.io/virtualnodesOnAzureContainerInstances/',
    });
    const { spec } = object(scope, 'HelmRelease');
    expect(spec).toMatchObject({
      targetNamespace: 'vn2',
      chart: { spec: { chart: 'virtualnode', version: '1.3409.26080501' } },
    });
    expect(spec.values).toEqual({
      replicaCount: 2,
      admissionControllerReplicaCount: 2,
      aciSubnetName: 'virtual-nodes',
      IsWorkloadIdentityEnabled: 'Enabled',
      IdentityClientId: 'client-of-nodes',
      IdentityTenantId: 'tenant',
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      tolerations: [],
      podDisruptionBudget: { maxUnavailable: 1 },
      admissionControllerPodDisruptionBudget: { maxUnavailable: 1 },
      zones: '1',
    });
    expect(identity.trusted).toEqual(['prod/vn2/virtual-node2-helm']);
    expect(identity.granted).toEqual(['Contributor at /nodes', 'Network Contributor at /virtual-nodes']);
    expect(objects(scope).flatMap((one) => kubernetesProblems(one, '1.34'))).toEqual([]);
  });

  it('calls the resource manager of its cloud', () => {
    const scope = chart('prod', on({ cloud: 'usgovernment' }));
    new ContainerInstanceNodes(scope, 'virtual', { subnet, identity: fakeIdentity() });
    expect(object(scope, 'HelmRelease').spec.values).toMatchObject({
      armEndpointBaseUrl: 'https://management.usgovcloudapi.net/',
      podDisruptionBudget: {},
    });
  });

  it('is a place for workloads', () => {
    expect(nodes()).toMatchObject({
      cluster: { clusterName: 'prod' },
      placement: {
        description: "virtual nodes 'virtual' on Azure Container Instances",
        nodeLabels: { virtualization: 'virtualnode2' },
        virtual: true,
        virtualNodes: 'container-instances',
      },
    });
  });

  it('refuses a minor that its build is not tested with', () => {
    expect(() => nodes({}, on({ kubernetesVersion: '1.32' }))).toThrow(
      "[prod/virtual] 'version' (1.3409.26080501) is tested with Kubernetes 1.33, 1.34, and cluster 'prod' has 1.32. Take a build for 1.33. (helm/kubernetes-version)",
    );
    expect(() => nodes({}, on({ kubernetesVersion: '1.35' }))).toThrow(
      "[prod/virtual] 'version' (1.3409.26080501) is tested with Kubernetes 1.33, 1.34, and cluster 'prod' has 1.35. Wait for a build of that minor, or use the add-on: virtualNodes: true for the cluster, and burst: 'virtual-nodes'. (helm/kubernetes-version)",
    );
    expect(() => nodes({ version: '1.3307.26033004' }, on({ kubernetesVersion: '1.32' }))).not.toThrow();
  });

  it('refuses numbers of nodes and versions that are none', () => {
    expect(() => nodes({ replicas: 0 })).toThrow(
      "[prod/virtual] 'replicas' (0) is not a whole number from 1 to 100. Write 1, or one for every 200 pods. (virtual-nodes/replicas)",
    );
    expect(() => nodes({ version: '1.34.0' })).toThrow(
      "'version' (1.34.0) is no version of the chart. Write one such as '1.3409.26080501'. (helm/version)",
    );
  });

  it('refuses an overlay, the add-on beside it, and a cluster without workload identity', () => {
    const at = on({ virtualNodes: {} as ICluster['virtualNodes'] });
    Object.assign(at, {
      network: { ...at.network, podCidr: '10.244.0.0/16' },
      features: { ...at.features, workloadIdentity: false },
    });
    expect(runChecks(nodes({}, at)).map(formatProblem)).toEqual([
      "[prod/virtual] stands beside the add-on's virtual nodes of cluster 'prod': whatever bears the taint of one bears that of the other. Leave 'virtualNodes' out on the cluster. (virtual-nodes/both)",
      "[prod/virtual] needs pods with addresses of the network, and cluster 'prod' has an overlay (10.244.0.0/16). Write networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }) for the cluster. (virtual-nodes/overlay)",
      "[prod/virtual] 'identity' gets no token: cluster 'prod' has workload identity off. Turn on workload identity and its OIDC issuer. (identity/not-enabled)",
    ]);
    expect(runChecks(nodes())).toEqual([]);
  });
});
