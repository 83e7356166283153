import type { Body, KubernetesObject } from '../../artifact/read/model';
import { workloadOf } from '../../analysis/workload/workloads';
import { updateAt } from '../body';

/** Kinds whose pods can't be changed once they exist: applying a change fails. Source: the API server's validation. */
const IMMUTABLE: ReadonlySet<string> = new Set(['Job', 'Pod']);

/** Why a change of what the pods are is no work for a machine; undefined where it is. */
export function whyNotPods({ kind }: KubernetesObject): string | undefined {
  if (!IMMUTABLE.has(kind)) return undefined;
  return `a ${kind} can't be changed once it exists: change it together with its name, or delete it first`;
}

/** The object with its pod template made anew; for a Pod, the object itself. */
export function updatePod(object: KubernetesObject, change: (template: Body) => Body): Body {
  const workload = workloadOf(object);
  if (!workload) return object.body;
  return updateAt(object.body, workload.podField.slice(0, -1), (template) => change(template as Body));
}
