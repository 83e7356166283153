import { joinOf } from '../../core/join';
import type { Problems } from '../../core/errors';
import type { IConstruct } from 'constructs';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import { findPort } from '../workload/ports';

/**
 * The port of a workload that requests are sent to: the one that is asked for, or its only TCP port that has a Service.
 * Adds `expose/port-needed` where there are several, and `port/unknown` through `findPort`.
 */
export function servedPort(
  workload: IWorkload,
  wanted: string | number | undefined,
  problems: Problems,
): WorkloadPort | undefined {
  const served = workload.ports.filter(({ protocol, inService }) => protocol === 'TCP' && inService !== false);
  if (wanted !== undefined) return findPort(served, wanted, 'port');
  if (served.length <= 1) return served[0];
  problems.add({
    property: 'port',
    rule: `must be given: '${workload.workloadName}' has ${served.map(({ name }) => `'${name}'`).join(', ')}`,
    fix: `Write for example { port: '${served[0]?.name}' }`,
    code: 'expose/port-needed',
  });
  return undefined;
}

/** Adds what keeps a way in from sending to a workload that must be beside it: no Service, or another namespace or cluster. */
export function checkBeside(
  workload: IWorkload,
  entrance: IConstruct & { readonly namespaceName: string },
  what: string,
  problems: Problems,
): void {
  if (workload.serviceName === undefined) {
    problems.add({
      rule: `'${workload.workloadName}' has no Service that ${what} could send requests to`,
      fix: 'Give the workload a port',
      code: 'expose/no-service',
    });
  }
  const cluster = joinOf(entrance)?.clusterOf(entrance);
  if (workload.cluster && cluster && workload.cluster !== cluster) {
    problems.add({
      rule: `'${workload.workloadName}' runs on cluster '${workload.cluster.clusterName}', and ${what} is on '${cluster.clusterName}'`,
      fix: 'Create it on the cluster of the workload',
      code: 'expose/other-cluster',
    });
  } else if (workload.namespaceName !== entrance.namespaceName) {
    problems.add({
      rule: `'${workload.workloadName}' is in namespace '${workload.namespaceName}', and ${what} in '${entrance.namespaceName}' sends only to Services beside it`,
      fix: 'Create it in the namespace of the workload',
      code: 'expose/other-namespace',
    });
  }
}
