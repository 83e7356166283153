import type { Problems } from '../core/errors';
import { Quantity } from '../core/quantity';
import { asObject, containersOf, podOf } from './pod-parts';

type Json = Readonly<Record<string, unknown>>;

/** Adds to `problems` what containers ask of their nodes in words that the API server refuses. */
export function checkObjectResources(object: Json, problems: Problems): void {
  const pod = podOf(object);
  if (pod === undefined) return;
  for (const { field, container } of containersOf(pod)) {
    const { requests, limits } = asObject(container.resources);
    const asked = quantitiesOf(`${field}.resources.requests`, requests, problems);
    const most = quantitiesOf(`${field}.resources.limits`, limits, problems);
    for (const [resource, request] of asked) {
      const limit = most.get(resource);
      if (limit === undefined || limit.compare(request) >= 0) continue;
      problems.add({
        property: `${field}.resources.limits.${resource}`,
        value: String(limit),
        rule: `is below what is requested (${String(request)})`,
        fix: 'Raise the limit or lower the request',
        code: 'resources/limit-below-request',
      });
    }
  }
}

function quantitiesOf(field: string, resources: unknown, problems: Problems): ReadonlyMap<string, Quantity> {
  const entries = Object.entries(asObject(resources)).flatMap(([resource, value]) => {
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const quantity = problems.attempt(`${field}.${resource}`, () => Quantity.parse(String(value)));
    return quantity === undefined ? [] : [[resource, quantity] as const];
  });
  return new Map(entries);
}
