import { asBody } from '../../analysis/workload/workloads';
import { cronNeverComes } from '../../core/cron';
import { isTimeZone } from '../../core/time-zone';
import { type Fault, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from './examples';

const nightly = (schedule: string): string =>
  object('batch/v1', 'CronJob', 'nightly', [
    'spec:',
    `  schedule: ${schedule}`,
    '  jobTemplate:',
    '    spec:',
    '      template:',
    '        spec:',
    '          restartPolicy: OnFailure',
    '          containers: [{ name: nightly, image: contoso.azurecr.io/nightly:1.4.2 }]',
  ]);

/** A day that no month has, or a time zone that does not exist: nothing ever starts, and nothing fails. */
export const cronJobNeverRuns: Rule = {
  id: 'workload/cron-job-never-runs',
  severity: 'error',
  what: 'has a schedule by which it never runs',
  why: 'no run is started and none fails: that something was not done shows when it is missed',
  fix: 'Write a day that the month has, and a time zone such as Europe/Amsterdam',
  sources: ['Kubernetes: CronJob, schedule syntax', 'Kubernetes: CronJob, time zones'],
  examples: {
    failing: { 'nightly.yaml': nightly('0 3 31 2,4 *') },
    mended: { 'nightly.yaml': nightly('0 3 28 2,4 *') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['CronJob'], ({ body }) => {
      const { schedule, timeZone } = asBody(body.spec) ?? {};
      const faults: Fault[] = [];
      if (typeof timeZone === 'string' && !timeZone.includes('$') && !isTimeZone(timeZone)) {
        const detail = `runs by the time zone '${timeZone}', which does not exist: the API server refuses it`;
        faults.push({ field: ['spec', 'timeZone'], detail });
      }
      if (typeof schedule === 'string' && cronNeverComes(schedule) !== undefined) {
        const detail = `runs by '${schedule}', and none of its months has such a day`;
        faults.push({ field: ['spec', 'schedule'], detail });
      }
      return faults;
    }),
};
