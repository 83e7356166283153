import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { chartsBeside } from '../../analysis/charts';
import { objectIndex } from '../../analysis/objects';

/**
 * True where objects of a kind may be in the object's cluster that the files do not have: they have none of it, and either
 * charts are installed that may bring some, or nobody says that the files are all of the cluster's.
 */
export function mayBeElsewhere(object: KubernetesObject, kind: string, artifacts: Artifacts): boolean {
  const { cluster } = object;
  const ofCluster = (one: KubernetesObject): boolean => one.cluster === cluster;
  if (objectIndex(artifacts).ofKind(kind).some(ofCluster)) return false;
  const isWhole = artifacts.clusters.some(({ name, folder }) => name === cluster && folder !== undefined);
  return !isWhole || chartsBeside(object, artifacts).open;
}
