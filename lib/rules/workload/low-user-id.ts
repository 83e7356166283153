import type { FieldPath } from '../../artifact/field-path';
import { at } from '../../analysis/workload/workloads';
import type { Body } from '../../artifact/read/model';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cart, SETTINGS } from './examples';

const LOWEST = 10_000;

/** Ids below 10,000 are those of users of the node's own system. */
export const lowUserId: Rule = {
  id: 'workload/low-user-id',
  severity: 'note',
  what: 'runs with an id that the node may use for something else',
  why: 'a process that gets out of its container then owns what that user or group owns on the node',
  fix: 'Write runAsUser and runAsGroup of 10000 or more, where the image runs under them',
  sources: ['kubesec: containers[] .securityContext .runAsUser -gt 10000'],
  covers: [
    'kube-score/container-security-context-user-group-id',
    'checkov/CKV_K8S_40',
    'trivy/KSV-0020',
    'trivy/KSV-0021',
  ],
  profiles: ['strict'],
  examples: {
    failing: cart({ pod: ['securityContext: { runAsUser: 1000 }'] }),
    mended: cart({ pod: ['securityContext: { runAsUser: 10001, runAsGroup: 10001 }'] }),
    notApplicable: SETTINGS,
    unknown: cart(),
  },
  *check({ workloads }) {
    for (const { object, pod, podField, containers, os } of workloads) {
      if (os === 'windows') {
        yield notApplicable(object);
        continue;
      }
      const context = at(pod, ['securityContext']) ?? {};
      const contexts: readonly { readonly of: Body; readonly field: FieldPath }[] = [
        { of: context, field: [...podField, 'securityContext'] },
        ...containers.map(({ body, field }) => ({
          of: at(body, ['securityContext']) ?? {},
          field: [...field, 'securityContext'],
        })),
      ];
      const low = contexts.flatMap(({ of, field }) =>
        ['runAsUser', 'runAsGroup'].flatMap((name) => {
          const id = of[name];
          // 0 is the matter of the rules about root.
          return typeof id === 'number' && id > 0 && id < LOWEST ? [{ field: [...field, name], id }] : [];
        }),
      );
      for (const { field, id } of low)
        yield finding(object, field, { detail: `runs with the id ${id}, below ${LOWEST}` });
      if (low.length > 0) continue;
      const isSaid =
        context.runAsUser !== undefined ||
        containers.every(({ body }) => at(body, ['securityContext'])?.runAsUser !== undefined);
      yield isSaid ? compliant(object) : notKnown(object, 'the image says which user it runs as');
    }
  },
};
