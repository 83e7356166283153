import { asBody, at } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from './examples';

const job = (more: readonly string[]): string =>
  object('batch/v1', 'Job', 'import', [
    'spec:',
    ...more.map((line) => `  ${line}`),
    '  template:',
    '    spec:',
    '      restartPolicy: OnFailure',
    '      containers: [{ name: import, image: contoso.azurecr.io/import:1.4.2 }]',
  ]);

/** A finished Job stays until somebody removes it; that of a CronJob is counted by its owner. */
export const jobNeverRemoved: Rule = {
  id: 'workload/job-never-removed',
  severity: 'note',
  what: 'leaves its finished pods behind',
  why: 'finished Jobs and their pods pile up in the API server; a time to live on the Job of a CronJob works against its history limits',
  fix: 'Write ttlSecondsAfterFinished on a Job by itself, and history limits on a CronJob',
  sources: ['Kubernetes: Automatic Cleanup for Finished Jobs', 'Flux: Kustomization'],
  covers: ['kube-linter/job-ttl-seconds-after-finished'],
  examples: {
    failing: { 'import.yaml': job([]) },
    mended: { 'import.yaml': job(['ttlSecondsAfterFinished: 86400']) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['Job', 'CronJob'], ({ kind, body }) => {
      if (kind === 'Job') {
        const isOwned = at(body, ['metadata'])?.ownerReferences !== undefined;
        const ttl = asBody(body.spec)?.ttlSecondsAfterFinished;
        // Flux starts a Job again that is gone, so that one which stays is right there.
        const annotations = at(body, ['metadata', 'annotations']) ?? {};
        const staysOnPurpose = annotations['kustomize.toolkit.fluxcd.io/force'] !== undefined;
        // Helm and Argo CD remove the Jobs of their hooks.
        const isHook =
          annotations['helm.sh/hook'] !== undefined || annotations['argocd.argoproj.io/hook'] !== undefined;
        return isOwned || staysOnPurpose || isHook ? undefined : faultIf(ttl === undefined, ['spec']);
      }
      const field = ['spec', 'jobTemplate', 'spec', 'ttlSecondsAfterFinished'];
      const ttl = at(body, ['spec', 'jobTemplate', 'spec'])?.ttlSecondsAfterFinished;
      return faultIf(ttl !== undefined, field, 'removes finished Jobs by time, which its history limits do already', {
        fix: 'Leave ttlSecondsAfterFinished out and set successfulJobsHistoryLimit and failedJobsHistoryLimit',
      });
    }),
};
