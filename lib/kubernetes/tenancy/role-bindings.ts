import type { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import type { rbacV1 } from '../api';
import { KubernetesObject } from '../object';

/** Object ids of Microsoft Entra groups, by what their members may do in the namespace. */
export interface NamespaceRoles {
  /**
   * Groups that may do everything in the namespace but change its quota, roles included.
   * @default - none
   */
  readonly admins?: readonly string[];
  /**
   * Groups that may change what runs, and read Secrets.
   * @default - none
   */
  readonly editors?: readonly string[];
  /**
   * Groups that may look at what runs, Secrets apart.
   * @default - none
   */
  readonly viewers?: readonly string[];
}

const RBAC = 'rbac.authorization.k8s.io';
/** Kubernetes: "Using RBAC Authorization", user-facing roles. */
const CLUSTER_ROLES = { admins: 'admin', editors: 'edit', viewers: 'view' } as const;
const OBJECT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const entriesOf = (roles: NamespaceRoles): readonly (readonly [keyof NamespaceRoles, readonly string[]])[] =>
  (['admins', 'editors', 'viewers'] as const).map((name) => [name, roles[name] ?? []]);

/** @throws CdkAksError for everything that is not the object id of a group (namespace/group-id) */
export function checkRoles(roles: NamespaceRoles): void {
  const problems = new Problems();
  for (const [property, ids] of entriesOf(roles)) {
    for (const id of ids.filter((one) => !OBJECT_ID.test(one))) {
      problems.add({
        property,
        value: id,
        rule: 'is not the object id of a group of Microsoft Entra',
        fix: 'Copy it from the overview of the group: 8-4-4-4-12 hexadecimal digits. Names and mail addresses match nobody',
        code: 'namespace/group-id',
      });
    }
  }
  problems.throwIfAny();
}

/** One binding for each kind of member. */
export function renderRoleBindings(scope: Construct, roles: NamespaceRoles): void {
  for (const [name, ids] of entriesOf(roles).filter(([, groups]) => groups.length > 0)) {
    new KubernetesObject<rbacV1.RoleBinding>(scope, name, {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: CLUSTER_ROLES[name] },
      subjects: [...new Set(ids)].map((id) => ({ apiGroup: RBAC, kind: 'Group', name: id })),
    });
  }
}
