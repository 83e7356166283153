import type { KubernetesObject } from '../../../artifact/read/model';
import { asBody, asList, type Workload } from '../../workload/workloads';
import type { World } from '../../world';

/** Workloads that keep the old value of a ConfigMap or Secret until their pods restart. */
export function heldAtStart(object: KubernetesObject, world: World): readonly Workload[] {
  const name = { ConfigMap: 'configMap', Secret: 'secret' }[object.kind];
  if (name === undefined) return [];
  return world.workloads.filter(
    (workload) =>
      workload.runsForever &&
      workload.object.cluster === object.cluster &&
      workload.object.namespace === object.namespace &&
      (readsAsEnvironment(workload, name, object.name) || mountsByPart(workload, name, object.name)),
  );
}

function readsAsEnvironment({ containers }: Workload, source: string, name: string): boolean {
  return containers.some(({ body }) => {
    const whole = asList(body.envFrom).some((one) => asBody(asBody(one)?.[`${source}Ref`])?.name === name);
    return (
      whole ||
      asList(body.env).some((one) => asBody(asBody(asBody(one)?.valueFrom)?.[`${source}KeyRef`])?.name === name)
    );
  });
}

/** A file mounted by `subPath` is never updated. Kubernetes: "Using subPath". */
function mountsByPart({ pod, containers }: Workload, source: string, name: string): boolean {
  const volumes = asList(pod.volumes)
    .map((volume) => asBody(volume) ?? {})
    .filter((volume) => (asBody(volume[source])?.name ?? asBody(volume[source])?.secretName) === name)
    .map((volume) => volume.name);
  return containers.some(({ body }) =>
    asList(body.volumeMounts).some((mount) => {
      const { name: volume, subPath } = asBody(mount) ?? {};
      return subPath !== undefined && volumes.includes(volume);
    }),
  );
}
