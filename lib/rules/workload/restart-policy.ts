import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { object, workload } from '../sample';
import { SETTINGS } from './examples';

const KEPT = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];
const ENDING = ['Job', 'CronJob', 'ScaledJob'];

const job = (policy: string): string =>
  object('batch/v1', 'Job', 'import', [
    'spec:',
    '  template:',
    '    spec:',
    ...(policy === '' ? [] : [`      restartPolicy: ${policy}`]),
    '      containers: [{ name: import, image: contoso.azurecr.io/import:1.4.2 }]',
  ]);

/** What the API server refuses, and what differs by kind. */
export const restartPolicy: Rule = {
  id: 'workload/restart-policy',
  severity: 'error',
  what: 'has a restart policy that its kind refuses',
  why: 'the API server refuses it: a Job ends and needs Never or OnFailure, everything that is kept running needs Always',
  fix: 'Write OnFailure or Never for jobs, and leave it out elsewhere',
  sources: ['Kubernetes: Jobs, pod template', 'Kubernetes: Deployments, pod template'],
  covers: ['kube-linter/restart-policy', 'kube-score/cronjob-restartpolicy'],
  saidBy: ['schema/required', 'schema/enum'],
  examples: {
    failing: { 'import.yaml': job('') },
    mended: { 'import.yaml': job('OnFailure'), 'cart.yaml': workload('cart') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ object, pod, podField }) => {
      const policy = pod.restartPolicy ?? 'Always';
      const field = [...podField, 'restartPolicy'];
      if (KEPT.includes(object.kind))
        return faultIf(
          policy !== 'Always',
          field,
          `restarts its pods by ${String(policy)}: a ${object.kind} takes Always only`,
        );
      if (!ENDING.includes(object.kind)) return undefined;
      return faultIf(policy === 'Always', field, `restarts its pods always: a ${object.kind} takes Never or OnFailure`);
    }),
};
