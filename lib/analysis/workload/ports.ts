import type { Body, KubernetesObject } from '../../artifact/read/model';
import type { World } from '../world';
import { namespaceOf } from '../objects';
import { selectedWorkloads } from './by-label';
import { asBody, asList, type Workload } from './workloads';

/** The workloads that a Service hands calls to; none for one without selector. */
export function behindService(service: KubernetesObject, world: World): readonly Workload[] {
  const selector = asBody(asBody(service.body.spec)?.selector) ?? {};
  if (Object.keys(selector).length === 0) return [];
  return selectedWorkloads(service.cluster, namespaceOf(service), { matchLabels: selector }, world);
}

/** Ports that the containers of a workload list. */
export function portsOf({ containers }: Workload): readonly Body[] {
  return containers
    .filter(({ kind, body }) => kind === 'container' || body.restartPolicy === 'Always')
    .flatMap(({ body }) => asList(body.ports))
    .map((item) => asBody(item) ?? {});
}
