import type { KubernetesObject } from '../../artifact/read/model';
import { vaultClassesOf } from '../identity/accounts';
import { namespaceOf, objectIndex } from '../objects';
import { replicasOf } from '../scaling/scalers';
import { asBody, asList, type Workload } from '../workload/workloads';
import type { World } from '../world';

/** The SecretProviderClass that makes a Secret, beside an object; undefined where the Secret comes from elsewhere. */
export function classThatSyncs(secret: string, beside: KubernetesObject, world: World): KubernetesObject | undefined {
  return objectIndex(world.artifacts)
    .allBeside(beside, 'SecretProviderClass')
    .find(({ body }) => asList(asBody(body.spec)?.secretObjects).some((item) => asBody(item)?.secretName === secret));
}

/** Workloads that mount a class and never have less than one pod: as long as they run, its Secret is there. */
export function keepersOf(vaultClass: KubernetesObject, world: World): readonly Workload[] {
  return world.workloads.filter(
    (workload) =>
      workload.object.cluster === vaultClass.cluster &&
      workload.namespace === namespaceOf(vaultClass) &&
      (workload.object.kind === 'DaemonSet' || (replicasOf(workload, world.artifacts)?.min ?? 0) > 0) &&
      vaultClassesOf(workload, world.artifacts).includes(vaultClass),
  );
}
