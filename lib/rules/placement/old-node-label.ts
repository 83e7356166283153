import type { FieldPath } from '../../artifact/field-path';
import { asBody, asList, type Workload } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { workload } from '../sample';

/** Labels of nodes that Kubernetes replaced, or that are not for users, and what to write. */
const REPLACED: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'kubernetes.io/role': 'kubernetes.azure.com/mode',
  agentpool: 'kubernetes.azure.com/agentpool',
};

export const oldNodeLabel: Rule = {
  id: 'placement/old-node-label',
  severity: 'warning',
  what: 'asks for a node label that is deprecated or reserved',
  why: 'new nodes may come without it: the pods then fit nowhere',
  fix: 'Ask for the label that replaces it',
  sources: ['Kubernetes: Well-Known Labels, Annotations and Taints', 'Azure: Use labels in an AKS cluster'],
  facts: ['POOL07'],
  saidBy: ['schema/deprecated'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { pod: ['nodeSelector: { beta.kubernetes.io/os: linux }'] }) },
    mended: { 'cart.yaml': workload('cart', { pod: ['nodeSelector: { kubernetes.io/os: linux }'] }) },
    notApplicable: { 'cart.yaml': workload('cart') },
  },
  *check({ workloads }) {
    for (const workload of workloads) {
      const asked = askedLabels(workload);
      const old = asked.filter(({ key }) => REPLACED[key] !== undefined);
      if (asked.length === 0) yield notApplicable(workload.object);
      else if (old.length === 0) yield compliant(workload.object);
      for (const { key, field } of old) {
        yield finding(workload.object, field, {
          detail: `asks for node label '${key}', which is deprecated or reserved`,
          fix: `Ask for '${REPLACED[key]}'`,
        });
      }
    }
  },
};

function askedLabels({ pod, podField }: Workload): { readonly key: string; readonly field: FieldPath }[] {
  const selector = Object.keys(asBody(pod.nodeSelector) ?? {}).map((key) => ({
    key,
    field: [...podField, 'nodeSelector', key],
  }));
  const path = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];
  const terms = path.reduce<unknown>((part, step) => asBody(part)?.[step], pod);
  const affinity = asList(terms).flatMap((term, index) =>
    asList(asBody(term)?.matchExpressions).map((expression, place) => ({
      key: String(asBody(expression)?.key),
      field: [...podField, ...path, index, 'matchExpressions', place, 'key'],
    })),
  );
  return [...selector, ...affinity];
}
