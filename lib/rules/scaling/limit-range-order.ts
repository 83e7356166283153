import type { FieldPath } from '../../artifact/field-path';
import type { Body } from '../../artifact/read/model';
import { quantityOf } from '../../analysis/scheduling/requests';
import { asBody, asList } from '../../analysis/workload/workloads';
import { type Fault, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const range = (max: string): string =>
  object('v1', 'LimitRange', 'limits', [
    `spec: { limits: [{ type: Container, defaultRequest: { cpu: 500m }, max: { cpu: "${max}" } }] }`,
  ]);

/** Each of the first may be at most the second. Kubernetes: `ValidateLimitRange`. */
const ORDER: readonly (readonly [string, string])[] = [
  ['min', 'max'],
  ['min', 'default'],
  ['min', 'defaultRequest'],
  ['defaultRequest', 'default'],
  ['defaultRequest', 'max'],
  ['default', 'max'],
];

/** What a LimitRange gives must be within what it lets pass. */
export const limitRangeOrder: Rule = {
  id: 'scaling/limit-range-order',
  severity: 'error',
  what: 'gives containers what it does not let them have',
  why: 'the API server refuses the LimitRange: the namespace keeps the one it had, or has none',
  fix: 'Keep min, defaultRequest, default and max in this order',
  sources: ['Kubernetes: Limit Ranges'],
  examples: {
    failing: { 'limits.yaml': range('250m') },
    mended: { 'limits.yaml': range('1') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['LimitRange'], ({ body }) =>
      asList(asBody(body.spec)?.limits).flatMap((item, index) =>
        faultsOf(asBody(item) ?? {}, ['spec', 'limits', index]),
      ),
    ),
};

function faultsOf(item: Body, field: FieldPath): readonly Fault[] {
  return ORDER.flatMap(([low, high]) =>
    Object.entries(asBody(item[low]) ?? {}).flatMap(([resource, text]): readonly Fault[] => {
      const [least, most] = [quantityOf(text), quantityOf(asBody(item[high])?.[resource])];
      if (!least || !most || least.compare(most) <= 0) return [];
      const detail = `has ${low} ${least} of ${resource}, above ${high} (${most})`;
      return [{ field: [...field, low, resource], detail }];
    }),
  );
}
