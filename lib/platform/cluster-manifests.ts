import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { ICluster } from '../core/contracts';
import { mark } from '../core/marks';

const CLUSTER_MANIFESTS = Symbol.for('cdk-aks.cluster-manifests');

/** Scope of everything that runs on one cluster; objects directly in it are cluster-wide. */
export class ClusterManifests extends Chart {
  // `instanceof` would be true for every Chart: cdk8s redefines it, and subclasses inherit that.
  static isClusterManifests(construct: IConstruct): construct is ClusterManifests {
    return CLUSTER_MANIFESTS in construct;
  }

  constructor(
    scope: Construct,
    readonly cluster: ICluster,
  ) {
    super(scope, cluster.clusterName, { disableResourceNameHashes: true });
    mark(this, CLUSTER_MANIFESTS);
  }
}
