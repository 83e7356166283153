import type { Artifacts } from '../../artifact/read/artifacts';
import { objectIndex } from '../objects';
import { asBody, asList, at, type Container, type Workload } from './workloads';

/** True where a container asks for a resource: by itself, through its limit, its pod, or the namespace's LimitRange. */
export function hasRequest(container: Container, workload: Workload, resource: string, artifacts: Artifacts): boolean {
  return (
    [container.body, workload.pod].some((body) =>
      ['requests', 'limits'].some((part) => at(body, ['resources', part])?.[resource] !== undefined),
    ) || limitRangeSets(workload, ['defaultRequest', 'default'], resource, artifacts)
  );
}

/** True where a container has a limit of a resource: its own, its pod's, or the namespace's LimitRange's. */
export function hasLimit(container: Container, workload: Workload, resource: string, artifacts: Artifacts): boolean {
  return (
    [container.body, workload.pod].some((body) => at(body, ['resources', 'limits'])?.[resource] !== undefined) ||
    limitRangeSets(workload, ['default'], resource, artifacts)
  );
}

/** A LimitRange fills in what a container leaves out; a default limit is a default request as well. */
function limitRangeSets(workload: Workload, parts: readonly string[], resource: string, artifacts: Artifacts): boolean {
  return objectIndex(artifacts)
    .allBeside(workload.object, 'LimitRange')
    .flatMap(({ body }) => asList(asBody(body.spec)?.limits))
    .map((item) => asBody(item) ?? {})
    .some((limit) => limit.type === 'Container' && parts.some((part) => asBody(limit[part])?.[resource] !== undefined));
}
