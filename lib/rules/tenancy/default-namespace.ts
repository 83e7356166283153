import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { workload } from '../sample';
import { cart, SETTINGS } from '../workload/examples';

/** Where everything lands that names no place. */
export const defaultNamespace: Rule = {
  id: 'tenancy/default-namespace',
  severity: 'warning',
  what: 'runs in the namespace default',
  why: 'no quota, policy or pod security level can be set for it without meeting whatever else lands there',
  fix: 'Give it a namespace of its own, and name that in metadata.namespace',
  sources: ['CIS Kubernetes Benchmark 5.7.4', 'Azure: Cluster isolation best practices for AKS'],
  covers: ['kube-linter/use-namespace', 'checkov/CKV_K8S_21', 'trivy/KSV-0110', 'azure-policy/9f061a12'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { namespace: 'default' }) },
    mended: cart(),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ namespace, object }) => {
      // What comes without a namespace may get one from who applies it: `helm template … | kubectl apply -n shop -f -`.
      const detail = object.namespace === undefined ? 'names no namespace, and so runs in default' : undefined;
      return faultIf(namespace === 'default', ['metadata', 'namespace'], detail);
    }),
};
