import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { workload } from '../sample';
import { cart, SETTINGS } from '../workload/examples';

const SYSTEM = [
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'gatekeeper-system',
  'calico-system',
  'tigera-operator',
];

/** AKS owns these namespaces: it brings back what is changed there and leaves them out of its policies. */
export const systemNamespace: Rule = {
  id: 'tenancy/system-namespace',
  severity: 'warning',
  what: 'runs in a namespace that AKS manages',
  why: 'policies and pod security leave these namespaces out, and AKS may change or remove what it finds there',
  fix: 'Give it a namespace of its own',
  sources: ['Azure: Support policies for AKS', 'Azure: Use Azure Policy to secure your AKS clusters'],
  covers: ['trivy/KSV-0037'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { namespace: 'kube-system' }) },
    mended: cart(),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ namespace }) => faultIf(SYSTEM.includes(namespace), ['metadata', 'namespace'])),
};
