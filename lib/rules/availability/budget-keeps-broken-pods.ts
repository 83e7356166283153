import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const budget = (more: string): string =>
  object('policy/v1', 'PodDisruptionBudget', 'cart', [
    `spec: { selector: { matchLabels: { app: cart } }, maxUnavailable: 1${more} }`,
  ]);

/** By default a pod that never gets ready holds its node for good. */
export const budgetKeepsBrokenPods: Rule = {
  id: 'availability/budget-keeps-broken-pods',
  severity: 'warning',
  what: 'does not let broken pods be evicted',
  why: 'pods that crash or never get ready then stop every drain, and the upgrade of the cluster with it',
  fix: 'Write unhealthyPodEvictionPolicy: AlwaysAllow',
  sources: [
    'Kubernetes: Specifying a Disruption Budget for your Application, unhealthy pod eviction policy',
    'Azure: Troubleshoot UpgradeFailed errors due to eviction failures caused by PDBs',
  ],
  covers: ['kube-linter/pdb-unhealthy-pod-eviction-policy'],
  examples: {
    failing: { 'cart.yaml': budget('') },
    mended: { 'cart.yaml': budget(', unhealthyPodEvictionPolicy: AlwaysAllow') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['PodDisruptionBudget'], ({ body }) =>
      // IfHealthyBudget written out is a choice; a store that loses data with a pod makes it.
      faultIf(asBody(body.spec)?.unhealthyPodEvictionPolicy === undefined, ['spec', 'unhealthyPodEvictionPolicy']),
    ),
};
