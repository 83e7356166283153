import type { FieldPath } from '../artifact/field-path';
import type { KubernetesObject } from '../artifact/read/model';
import { asBody, asList } from './workload/workloads';

/** Rights that one entry of a Role or ClusterRole gives. */
export interface Grant {
  readonly groups: readonly string[];
  /** `pods`, `pods/exec`, `*`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Objects it is limited to; none where it holds for all. */
  readonly names: readonly string[];
  readonly field: FieldPath;
}

export function grantsOf(role: KubernetesObject): readonly Grant[] {
  return asList(role.body.rules).flatMap((item, index) => {
    const rule = asBody(item);
    if (!rule) return [];
    const texts = (value: unknown): readonly string[] => asList(value).map(String);
    return [
      {
        groups: texts(rule.apiGroups),
        resources: texts(rule.resources),
        verbs: texts(rule.verbs),
        names: texts(rule.resourceNames),
        field: ['rules', index],
      },
    ];
  });
}

/** What a grant is asked for: any of the verbs on any of the resources of a group. */
export interface Right {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * The verbs and resources of the right that a grant gives, as written; undefined where it gives none. `*` gives all;
 * `*` before a subresource gives it for all. Kubernetes: "Using RBAC Authorization".
 */
export function given(grant: Grant, right: Right): { readonly verbs: string; readonly resources: string } | undefined {
  if (!grant.groups.includes('*') && !grant.groups.includes(right.group)) return undefined;
  const verbs = grant.verbs.filter((verb) => verb === '*' || right.verbs.includes(verb));
  const resources = grant.resources.filter((resource) => right.resources.some((one) => covers(resource, one)));
  if (verbs.length === 0 || resources.length === 0) return undefined;
  return { verbs: verbs.join(', '), resources: resources.join(', ') };
}

function covers(written: string, resource: string): boolean {
  if (written === '*' || written === resource) return true;
  const [, sub] = resource.split('/');
  return sub !== undefined && written === `*/${sub}`;
}
