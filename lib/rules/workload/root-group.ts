import { asList, at } from '../../analysis/workload/workloads';
import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** Group 0 owns much of what an image and a node hold. */
export const rootGroup: Rule = {
  id: 'workload/root-group',
  severity: 'warning',
  what: 'belongs to the group of root',
  why: 'files that group 0 may write are many, in images and on mounted volumes',
  fix: 'Write runAsGroup, fsGroup and supplementalGroups with numbers above 0',
  sources: ['Kubernetes: Configure a Security Context for a Pod or Container'],
  covers: ['trivy/KSV-0116'],
  examples: {
    failing: cart({ pod: ['securityContext: { runAsGroup: 0 }'] }),
    mended: cart({ pod: ['securityContext: { runAsGroup: 10001 }'] }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ pod, podField, containers }) => {
      const context = at(pod, ['securityContext']) ?? {};
      const field = [...podField, 'securityContext'];
      return [
        ...['runAsGroup', 'fsGroup'].flatMap((name) => faultIf(context[name] === 0, [...field, name])),
        ...asList(context.supplementalGroups).flatMap((id, index) =>
          faultIf(id === 0, [...field, 'supplementalGroups', index]),
        ),
        ...containers.flatMap(({ body, field, name }) =>
          faultIf(
            at(body, ['securityContext'])?.runAsGroup === 0,
            [...field, 'securityContext', 'runAsGroup'],
            `container '${name}' belongs to the group of root`,
          ),
        ),
      ];
    }),
};
