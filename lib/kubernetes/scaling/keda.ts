import type { Cloud, ICluster } from '../../core/contracts';
import { invalid, type Problems } from '../../core/errors';
import { joinOf, requireJoin } from '../../core/join';
import type { IWorkload } from '../workload/contracts';

/** Azure's clouds as KEDA calls them; it takes the public one where nothing is written. */
const CLOUDS: Readonly<Record<Cloud, string | undefined>> = {
  public: undefined,
  usgovernment: 'AzureUSGovernmentCloud',
  china: 'AzureChinaCloud',
};

/** KEDA's name of a cluster's cloud; undefined for the public one, which KEDA takes by itself. */
export function kedaCloud(cluster: ICluster | undefined): string | undefined {
  return cluster && CLOUDS[cluster.cloud];
}

/** Collects that the workload's cluster has no KEDA, so that a ScaledObject would be refused as an unknown kind. */
export function checkKeda(problems: Problems, workload: IWorkload): void {
  const { cluster } = workload;
  if (!cluster || cluster.features.keda) return;
  problems.add({
    property: 'scale',
    rule: `scales on events, and cluster '${cluster.clusterName}' has no KEDA`,
    fix: "Write 'keda: true' on the cluster",
    code: 'keda/not-enabled',
  });
}

/**
 * The cluster in which an identity is to be trusted.
 * @throws CdkAksError where the cluster is not known (app/join-needed, keda/no-cluster) or has no workload identity
 * (keda/workload-identity)
 */
export function clusterForIdentity(workload: IWorkload): ICluster {
  const cluster = workload.cluster ?? joinOf(workload)?.clusterOf(workload);
  if (!cluster) {
    requireJoin(workload, 'a trigger that signs in with a workload identity');
    throw invalid(workload, {
      property: 'scale',
      rule: 'has a trigger that signs in with a workload identity, and belongs to no cluster that the identity could trust',
      fix: 'Create its chart or namespace below cluster.kubernetes',
      code: 'keda/no-cluster',
    });
  }
  if (!cluster.features.workloadIdentity) {
    throw invalid(workload, {
      property: 'scale',
      rule: `has a trigger that signs in with a workload identity, which is off on cluster '${cluster.clusterName}'`,
      fix: "Write 'workloadIdentity: true' on the cluster (it needs the OIDC issuer, too)",
      code: 'keda/workload-identity',
    });
  }
  return cluster;
}
