import type { ApiObject } from 'cdk8s';
import { pathOf, type Problems } from '../core/errors';

/** What the API server would refuse of any object, whatever its kind; told before anything is written. */
export function checkObject(
  construct: ApiObject,
  json: Readonly<Record<string, unknown>>,
  cluster: string,
  seen: Map<string, ApiObject>,
  problems: Problems,
): void {
  const { name, namespace } = (json.metadata ?? {}) as { name?: string; namespace?: string };
  const group = String(json.apiVersion).split('/').slice(0, -1).join('/');
  const key = [cluster, group, json.kind, namespace ?? '', name].join('/');
  const other = seen.get(key);
  if (other) {
    problems.add({
      path: pathOf(construct),
      property: 'metadata.name',
      value: name,
      rule: `is also the name of the ${String(json.kind)} at ${pathOf(other)}${namespace ? ` in namespace '${namespace}'` : ''}`,
      fix: 'Rename one of the two constructs',
      code: 'object/duplicate',
    });
  }
  seen.set(key, construct);
}
