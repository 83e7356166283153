import { roleRefOf, subjectsOf } from '../../analysis/bindings';
import { objectIndex } from '../../analysis/objects';
import { grantsOf } from '../../analysis/rights';
import type { KubernetesObject } from '../../artifact/read/model';
import type { World } from '../../analysis/world';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

// Whoever lists them all means the same as a wildcard.
const ALL_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

const binding = (role: string): string =>
  object(
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    'ops',
    [
      `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }`,
      'subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 0f3c1b8e-52d4-4d3e-8f6d-0c2a7f6f1b11 }]',
    ],
    '',
  );

/** All rights, standing, for somebody. */
export const bindsClusterAdmin: Rule = {
  id: 'tenancy/binds-cluster-admin',
  severity: 'warning',
  what: 'gives all rights to somebody for good',
  why: 'one stolen token or one mistake is then enough for the whole cluster, or the whole namespace',
  fix: 'Bind a role with what is used, or give Azure Kubernetes Service RBAC Cluster Admin for a while through privileged identity management',
  sources: ['Azure: Concepts - Access and Identity in AKS', 'CIS Kubernetes Benchmark 5.1.1'],
  covers: [
    'kube-linter/cluster-admin-role-binding',
    'polaris/clusterrolebindingClusterAdmin',
    'polaris/rolebindingClusterAdminClusterRole',
    'polaris/rolebindingClusterAdminRole',
    'trivy/KSV-0111',
    'azure-policy/a3dc4946',
  ],
  examples: {
    failing: { 'ops.yaml': binding('cluster-admin') },
    mended: { 'ops.yaml': binding('view') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['ClusterRoleBinding', 'RoleBinding'], (binding) => {
      if (subjectsOf(binding).length === 0) return undefined;
      const { kind, name } = roleRefOf(binding);
      return faultIf(
        givesAll(binding, kind, name, world),
        ['roleRef'],
        `gives all rights ${binding.kind === 'RoleBinding' ? 'in its namespace' : 'in the cluster'} by ${kind} '${name}'`,
      );
    }),
};

function givesAll(binding: KubernetesObject, kind: string, name: string, world: World): boolean {
  if (kind === 'ClusterRole' && name === 'cluster-admin') return true;
  const role = objectIndex(world.artifacts).beside(
    binding,
    kind,
    name,
    kind === 'Role' ? binding.namespace : undefined,
  );
  return (
    role !== undefined &&
    grantsOf(role).some(
      ({ verbs, resources, groups }) =>
        resources.includes('*') &&
        groups.includes('*') &&
        (verbs.includes('*') || ALL_VERBS.every((verb) => verbs.includes(verb))),
    )
  );
}
