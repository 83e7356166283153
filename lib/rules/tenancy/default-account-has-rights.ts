import { subjectsOf } from '../../analysis/bindings';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const binding = (account: string): string =>
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'readers', [
    'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }',
    `subjects: [{ kind: ServiceAccount, name: ${account}, namespace: shop }]`,
  ]);

/** The account that every pod has that names none. */
export const defaultAccountHasRights: Rule = {
  id: 'tenancy/default-account-has-rights',
  severity: 'warning',
  what: 'gives rights to a default service account',
  why: 'every pod of the namespace that names no account has them, also those that come later',
  fix: 'Give the workload a service account of its own and bind that',
  sources: ['CIS Kubernetes Benchmark 5.1.5', 'Kubernetes: Role Based Access Control Good Practices'],
  covers: ['checkov/CKV_K8S_42'],
  examples: {
    failing: { 'readers.yaml': binding('default') },
    mended: { 'readers.yaml': binding('cart') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['ClusterRoleBinding', 'RoleBinding'], (binding) =>
      subjectsOf(binding).flatMap(({ kind, name, field }) =>
        faultIf(kind === 'ServiceAccount' && name === 'default', [...field, 'name']),
      ),
    ),
};
