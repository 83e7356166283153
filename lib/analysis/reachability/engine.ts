import type { Artifacts } from '../../artifact/read/artifacts';
import { unknown } from '../../artifact/read/values';
import { clusterOf } from '../cluster/clusters';
import type { Engine } from './engines';

/**
 * The engine of a cluster, as its block tells; undefined where the files don't have it. A cluster without one enforces
 * nothing. Azure: "Secure traffic between pods by using network policies in AKS".
 */
export function engineOf(cluster: string | undefined, artifacts: Artifacts): Engine | undefined {
  const block = artifacts.clusters.find(({ name }) => name === cluster)?.block;
  const network = clusterOf(artifacts, block)?.network;
  if (!network || network.policy === unknown || network.dataPlane === unknown) return undefined;
  if (network.dataPlane === 'cilium' || network.policy === 'cilium') return 'cilium';
  return network.policy === 'azure' || network.policy === 'calico' ? network.policy : 'none';
}
