import { replicasOf } from '../../analysis/scaling/scalers';
import { servicesOf } from '../../analysis/selection-index';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const SERVICE = object('v1', 'Service', 'cart', ['spec: { selector: { app: cart }, ports: [{ port: 80 }] }']);

/** Recreate stops every pod before the first new one starts. */
export const stopsBeforeStart: Rule = {
  id: 'availability/stops-before-start',
  severity: 'warning',
  what: 'stops all its pods for every rollout',
  why: 'callers find nobody until the new pods are ready, and for good where they never get ready',
  fix: 'Write strategy type RollingUpdate with maxUnavailable 0 or 1',
  sources: ['Kubernetes: Deployments, strategy'],
  covers: ['kube-linter/no-rolling-update-strategy', 'kube-score/deployment-strategy'],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart', { spec: ['strategy: { type: Recreate }'] }), SERVICE) },
    mended: { 'cart.yaml': documents(workload('cart', { spec: ['strategy: { type: RollingUpdate }'] }), SERVICE) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, (workload) => {
      const { object, pod } = workload;
      if (object.kind !== 'Deployment' || servicesOf(workload, world.artifacts).length === 0) return undefined;
      const strategy = at(object.body, ['spec', 'strategy']) ?? {};
      if (strategy.type !== 'Recreate') {
        const isAll = asBody(strategy.rollingUpdate)?.maxUnavailable === '100%';
        return isAll ? [{ field: ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'] }] : [];
      }
      // A disk can be on one node at a time: a single pod has to let go of it first.
      const hasClaim = asList(pod.volumes).some((volume) => asBody(volume)?.persistentVolumeClaim !== undefined);
      const isSingle = (replicasOf(workload, world.artifacts)?.max ?? 1) <= 1;
      return hasClaim && isSingle ? [] : [{ field: ['spec', 'strategy', 'type'] }];
    }),
};
