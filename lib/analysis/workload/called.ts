import type { Artifacts } from '../../artifact/read/artifacts';
import { closing, hasOtherPolicies, rulesOf } from '../isolation';
import { servicesOf } from '../selection-index';
import { asList, type Workload } from './workloads';

/**
 * Whether somebody calls a workload: a Service of these files does, or its containers list ports. Nobody does where policies
 * let nothing in. Undefined where the files do not tell: it may be a worker, or its Service may be in other files.
 */
export function isCalled(workload: Workload, artifacts: Artifacts): boolean | undefined {
  const listsPorts = workload.containers.some(({ body }) => asList(body.ports).length > 0);
  if (listsPorts || servicesOf(workload, artifacts).length > 0) return true;
  return isShut(workload, artifacts) ? false : undefined;
}

/** True where policies hold for its pods and none of them lets anybody in. */
function isShut(workload: Workload, artifacts: Artifacts): boolean {
  const policies = closing(workload, 'Ingress', artifacts);
  const allowsNobody = policies.every((policy) => rulesOf(policy, 'Ingress').length === 0);
  return policies.length > 0 && allowsNobody && !hasOtherPolicies(artifacts);
}
