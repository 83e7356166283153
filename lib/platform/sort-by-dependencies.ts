import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { CdkAksError, pathOf } from '../core/errors';

/**
 * Objects of one file, what others depend on first, else in the order they were declared.
 * @throws CdkAksError `order/cycle` where objects wait for each other
 */
export function sortByDependencies<T extends { readonly construct: ApiObject }>(objects: readonly T[]): readonly T[] {
  const byConstruct = new Map<IConstruct, T>(objects.map((object) => [object.construct, object]));
  const before = new Map(objects.map((object) => [object, predecessors(object.construct, byConstruct)]));
  if ([...before.values()].every((list) => list.length === 0)) return objects;

  const sorted = new Set<T>();
  const waiting = new Set<T>();
  const place = (object: T): void => {
    if (sorted.has(object)) return;
    if (waiting.has(object)) {
      throw new CdkAksError([
        {
          path: pathOf(object.construct),
          rule: 'depends on itself by way of other objects',
          fix: 'Remove one of the dependencies between the objects of this file',
          code: 'order/cycle',
        },
      ]);
    }
    waiting.add(object);
    before.get(object)?.forEach(place);
    sorted.add(object);
  };
  objects.forEach(place);
  return [...sorted];
}

/** What an object, or a construct around it, waits for within the same file. */
function predecessors<T>(construct: IConstruct, byConstruct: ReadonlyMap<IConstruct, T>): T[] {
  const found: T[] = [];
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    for (const dependency of scope.node.dependencies) {
      for (const part of dependency.node.findAll()) {
        const object = byConstruct.get(part);
        if (object !== undefined && part !== construct && !within(construct, dependency)) found.push(object);
      }
    }
  }
  return found;
}

function within(construct: IConstruct, scope: IConstruct): boolean {
  return construct.node.scopes.includes(scope);
}
