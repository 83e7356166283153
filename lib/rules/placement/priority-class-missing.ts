import { objectIndex } from '../../analysis/objects';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';

const BUILT_IN = new Set(['system-cluster-critical', 'system-node-critical']);
const CRITICAL = object('scheduling.k8s.io/v1', 'PriorityClass', 'critical', ['value: 1000'], '');

/** The API server refuses pods of a priority class that does not exist. */
export const priorityClass: Rule = {
  id: 'placement/priority-class-missing',
  severity: 'error',
  what: 'names a priority class that does not exist',
  why: 'the API server refuses every pod; the workload is there, but has none',
  fix: 'Add the PriorityClass, or name one that is there',
  sources: ['Kubernetes: Pod Priority and Preemption'],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart', { pod: ['priorityClassName: crtical'] }), CRITICAL) },
    mended: { 'cart.yaml': documents(workload('cart', { pod: ['priorityClassName: critical'] }), CRITICAL) },
    notApplicable: { 'cart.yaml': workload('cart') },
    unknown: { 'cart.yaml': workload('cart', { pod: ['priorityClassName: critical'] }) },
  },
  *check({ workloads, artifacts }) {
    const objects = objectIndex(artifacts);
    const all = objects.ofKind('PriorityClass');
    for (const { object, pod, podField } of workloads) {
      const name = pod.priorityClassName;
      if (typeof name !== 'string' || name === '') yield notApplicable(object);
      else if (BUILT_IN.has(name) || objects.beside(object, 'PriorityClass', name)) yield compliant(object);
      // Files without any class are not where the classes are kept.
      else if (!all.some(({ cluster }) => cluster === object.cluster)) {
        yield notKnown(object, `priority class '${name}' is not in these files, nor is any other`);
      } else {
        yield finding(object, [...podField, 'priorityClassName'], {
          detail: `names priority class '${name}', which does not exist`,
        });
      }
    }
  },
};
