import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { cronNeverComes, cronProblem } from '../../core/cron';
import { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';
import { timeZoneName } from '../../core/time-zone';
import type { batchV1 } from '../api';
import { KubernetesObject } from '../object';
import { checkJobProps, jobSpec, type TaskProps, wholeNumber } from './job';
import { Workload } from './workload';

export interface ScheduledJobProps extends TaskProps {
  /**
   * When it runs: minute, hour, day of month, month, day of week (`0 3 * * MON-FRI`), or a shorthand such as `@daily`.
   */
  readonly schedule: string;
  /**
   * The time zone of the schedule, by its name in the IANA database: `Europe/Amsterdam`. Where clocks change, a run
   * between two and three may come twice or not at all.
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;
  /**
   * What happens when a run is due while the last one still works: it is left out (`Forbid`), takes its place
   * (`Replace`) or works beside it (`Allow`, for which the namespace needs a quota of its own).
   * @default 'Forbid'
   */
  readonly concurrencyPolicy?: 'Forbid' | 'Replace' | 'Allow';
  /**
   * How late a run may still start, after an outage or a suspension. Whole seconds from 10.
   * @default 10 minutes
   */
  readonly startingDeadline?: Duration;
  /** Jobs that are kept once they have succeeded, from 0. @default 3 */
  readonly successfulJobsHistoryLimit?: number;
  /** Jobs that are kept once they have failed, from 0. @default 1 */
  readonly failedJobsHistoryLimit?: number;
  /** Whether it is held back: no run starts. @default false */
  readonly suspend?: boolean;
}

/** Jobs carry the name of their schedule and eleven characters. Kubernetes: "CronJob". */
const LONGEST_NAME = 52;
const STARTING_DEADLINE = Duration.minutes(10);
/** The controller looks every 10 seconds. Kubernetes: "CronJob", starting deadline. */
const LEAST_DEADLINE = 10;

/** A task that runs to its end, time and again, by a schedule. */
export class ScheduledJob extends Workload {
  constructor(
    scope: Construct,
    id: string,
    private readonly scheduled: ScheduledJobProps,
  ) {
    super(scope, id, scheduled, {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      serves: false,
      check: (workload, problems) => checkScheduledJob(workload, scheduled, problems),
    });
    new KubernetesObject<batchV1.CronJob>(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: this.workloadName, labels: this.versionedLabels },
      spec: Lazy.any({ produce: () => this.cronJobSpec() }),
    });
    const { concurrencyPolicy, parallelism = 1 } = scheduled;
    // One that is replaced still stops while the next one starts. How many work side by side nobody knows.
    if (concurrencyPolicy !== 'Allow') {
      this.declarePods(() => (concurrencyPolicy === 'Replace' ? 2 * parallelism : parallelism));
    }
  }

  private cronJobSpec(): batchV1.CronJobSpec {
    const { scheduled } = this;
    return {
      schedule: scheduled.schedule,
      timeZone: scheduled.timeZone ?? 'Etc/UTC',
      concurrencyPolicy: scheduled.concurrencyPolicy ?? 'Forbid',
      startingDeadlineSeconds: (scheduled.startingDeadline ?? STARTING_DEADLINE).toSeconds(),
      successfulJobsHistoryLimit: scheduled.successfulJobsHistoryLimit ?? 3,
      failedJobsHistoryLimit: scheduled.failedJobsHistoryLimit ?? 1,
      suspend: scheduled.suspend ?? false,
      jobTemplate: {
        metadata: { labels: this.versionedLabels },
        spec: jobSpec(this.workloadName, scheduled, this.taskTemplate()),
      },
    };
  }
}

function checkScheduledJob(
  workload: { readonly workloadName: string },
  props: ScheduledJobProps,
  problems: Problems,
): void {
  const { workloadName } = workload;
  if (workloadName.length > LONGEST_NAME) {
    problems.add({
      property: 'id',
      value: workloadName,
      rule: `has ${workloadName.length} characters; the name of a CronJob has at most ${LONGEST_NAME}`,
      fix: 'Shorten it',
      code: 'name/cron-job',
    });
  }
  const { schedule } = props;
  const wrong = cronProblem(schedule) ?? cronNeverComes(schedule);
  if (wrong !== undefined) {
    problems.add({
      property: 'schedule',
      value: schedule,
      rule: `is no schedule that ever comes: ${wrong}`,
      fix: "Write it as '0 3 * * MON-FRI' for 3:00 on weekdays",
      code: 'job/schedule',
    });
  }
  const { timeZone, startingDeadline } = props;
  if (timeZone !== undefined) problems.attempt('timeZone', () => timeZoneName(timeZone, 'timeZone', 'job/time-zone'));
  checkJobProps(props, problems);
  wholeNumber(problems, 'startingDeadline', startingDeadline && startingDeadline.inMillis / 1000, LEAST_DEADLINE);
  wholeNumber(problems, 'successfulJobsHistoryLimit', props.successfulJobsHistoryLimit, 0);
  wholeNumber(problems, 'failedJobsHistoryLimit', props.failedJobsHistoryLimit, 0);
}
