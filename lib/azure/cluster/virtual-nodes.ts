import type { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { Construct } from 'constructs';
import type { ICluster, INodePool, Placement } from '../../core/contracts';
import type { Problems } from '../../core/errors';
import { grantRole } from '../identity/role-assignment';
import type { ISubnet } from '../network/contracts';
import type { NetworkProfile } from './network-profile';
import { virtualPlacement } from './placement';

/** Pods that run as container groups of Azure Container Instances. Azure: "Create and configure virtual nodes in AKS". */
export interface VirtualNodesProps {
  /**
   * Subnet of the pods, in the cluster's network, delegated to `Microsoft.ContainerInstance/containerGroups`.
   * @default - one is added to the network
   */
  readonly subnet?: ISubnet;
  /**
   * Pods at the most, for the size of the subnet. Azure starts with a quota of 100 container groups a region.
   * @default 100
   */
  readonly maxPods?: number;
}

const DELEGATION = 'Microsoft.ContainerInstance/containerGroups';

/** VN02: the connector puts pods into a subnet, which pods of an overlay can't reach. */
export function checkVirtualNodes(
  profile: NetworkProfile,
  props: VirtualNodesProps,
  authorizedIpRanges: readonly string[],
  problems: Problems,
): void {
  if (authorizedIpRanges.length > 0) {
    problems.add({
      property: 'authorizedIpRanges',
      value: authorizedIpRanges.join(', '),
      rule: 'keeps the connector of virtual nodes away from the API server',
      fix: 'Leave it out, or do without virtual nodes (VN03)',
      code: 'virtual-nodes/authorized-ranges',
    });
  }
  if (profile.mode === 'overlay') {
    problems.add({
      property: 'virtualNodes',
      value: profile.expression,
      rule: 'is a network profile that takes no virtual nodes: their pods need addresses of the network',
      fix: "Write networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }) (VN02)",
      code: 'virtual-nodes/overlay',
    });
  }
  const { subnet, maxPods } = props;
  if (subnet !== undefined && subnet.delegation !== DELEGATION) {
    problems.add({
      property: 'virtualNodes.subnet',
      value: subnet.subnetName,
      rule: `is not delegated to ${DELEGATION}`,
      fix: `Add it with addSubnet(id, { delegation: '${DELEGATION}' }) (VN05)`,
      code: 'virtual-nodes/delegation',
    });
  }
  if (maxPods !== undefined && !(Number.isInteger(maxPods) && maxPods > 0)) {
    problems.add({
      property: 'virtualNodes.maxPods',
      value: maxPods,
      rule: 'is not a whole number from 1',
      fix: 'Write 100',
      code: 'virtual-nodes/max-pods',
    });
  }
}

/** The virtual node of a cluster: one node without limits of its own, for pods that bear it. */
export class VirtualNodes extends Construct implements INodePool {
  readonly poolName = 'virtual-nodes';
  /** There is always one. */
  readonly minCount = 1;
  readonly maxCount = 1;
  readonly subnet: ISubnet;
  readonly cluster: ICluster;

  /** @internal */
  constructor(
    scope: Construct & ICluster,
    props: VirtualNodesProps,
    addSubnet: (delegation: typeof DELEGATION) => ISubnet,
  ) {
    super(scope, 'virtual-nodes');
    this.cluster = scope;
    this.subnet = props.subnet ?? addSubnet(DELEGATION);
    const maxPods = props.maxPods ?? 100;
    this.subnet.addDemand({
      user: `virtual nodes of cluster '${scope.clusterName}'`,
      addresses: () => maxPods,
      arithmetic: () => `${maxPods} pods`,
      waysOut: () => [`lower virtualNodes.maxPods (${maxPods})`],
    });
  }

  get placement(): Placement {
    return virtualPlacement(this.cluster.clusterName);
  }

  /** The connector's identity is made with the cluster, and must reach the subnet before its pods start (VN05). */
  grantConnector(resource: KubernetesCluster): void {
    grantRole(this, {
      role: 'Network Contributor',
      scopeId: this.subnet.subnetId,
      principalId: resource.aciConnectorLinux.connectorIdentity.get(0).objectId,
      description: 'For the connector of virtual nodes.',
    });
  }
}
