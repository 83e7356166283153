import type { FieldPath } from '../artifact/field-path';
import type { KubernetesObject } from '../artifact/read/model';
import { asBody, asList } from './workload/workloads';

/** Whom a role binding gives rights to. */
export interface BindingSubject {
  readonly kind: string;
  readonly name: string;
  /** That of a service account; the binding's own where it names none. */
  readonly namespace: string | undefined;
  readonly field: FieldPath;
}

export function subjectsOf(binding: KubernetesObject): readonly BindingSubject[] {
  return asList(binding.body.subjects).flatMap((item, index) => {
    const subject = asBody(item);
    if (!subject) return [];
    const namespace = subject.namespace ?? binding.namespace;
    return [
      {
        kind: String(subject.kind),
        name: String(subject.name),
        namespace: namespace === undefined ? undefined : String(namespace),
        field: ['subjects', index],
      },
    ];
  });
}

/** The role of a binding: its kind and its name. */
export function roleRefOf(binding: KubernetesObject): { readonly kind: string; readonly name: string } {
  const { kind, name } = asBody(binding.body.roleRef) ?? {};
  return { kind: String(kind ?? ''), name: String(name ?? '') };
}
