import type { Body } from '../../artifact/read/model';
import { replicasOf } from '../../analysis/scaling/scalers';
import { asList, at } from '../../analysis/workload/workloads';
import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const SPREAD = [
  'topologySpreadConstraints:',
  '  - maxSkew: 1',
  '    topologyKey: kubernetes.io/hostname',
  '    whenUnsatisfiable: ScheduleAnyway',
  '    labelSelector: { matchLabels: { app: cart } }',
];

/** The scheduler's own wish to spread gives way to almost anything. */
export const noHostSpread: Rule = {
  id: 'availability/no-host-spread',
  severity: 'warning',
  what: 'may run all its pods on one node',
  why: 'the node that fails or is drained then takes the whole workload with it',
  fix: 'Add a topology spread constraint over kubernetes.io/hostname, or anti-affinity over it that is preferred',
  sources: [
    'Azure: Use Deployment Safeguards to Enforce Best Practices in AKS',
    'Azure: Deployment and Cluster Reliability Best Practices for AKS',
  ],
  covers: [
    'kube-linter/no-anti-affinity',
    'kube-score/deployment-has-host-podantiaffinity',
    'kube-score/statefulset-has-host-podantiaffinity',
    'kube-score/pod-topology-spread-constraints',
    'polaris/topologySpreadConstraint',
    'azure-policy/34c88cd4',
    'aprl/928fcc6f',
  ],
  profiles: ['recommended', 'strict', 'azure-safeguards'],
  examples: {
    failing: { 'cart.yaml': workload('cart') },
    mended: { 'cart.yaml': workload('cart', { pod: SPREAD }) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, (workload) => {
      const replicas = replicasOf(workload, world.artifacts);
      if (!replicas || replicas.max < 2) return undefined;
      return faultIf(!isSpread(workload.pod), [...workload.podField, 'topologySpreadConstraints']);
    }),
};

/** Over nodes, or over something that holds several of them, such as zones. */
function isSpread(pod: Body): boolean {
  const antiAffinity = at(pod, ['affinity', 'podAntiAffinity']) ?? {};
  return (
    ['requiredDuringSchedulingIgnoredDuringExecution', 'preferredDuringSchedulingIgnoredDuringExecution']
      .flatMap((name) => asList(antiAffinity[name]))
      .concat(asList(pod.topologySpreadConstraints)).length > 0
  );
}
