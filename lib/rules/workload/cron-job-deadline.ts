import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from './examples';

const nightly = (more: readonly string[]): string =>
  object('batch/v1', 'CronJob', 'nightly', [
    'spec:',
    '  schedule: 0 3 * * *',
    ...more.map((line) => `  ${line}`),
    '  jobTemplate:',
    '    spec:',
    '      template:',
    '        spec:',
    '          restartPolicy: OnFailure',
    '          containers: [{ name: nightly, image: contoso.azurecr.io/nightly:1.4.2 }]',
  ]);

/** A run that an outage holds up starts whenever the outage ends, unless somebody says how late is too late. */
export const cronJobDeadline: Rule = {
  id: 'workload/cron-job-deadline',
  severity: 'note',
  what: 'does not say how late a run may still start',
  why: 'a run that a suspension or an outage held up starts hours late, in the middle of the day; after more than 100 missed starts, says the documentation, none is caught up',
  fix: 'Write startingDeadlineSeconds, at least 10 and shorter than the time between runs',
  sources: ['Kubernetes: CronJob, deadline for delayed Job start'],
  covers: ['kube-score/cronjob-has-deadline'],
  examples: {
    failing: { 'nightly.yaml': nightly([]) },
    mended: { 'nightly.yaml': nightly(['startingDeadlineSeconds: 600']) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['CronJob'], ({ body }) => {
      const deadline = asBody(body.spec)?.startingDeadlineSeconds;
      const field = ['spec', 'startingDeadlineSeconds'];
      // The controller looks every 10 seconds.
      if (typeof deadline === 'number' && deadline < 10)
        return [
          {
            field,
            severity: 'warning',
            detail: `may start ${deadline} seconds late at most: the controller looks every 10 seconds and may never start it`,
          },
        ];
      return faultIf(deadline === undefined, field);
    }),
};
