import { objectIndex } from '../../analysis/objects';
import { hasLimit, hasRequest } from '../../analysis/workload/resources';
import { asBody } from '../../analysis/workload/workloads';
import { judgeContainers, type Fault } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const QUOTA = object('v1', 'ResourceQuota', 'quota', ['spec: { hard: { limits.memory: 8Gi } }']);
const cart = (limits: string): string =>
  workload('cart', { container: `resources: { requests: { memory: 256Mi }${limits} }` });

/** A quota that counts a resource makes it a duty to name it. */
export const refusedByQuota: Rule = {
  id: 'scaling/refused-by-quota',
  severity: 'error',
  what: 'makes pods that the quota of its namespace refuses',
  why: 'where a quota counts a resource, a pod that does not say how much of it is refused: none is made, and only an event says so',
  fix: 'Write what the quota counts, or add a LimitRange that fills it in',
  sources: ['Kubernetes: Resource Quotas'],
  examples: {
    failing: { 'cart.yaml': documents(cart(''), QUOTA) },
    mended: { 'cart.yaml': documents(cart(', limits: { memory: 256Mi }'), QUOTA) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, (container, workload) => {
      const counted = objectIndex(world.artifacts)
        .allBeside(workload.object, 'ResourceQuota')
        .map(({ body }) => asBody(body.spec) ?? {})
        // A quota with scopes counts some of the pods only.
        .filter(({ scopes, scopeSelector }) => scopes === undefined && scopeSelector === undefined)
        .flatMap(({ hard }) => Object.keys(asBody(hard) ?? {}))
        .map((name) => COUNTED.exec(name))
        .filter((match) => match !== null);
      if (counted.length === 0) return undefined;
      return counted.flatMap(([name, part = 'requests', resource = '']): readonly Fault[] => {
        const has = part === 'limits' ? hasLimit : hasRequest;
        if (has(container, workload, resource, world.artifacts)) return [];
        const what = part === 'limits' ? 'has no limit' : 'has no request';
        return [
          {
            field: [...container.field, ...(asBody(container.body.resources) ? ['resources'] : [])],
            detail: `has container '${container.name}' that ${what} of ${resource}, which the quota counts (${name})`,
          },
        ];
      });
    }),
};

const COUNTED = /^(?:(requests|limits)\.)?(cpu|memory)$/;
