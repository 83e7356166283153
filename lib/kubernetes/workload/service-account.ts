import type { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../../core/contracts';
import type { coreV1, rbacV1 } from '../api';
import { KubernetesObject } from '../object';

/** What pods may do with the API server. */
export interface ApiRule {
  /**
   * Groups of the resources; the core group is ''.
   * @default ['']
   */
  readonly apiGroups?: readonly string[];
  /** In plural, as the API has them: `configmaps`, `pods/log`. */
  readonly resources: readonly string[];
  readonly verbs: readonly ('get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection')[];
  /**
   * Only the objects of these names.
   * @default - all
   */
  readonly resourceNames?: readonly string[];
}

export interface ServiceAccountFacts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly identity?: IWorkloadIdentity;
}

/** An account of its own for every workload, without a token unless the pods ask for one. */
export function renderServiceAccount(scope: Construct, { name, labels, identity }: ServiceAccountFacts): void {
  new KubernetesObject<coreV1.ServiceAccount>(scope, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name,
      labels,
      ...(identity
        ? {
            annotations: {
              'azure.workload.identity/client-id': identity.clientId,
              'azure.workload.identity/tenant-id': identity.tenantId,
            },
          }
        : {}),
    },
    automountServiceAccountToken: false,
  });
}

/** Lets the account do what the rules say, within its namespace. */
export function renderApiAccess(
  scope: Construct,
  { name, labels }: ServiceAccountFacts,
  namespace: string,
  rules: readonly ApiRule[],
): void {
  new KubernetesObject<rbacV1.Role>(scope, 'Role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name, labels },
    rules: rules.map(({ apiGroups = [''], resources, verbs, resourceNames }) => ({
      apiGroups,
      resources,
      verbs,
      ...(resourceNames ? { resourceNames } : {}),
    })),
  });
  new KubernetesObject<rbacV1.RoleBinding>(scope, 'RoleBinding', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name, labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
}
