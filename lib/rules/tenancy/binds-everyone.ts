import { roleRefOf, subjectsOf } from '../../analysis/bindings';
import { judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const EVERYONE: Readonly<Record<string, string>> = {
  'system:anonymous': 'to whoever asks without a name',
  'system:unauthenticated': 'to whoever asks without a name',
  'system:authenticated': 'to every user and every pod',
  'system:serviceaccounts': 'to every pod of the cluster',
  'system:masters': 'to the group that no policy and no admission can hold back',
};
// What Kubernetes itself lets everybody ask: its version and whether it is well.
const HARMLESS = [
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
];

const binding = (group: string): string =>
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'readers', [
    'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }',
    `subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: '${group}' }]`,
  ]);

/** Groups that nobody joins on purpose. */
export const bindsEveryone: Rule = {
  id: 'tenancy/binds-everyone',
  severity: 'error',
  what: 'gives rights to everybody',
  why: 'every pod that somebody gets into, or the whole network that reaches the API server, then has these rights',
  fix: 'Bind an Entra group by its object id, or one service account',
  sources: [
    'Kubernetes: Using RBAC Authorization, default roles',
    'Azure: Enable Microsoft Entra ID Authentication for the AKS Control Plane',
  ],
  covers: ['trivy/KSV-01011', 'trivy/KSV-0122', 'trivy/KSV-0123'],
  examples: {
    failing: { 'readers.yaml': binding('system:authenticated') },
    mended: { 'readers.yaml': binding('0f3c1b8e-52d4-4d3e-8f6d-0c2a7f6f1b11') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['ClusterRoleBinding', 'RoleBinding'], (binding) => {
      if (HARMLESS.includes(roleRefOf(binding).name)) return undefined;
      return subjectsOf(binding).flatMap(({ kind, name, field }) => {
        const whom = kind === 'ServiceAccount' ? undefined : EVERYONE[name];
        return whom === undefined ? [] : [{ field: [...field, 'name'], detail: `gives rights ${whom}` }];
      });
    }),
};
