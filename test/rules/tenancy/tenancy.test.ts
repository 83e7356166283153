import { documents, object, workload } from '../../../lib/rules/sample';
import { allowedRepositoryPrefix } from '../../../lib/rules/tenancy/allowed-repository-prefix';
import { bindsClusterAdmin } from '../../../lib/rules/tenancy/binds-cluster-admin';
import { bindsEveryone } from '../../../lib/rules/tenancy/binds-everyone';
import { createsPods } from '../../../lib/rules/tenancy/creates-pods';
import { defaultAccountUsed } from '../../../lib/rules/tenancy/default-account-used';
import { defaultNamespace } from '../../../lib/rules/tenancy/default-namespace';
import { execsIntoPods } from '../../../lib/rules/tenancy/execs-into-pods';
import { role } from '../../../lib/rules/tenancy/grant-rule';
import { namespaceWithoutPodSecurity } from '../../../lib/rules/tenancy/namespace-without-pod-security';
import { namespaceWithoutQuota } from '../../../lib/rules/tenancy/namespace-without-quota';
import { shop } from '../../../lib/rules/tenancy/namespace-rule';
import { readsSecrets } from '../../../lib/rules/tenancy/reads-secrets';
import { roleWithWildcard } from '../../../lib/rules/tenancy/role-with-wildcard';
import { ask } from '../ask';

const binding = (kind: string, ref: string, subject: string): string =>
  object(
    'rbac.authorization.k8s.io/v1',
    kind,
    'ops',
    [`roleRef: ${ref}`, `subjects: [${subject}]`],
    kind === 'RoleBinding' ? 'shop' : '',
  );
const GROUP = '{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 0f3c1b8e }';

describe('rights of a role', () => {
  it('are found behind wildcards of verbs, resources and groups', () => {
    expect(ask(readsSecrets, role("{ apiGroups: ['*'], resources: ['*'], verbs: [get] }"))).toEqual([
      'rules[0]: may read or change any Secret: get on *',
    ]);
    expect(ask(execsIntoPods, role("{ apiGroups: [''], resources: ['*/exec'], verbs: [create] }"))).toEqual([
      'rules[0]: may run commands in pods: create on */exec',
    ]);
  });

  it('are not told again by each rule where a role gives everything', () => {
    const everything = role("{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }");
    expect(ask(readsSecrets, everything)).toEqual(['compliant']);
    expect(ask(roleWithWildcard, everything)).toHaveLength(2);
  });

  it('are not found in another group of the same resource', () => {
    expect(ask(createsPods, role('{ apiGroups: [metrics.k8s.io], resources: [pods], verbs: [create] }'))).toEqual([
      'compliant',
    ]);
  });

  it('are not given by a subresource of another name', () => {
    expect(ask(readsSecrets, role("{ apiGroups: [''], resources: [secrets/status], verbs: [get] }"))).toEqual([
      'compliant',
    ]);
  });

  it('count a list of names only for verbs that take one', () => {
    const entry = (verbs: string): string =>
      role(`{ apiGroups: [''], resources: [secrets], resourceNames: [cart], verbs: [${verbs}] }`);
    expect(ask(readsSecrets, entry('get'))).toEqual(['compliant']);
    expect(ask(readsSecrets, entry('get, list'))).toEqual([
      'rules[0]: may read or change any Secret: get, list on secrets',
    ]);
  });

  it('are told apart by what the wildcard stands for', () => {
    expect(ask(roleWithWildcard, role("{ apiGroups: [''], resources: [pods], verbs: ['*'] }"))).toEqual([
      'rules[0].verbs: gives every verb on pods',
    ]);
    expect(ask(roleWithWildcard, role("{ apiGroups: ['*'], resources: [jobs], verbs: [get] }"))).toEqual([
      'rules[0].apiGroups: gives get on jobs of every API group',
    ]);
    expect(ask(roleWithWildcard, role("{ apiGroups: [apps], resources: ['*'], verbs: [get] }"))).toEqual([
      'rules[0].resources: gives get on every resource',
    ]);
  });
});

describe('tenancy/binds-cluster-admin', () => {
  it('tells the cluster from a namespace', () => {
    const ref = '{ apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }';
    expect(ask(bindsClusterAdmin, binding('RoleBinding', ref, GROUP))).toEqual([
      "roleRef: gives all rights in its namespace by ClusterRole 'cluster-admin'",
    ]);
    expect(ask(bindsClusterAdmin, binding('ClusterRoleBinding', ref, GROUP))).toEqual([
      "roleRef: gives all rights in the cluster by ClusterRole 'cluster-admin'",
    ]);
  });

  it('finds a role that is all rights under another name', () => {
    const ref = '{ apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: tool }';
    const all = role("{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }");
    expect(ask(bindsClusterAdmin, documents(binding('ClusterRoleBinding', ref, GROUP), all))).toEqual([
      "roleRef: gives all rights in the cluster by ClusterRole 'tool'",
    ]);
  });

  it('has nothing to say of a binding without subjects', () => {
    const ref = '{ apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }';
    expect(ask(bindsClusterAdmin, binding('ClusterRoleBinding', ref, ''))).toEqual(['not-applicable']);
  });
});

describe('tenancy/binds-everyone', () => {
  it('leaves alone what Kubernetes lets everybody ask', () => {
    const ref = '{ apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:discovery }';
    const everybody = '{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: system:authenticated }';
    expect(ask(bindsEveryone, binding('ClusterRoleBinding', ref, everybody))).toEqual(['not-applicable']);
  });

  it('says whom it reaches', () => {
    const ref = '{ apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }';
    const masters = '{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: system:masters }';
    expect(ask(bindsEveryone, binding('ClusterRoleBinding', ref, masters))).toEqual([
      'subjects[0].name: gives rights to the group that no policy and no admission can hold back',
    ]);
  });
});

describe('tenancy/default-account-used', () => {
  it('finds a default account that is written down with a token', () => {
    const account = (more: string): string => object('v1', 'ServiceAccount', 'default', [more]);
    expect(ask(defaultAccountUsed, account('automountServiceAccountToken: true'))).toEqual([
      'automountServiceAccountToken: gives a token to every pod that names no account',
    ]);
    expect(ask(defaultAccountUsed, account('automountServiceAccountToken: false'))).toEqual(['compliant']);
  });
});

describe('rules about namespaces', () => {
  it('look at namespaces that run something', () => {
    expect(ask(namespaceWithoutQuota, shop())).toEqual([]);
    expect(ask(namespaceWithoutQuota, documents(shop(), workload('cart')))).toEqual(['metadata.name: has no quota']);
  });

  it('know the levels of pod security', () => {
    const level = (name: string): readonly string[] =>
      ask(
        namespaceWithoutPodSecurity,
        documents(shop(`pod-security.kubernetes.io/enforce: ${name}`), workload('cart')),
      );
    expect(level('baseline')).toEqual(['compliant']);
    expect(level('privileged')[0]).toContain('enforces the level privileged, which lets everything in');
    expect(level('strict')[0]).toContain('names a level that does not exist: strict');
  });

  it('say when an object names no namespace', () => {
    const bare = workload('cart').replace(', namespace: shop', '');
    expect(ask(defaultNamespace, bare)).toEqual(['metadata.namespace: names no namespace, and so runs in default']);
  });
});

describe('tenancy/allowed-repository-prefix', () => {
  it.each([
    ['contoso.azurecr.io', false],
    ['contoso.azurecr.io/', true],
    ['contoso.azurecr.io/shop', true],
  ])('judges %s', (prefix, isGood) => {
    const constraint = object(
      'constraints.gatekeeper.sh/v1beta1',
      'K8sAllowedRepos',
      'ours',
      [`spec: { parameters: { repos: ['${prefix}'] } }`],
      '',
    );
    expect(ask(allowedRepositoryPrefix, constraint)).toEqual([
      isGood ? 'compliant' : `spec.parameters.repos[0]: '${prefix}' is met by more registries than one`,
    ]);
  });
});
