import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

const SYSTEM_CLASSES = ['system-cluster-critical', 'system-node-critical'];

/** The classes of the cluster's own parts: nothing may push these out, and they push out everything else. */
export const systemPriorityClass: Rule = {
  id: 'workload/system-priority-class',
  severity: 'warning',
  what: "claims a priority of the cluster's own parts",
  why: 'when nodes are short it pushes out what the cluster needs to run, such as DNS, and nothing can push it out',
  fix: 'Make a PriorityClass of your own, below 1,000,000,000',
  sources: ['Kubernetes: Pod Priority and Preemption'],
  covers: ['kube-linter/priority-class-name'],
  examples: {
    failing: cart({ pod: ['priorityClassName: system-cluster-critical'] }),
    mended: cart({ pod: ['priorityClassName: shop-critical'] }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ namespace, pod, podField, object }) => {
      if (namespace === 'kube-system' || object.kind === 'DaemonSet') return undefined;
      return faultIf(SYSTEM_CLASSES.includes(String(pod.priorityClassName)), [...podField, 'priorityClassName']);
    }),
};
