import { asBody, asList } from '../../analysis/workload/workloads';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** The last one wins at first, and a later patch may turn that around. */
export const envTwice: Rule = {
  id: 'workload/env-twice',
  severity: 'error',
  what: 'sets a variable twice',
  why: 'the last one wins, which a reader does not see; applying a change of one of them drops or reorders the list',
  fix: 'Keep one of the two',
  sources: ['Kubernetes: Server-Side Apply'],
  covers: ['kube-linter/duplicate-env-var', 'kube-score/environment-variable-key-duplication'],
  examples: {
    failing: cart({ container: 'env: [{ name: MODE, value: fast }, { name: MODE, value: safe }]' }),
    mended: cart({ container: 'env: [{ name: MODE, value: safe }]' }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, (container) => {
      const seen = new Set<unknown>();
      return asList(container.body.env).flatMap((item, index) => {
        const name = asBody(item)?.name;
        const isAgain = seen.has(name);
        seen.add(name);
        return faultIf(
          isAgain,
          [...container.field, 'env', index, 'name'],
          `container '${container.name}' sets ${String(name)} twice`,
        );
      });
    }),
};
