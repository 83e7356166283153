import type { Artifacts } from '../../../artifact/read/artifacts';
import type { KubernetesObject } from '../../../artifact/read/model';

/** An object as the cluster knows it: of whatever version of its API. */
export function objectKey(object: KubernetesObject): string {
  return [object.cluster ?? '', groupOf(object), object.kind, object.namespace ?? '', object.name].join('\n');
}

/** `apps` of `apps/v1`; empty for the core group. */
export function groupOf({ apiVersion }: KubernetesObject): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
}

export function byKey(artifacts: Artifacts): ReadonlyMap<string, KubernetesObject> {
  const found = new Map<string, KubernetesObject>();
  for (const object of artifacts.objects()) if (object.name !== '') found.set(objectKey(object), object);
  return found;
}
