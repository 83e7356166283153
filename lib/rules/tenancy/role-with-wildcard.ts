import { grantsOf } from '../../analysis/rights';
import { judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { role } from './grant-rule';

/** What `*` means grows with every custom resource that is installed. */
export const roleWithWildcard: Rule = {
  id: 'tenancy/role-with-wildcard',
  severity: 'warning',
  what: 'gives rights by a wildcard',
  why: 'it gives what is there today and whatever a later version or a new custom resource adds, secrets and role bindings too',
  fix: 'List the verbs and the resources that are used',
  sources: ['Kubernetes: Role Based Access Control Good Practices', 'CIS Kubernetes Benchmark 5.1.3'],
  covers: [
    'kube-linter/wildcard-in-rules',
    'polaris/clusterrolePodExecAttach',
    'polaris/clusterrolebindingPodExecAttach',
    'polaris/rolePodExecAttach',
    'polaris/rolebindingClusterRolePodExecAttach',
    'polaris/rolebindingRolePodExecAttach',
    'checkov/CKV_K8S_49',
    'trivy/KSV-0044',
    'trivy/KSV-0045',
    'trivy/KSV-0046',
    'trivy/KSV-0112',
    'azure-policy/ca8d5704',
  ],
  examples: {
    failing: { 'tool.yaml': role("{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }") },
    mended: { 'tool.yaml': role("{ apiGroups: [''], resources: [services], verbs: [get, list] }") },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['Role', 'ClusterRole'], (role) =>
      grantsOf(role).flatMap(({ groups, verbs, resources, field }) => [
        ...(verbs.includes('*')
          ? [{ field: [...field, 'verbs'], detail: `gives every verb on ${resources.join(', ')}` }]
          : []),
        // With every resource it is every group that counts, and that is told already.
        ...(groups.includes('*') && !resources.includes('*') && resources.length > 0
          ? [
              {
                field: [...field, 'apiGroups'],
                detail: `gives ${verbs.join(', ')} on ${resources.join(', ')} of every API group`,
              },
            ]
          : []),
        ...(resources.includes('*')
          ? [{ field: [...field, 'resources'], detail: `gives ${verbs.join(', ')} on every resource` }]
          : []),
      ]),
    ),
};
