import { workloadName } from '../../analysis/reachability/pods';
import type { KubernetesObject, TerraformBlock } from '../../artifact/read/model';

/*
 * What a box, a row and a finding speak of, in one word that all of them agree on. Two clusters may run the same workload,
 * two modules hold the same address.
 */

export function subjectOfBlock({ module, address }: Pick<TerraformBlock, 'module' | 'address'>): string {
  return `${module}\n${address}`;
}

/** @param name `shop/Deployment/web` */
export function subjectOfWorkload(cluster: string | undefined, name: string): string {
  return `${cluster ?? ''}\n${name}`;
}

export function subjectOfNamespace(cluster: string | undefined, namespace: string): string {
  return `${cluster ?? ''}\n${namespace}/`;
}

/** Of an object that makes pods. */
export function subjectOfObject(object: KubernetesObject): string {
  return subjectOfWorkload(object.cluster, workloadName(object));
}
