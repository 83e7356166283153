import { asBody, at } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const hpa = (kind: string): string =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'agent', [
    `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: ${kind}, name: agent }, minReplicas: 3, maxReplicas: 9 }`,
  ]);

/** Kinds with pods and without a number of them. */
const KINDS = new Set(['DaemonSet', 'Job', 'CronJob', 'Pod']);

export const noNumberOfPods: Rule = {
  id: 'scaling/no-number-of-pods',
  severity: 'error',
  what: 'scales what has no number of pods',
  why: 'a DaemonSet has a pod for each node and a Job as many as it is told: the autoscaler reports an error for good and scales nothing',
  fix: 'Scale a Deployment or a StatefulSet; KEDA scales jobs by a ScaledJob',
  sources: ['Kubernetes: Horizontal Pod Autoscaling', 'KEDA: Scaling Jobs'],
  examples: {
    failing: { 'agent.yaml': hpa('DaemonSet') },
    mended: { 'agent.yaml': hpa('Deployment') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['HorizontalPodAutoscaler', 'ScaledObject'], ({ kind, body }) => {
      const target = at(body, ['spec', 'scaleTargetRef']);
      const wanted = target?.kind ?? (kind === 'ScaledObject' ? 'Deployment' : undefined);
      if (asBody(target) === undefined || typeof wanted !== 'string') return undefined;
      const name = typeof target?.name === 'string' ? ` '${target.name}'` : '';
      return faultIf(
        KINDS.has(wanted),
        ['spec', 'scaleTargetRef', 'kind'],
        `scales ${wanted}${name}, which has no number of pods`,
      );
    }),
};
