import type { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { grantRole } from '../identity/role-assignment';

/** Azure: "Azure built-in roles", containers: it lists the credential that sign-in with Entra starts from, and no more. */
const CLUSTER_USER = 'Azure Kubernetes Service Cluster User Role';

/** Lets the members of a group of Entra fetch the cluster's kubeconfig. What they may do then is up to other roles. */
export function grantClusterUser(cluster: ICluster & Construct, groupId: string): void {
  grantRole(cluster, {
    id: `user-${groupId}`,
    role: CLUSTER_USER,
    scopeId: cluster.clusterId,
    principalId: groupId,
    principalType: 'Group',
  });
}
