import type { Body } from '../../artifact/read/model';
import { objectIndex } from '../../analysis/objects';
import { quantityOf } from '../../analysis/scheduling/requests';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import type { Quantity } from '../../core/quantity';
import { judgeContainers, type Fault } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const RANGE = object('v1', 'LimitRange', 'limits', ['spec: { limits: [{ type: Container, max: { memory: 1Gi } }] }']);
const cart = (memory: string): string =>
  workload('cart', { container: `resources: { requests: { memory: ${memory} }, limits: { memory: ${memory} } }` });

/** A LimitRange holds for each container by itself, and looks at pods alone: the Deployment is stored without a word. */
export const refusedByLimitRange: Rule = {
  id: 'scaling/refused-by-limit-range',
  severity: 'error',
  what: 'makes pods that the LimitRange of its namespace refuses',
  why: 'no pod is made, and only an event of its ReplicaSet says so; pods that run stay until they are replaced',
  fix: 'Keep requests and limits within the LimitRange, or change it',
  sources: ['Kubernetes: Limit Ranges'],
  examples: {
    failing: { 'cart.yaml': documents(cart('2Gi'), RANGE) },
    mended: { 'cart.yaml': documents(cart('512Mi'), RANGE) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, body, field }, workload) => {
      const items = objectIndex(world.artifacts)
        .allBeside(workload.object, 'LimitRange')
        .flatMap((range) => asList(asBody(range.body.spec)?.limits))
        .map((item) => asBody(item) ?? {})
        .filter(({ type }) => type === 'Container');
      // Resources of the pod as a whole are counted in another way.
      if (items.length === 0 || asBody(workload.pod.resources)) return undefined;
      const at = [...field, ...(asBody(body.resources) ? ['resources'] : [])];
      return items
        .flatMap((item) => refusals(body, item))
        .map((detail): Fault => ({ field: at, detail: `has container '${name}' ${detail}` }));
    }),
};

function refusals(container: Body, item: Body): readonly string[] {
  const names = new Set(
    ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((part) =>
      Object.keys(asBody(item[part]) ?? {}),
    ),
  );
  return [...names].flatMap((resource) => {
    const of = (part: string): Quantity | undefined => quantityOf(asBody(item[part])?.[resource]);
    const own = (part: string): Quantity | undefined => quantityOf(at(container, ['resources', part])?.[resource]);
    const [min, max, ratio] = [of('min'), of('max'), of('maxLimitRequestRatio')];
    // What is left out is filled in, first by the API server, then from the LimitRange. Kubernetes: "Limit Ranges".
    const limit = own('limits') ?? of('default') ?? max;
    const request = own('requests') ?? own('limits') ?? of('defaultRequest') ?? of('default') ?? max ?? min;
    const found: string[] = [];
    if (min && request && request.compare(min) < 0)
      found.push(`that asks for ${request} of ${resource}, less than ${min}`);
    if (max && limit && limit.compare(max) > 0) found.push(`that may take ${limit} of ${resource}, more than ${max}`);
    if (request && limit && request.compare(limit) > 0) {
      found.push(`that asks for ${request} of ${resource} and gets ${limit} at most`);
    }
    if (ratio && request && limit && limit.approximately > request.approximately * ratio.approximately) {
      found.push(`that may take ${limit} of ${resource}, more than ${ratio} times the ${request} that it asks for`);
    }
    return found;
  });
}
