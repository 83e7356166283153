import type { FieldPath } from '../../artifact/field-path';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { asBody, asList, type Workload } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, workload } from '../sample';

const POD = {
  image: 'nginx:1.27.3',
  pod: ['nodeSelector: { type: virtual-kubelet }', 'tolerations: [{ operator: Exists }]'],
};

/** Pods for virtual nodes wait for good where the add-on is not there. */
export const noAddOn: Rule = {
  id: 'virtual-nodes/no-add-on',
  severity: 'error',
  what: 'asks for virtual nodes, which its cluster does not have',
  why: 'no node has the label type: virtual-kubelet, so the pods stay Pending',
  fix: 'Add aci_connector_linux to the cluster, or remove the node selector',
  sources: ['Azure: Use virtual nodes with AKS'],
  facts: ['VN05'],
  examples: {
    failing: { 'cart.yaml': workload('cart', POD), 'cdk.tf.json': cluster({ pools: { apps: {} } }) },
    mended: {
      'cart.yaml': workload('cart', POD),
      'cdk.tf.json': cluster({ cluster: { aci_connector_linux: { subnet_name: 'virtual-nodes' } } }),
    },
    notApplicable: { 'cart.yaml': workload('cart'), 'cdk.tf.json': cluster() },
    unknown: { 'cart.yaml': workload('cart', POD) },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object, podField } = workload;
      const nodes = nodesFor(object, artifacts);
      const overflow = overflowTo(workload);
      if (!asksForVirtualNodes(workload) && !overflow) yield notApplicable(object);
      else if (!nodes) yield notKnown(object, 'its cluster is not in these files');
      else if (nodes.groups.some(({ pool }) => !pool)) yield compliant(object);
      else if (overflow) {
        yield finding(object, [...podField, ...overflow], {
          severity: 'warning',
          detail: 'is meant to flow over to virtual nodes, which its cluster does not have',
          fix: 'Add aci_connector_linux to the cluster, or remove the term and the tolerations for virtual nodes',
        });
      } else yield finding(object, [...podField, 'nodeSelector', 'type']);
    }
  },
};

/** The term of its affinity that allows virtual nodes beside others. */
function overflowTo({ pod }: Workload): FieldPath | undefined {
  const path = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];
  const terms = asList(path.reduce<unknown>((part, step) => asBody(part)?.[step], pod));
  const index = terms.findIndex((term) =>
    asList(asBody(term)?.matchExpressions).some((item) => {
      const { key, operator, values } = asBody(item) ?? {};
      return key === 'type' && operator === 'In' && asList(values).includes('virtual-kubelet');
    }),
  );
  return index < 0 ? undefined : [...path, index];
}

function asksForVirtualNodes({ pod }: Workload): boolean {
  return asBody(pod.nodeSelector)?.type === 'virtual-kubelet';
}
