import type { KubernetesObject } from '../../artifact/read/model';
import { namespaceOf } from '../objects';
import type { World } from '../world';
import { selectedWorkloads } from './by-label';
import { asBody, type Workload } from './workloads';

/** The workloads that a Service hands calls to; none for one without selector. */
export function behindService(service: KubernetesObject, world: World): readonly Workload[] {
  const selector = asBody(asBody(service.body.spec)?.selector) ?? {};
  if (Object.keys(selector).length === 0) return [];
  return selectedWorkloads(service.cluster, namespaceOf(service), { matchLabels: selector }, world);
}
