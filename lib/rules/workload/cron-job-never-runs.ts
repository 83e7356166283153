import { asBody } from '../../analysis/workload/workloads';
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
      if (typeof schedule === 'string' && !hasDay(schedule)) {
        const detail = `runs by '${schedule}', and none of its months has such a day`;
        faults.push({ field: ['spec', 'schedule'], detail });
      }
      return faults;
    }),
};

const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Whether some month of a schedule has some day of it. Where days of the week are named too, either is enough. */
function hasDay(schedule: string): boolean {
  const parts = schedule.trim().split(/\s+/);
  const [, , days = '*', months = '*', weekdays = '*'] = parts;
  if (parts.length !== 5 || !/^[*?]/.test(weekdays)) return true;
  // What is no number is told by conformance.
  const named = months.toLowerCase().replace(/[a-z]{3}/g, (name) => String(MONTHS.indexOf(name) + 1));
  const [day, month] = [numbersOf(days, 1, 31), numbersOf(named, 1, 12)];
  if (day.length === 0 || month.length === 0) return true;
  return month.some((one) => day.some((other) => other <= (LONGEST[one - 1] ?? 31)));
}

function numbersOf(field: string, first: number, last: number): readonly number[] {
  return field.split(',').flatMap((item) => {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(item) ?? [];
    const [from, to] = /^[*?]$/.test(range) ? [first, last] : range.split('-').map(Number);
    if (from === undefined || Number.isNaN(from)) return [];
    const end = to ?? (item.includes('/') ? last : from);
    const all: number[] = [];
    for (let one = from; one <= Math.min(end, last); one += Math.max(1, Number(step))) all.push(one);
    return all;
  });
}
