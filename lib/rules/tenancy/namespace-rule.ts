import type { ObjectIndex } from '../../analysis/objects';
import { objectIndex } from '../../analysis/objects';
import type { KubernetesObject } from '../../artifact/read/model';
import type { World } from '../../analysis/world';
import { object } from '../sample';

/** Namespaces of these files in which something of these files runs, with what lies in them. */
export function usedNamespaces(world: World): readonly KubernetesObject[] {
  const used = new Set(world.workloads.map(({ object, namespace }) => [object.cluster ?? '', namespace].join('\n')));
  return objectIndex(world.artifacts)
    .ofKind('Namespace')
    .filter(({ cluster, name }) => used.has([cluster ?? '', name].join('\n')));
}

/** Objects of a kind that lie in a namespace. */
export function inside(namespace: KubernetesObject, kind: string, world: World): readonly KubernetesObject[] {
  const objects: ObjectIndex = objectIndex(world.artifacts);
  return objects.allBeside({ ...namespace, namespace: namespace.name }, kind);
}

/** The namespace `shop`, as a file. */
export function shop(labels = ''): string {
  return object('v1', 'Namespace', 'shop', [], '').replace(
    'name: shop',
    `name: shop${labels && `, labels: { ${labels} }`}`,
  );
}
