import type { Problem } from '../../core/errors';
import type { ClusterNodes } from '../scheduling/node-groups';
import type { Workload } from '../workload/workloads';
import type { ReadScaler } from './read-scaler';

/** Nobody tells what a pod does. */
export function rateMissing({ object }: Workload): Problem {
  const fix = "Say it with --rate 5/s, or as annotation 'cdk-aks.dev/rate': '5/s'";
  return { path: object.id, rule: 'does not tell how much work a pod does each second', fix, code: 'burst/rate' };
}

/** Its number of pods is fixed. */
export function scalerMissing({ object }: Workload): Problem {
  const fix = 'Scale it with an HPA, a ScaledObject or a ScaledJob, or simulate a workload that has one';
  return {
    path: object.id,
    rule: 'has no scaler: a burst changes nothing about its pods',
    fix,
    code: 'burst/no-scaler',
  };
}

/** @param annotation by which KEDA is kept from it */
export function scalerPaused({ object }: Workload, { id }: ReadScaler, annotation: string): Problem {
  const rule = `is scaled by ${id}, which is paused by the annotation '${annotation}'`;
  return { path: object.id, rule, fix: 'Take the annotation away', code: 'burst/no-scaler' };
}

/** None of its triggers or metrics can be simulated. */
export function nothingMeasured({ object }: Workload, { id, notes }: ReadScaler): Problem {
  return {
    path: object.id,
    rule: `is scaled by ${id}, of which nothing can be simulated: ${notes.join('; ') || 'it has no trigger'}`,
    fix: "Scale it by its queue or by CPU too; for 'cron' say when the burst starts with --at",
    code: 'burst/not-measured',
  };
}

/** @param nodes undefined where the files don't have the cluster */
export function poolsMissing({ object }: Workload, nodes: ClusterNodes | undefined): Problem {
  const rule =
    nodes === undefined
      ? 'runs in a cluster whose Terraform is not among these files: its nodes are not known'
      : 'runs in a cluster without pools: its nodes are not known';
  const fix =
    'Name the folder that holds both; where manifests lie elsewhere, say which cluster they are of: --cluster prod=FOLDER';
  return { path: object.id, rule, fix, code: 'burst/no-pools' };
}
