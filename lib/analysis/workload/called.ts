import type { Artifacts } from '../../artifact/read/artifacts';
import { servicesOf } from '../selection-index';
import { asList, type Workload } from './workloads';

/**
 * Whether somebody calls a workload: a Service of these files does, or its containers list ports. Undefined where neither
 * tells: it may be a worker, or its Service may be in other files.
 */
export function isCalled(workload: Workload, artifacts: Artifacts): true | undefined {
  const listsPorts = workload.containers.some(({ body }) => asList(body.ports).length > 0);
  return listsPorts || servicesOf(workload, artifacts).length > 0 ? true : undefined;
}
