import { Duration } from '../../../lib/core/duration';
import type { batchV1 } from '../../../lib/kubernetes/api';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { Probe } from '../../../lib/kubernetes/workload/probes';
import { ScheduledJob, type ScheduledJobProps } from '../../../lib/kubernetes/workload/scheduled-job';
import {
  fakeCluster,
  messageOf,
  object,
  objects,
  onCluster,
  plainNamespace,
  problemsOf,
  refusals,
  SMALL,
} from './world';

const scheduled = (props: Partial<ScheduledJobProps> = {}, minor = '1.34') => {
  const { shop } = onCluster(fakeCluster({ kubernetesVersion: minor }));
  return { shop, nightly: new ScheduledJob(shop, 'nightly', { ...SMALL, schedule: '0 3 * * *', ...props }) };
};
const spec = (nightly: ScheduledJob): batchV1.CronJobSpec =>
  object(nightly, 'CronJob').spec as unknown as batchV1.CronJobSpec;

describe('ScheduledJob', () => {
  it('renders a schedule with all of its bounds, and the bounds of each run', () => {
    const { nightly } = scheduled();
    expect(objects(nightly).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ServiceAccount nightly',
      'NetworkPolicy nightly',
      'CronJob nightly',
    ]);
    expect(spec(nightly)).toMatchObject({
      schedule: '0 3 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      suspend: false,
      jobTemplate: {
        spec: {
          backoffLimit: 3,
          activeDeadlineSeconds: 3600,
          template: { spec: { restartPolicy: 'Never', serviceAccountName: 'nightly' } },
        },
      },
    });
    // Its history limits remove finished jobs.
    expect(spec(nightly).jobTemplate.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  });

  it.each(['1.28', '1.34', '1.36'])('is taken by an API server of %s, under restricted pod security', (minor) => {
    const { shop } = scheduled(
      {
        timeZone: 'Europe/Amsterdam',
        suspend: true,
        failOnExitCodes: [3],
        probes: { liveness: Probe.exec(['/bin/ok']) },
      },
      minor,
    );
    expect(refusals(shop, minor, 'restricted')).toEqual([]);
  });

  it('counts for the quota of its namespace, a run that is replaced besides the one that replaces it', () => {
    const pods = (props: Partial<ScheduledJobProps>): unknown =>
      (object(scheduled(props).shop, 'ResourceQuota').spec.hard as { pods: number }).pods;
    expect(pods({ parallelism: 5, completions: 10 })).toBe(5);
    expect(pods({ parallelism: 5, concurrencyPolicy: 'Replace' })).toBe(10);
  });

  it('wants a quota that is written where nobody knows how many runs work side by side', () => {
    const { shop } = scheduled({ concurrencyPolicy: 'Allow' });
    expect(problemsOf(shop)).toEqual([
      "[shop] 'quota' cannot be derived: nobody knows here how many pods CronJob 'nightly' (shop/nightly/Resource) makes. Write quota: { cpu, memory, pods } with room for it, or quota: false. (namespace/quota-unknown)",
    ]);
  });

  it('tells everything wrong at once', () => {
    expect(
      messageOf(() =>
        scheduled({
          schedule: '0 3 30 2 *',
          timeZone: 'Europe/Amsterdan',
          startingDeadline: Duration.seconds(5),
          successfulJobsHistoryLimit: -1,
          failedJobsHistoryLimit: 0.5,
          parallelism: 0,
        }),
      ).split('\n'),
    ).toEqual([
      "[shop/nightly] 'schedule' (0 3 30 2 *) is no schedule that ever comes: no year has a day 30 of month 2. Write it as '0 3 * * MON-FRI' for 3:00 on weekdays. (job/schedule)",
      "[shop/nightly] 'timeZone' (Europe/Amsterdan) is no time zone of the IANA database. Did you mean 'Europe/Amsterdam'? (job/time-zone)",
      "[shop/nightly] 'parallelism' (0) is not a whole number from 1. Write a whole number from 1. (job/range)",
      "[shop/nightly] 'startingDeadline' (5) is not a whole number from 10. Write a whole number from 10. (job/range)",
      "[shop/nightly] 'successfulJobsHistoryLimit' (-1) is not a whole number from 0. Write a whole number from 0. (job/range)",
      "[shop/nightly] 'failedJobsHistoryLimit' (0.5) is not a whole number from 0. Write a whole number from 0. (job/range)",
    ]);
    expect(messageOf(() => scheduled({ schedule: '0 3 * *' }))).toBe(
      "[shop/nightly] 'schedule' (0 3 * *) is no schedule that ever comes: it has 4 fields and needs 5. Write it as '0 3 * * MON-FRI' for 3:00 on weekdays. (job/schedule)",
    );
  });

  it('leaves room in its name for those of its jobs', () => {
    const id = 'a'.repeat(53);
    expect(messageOf(() => new ScheduledJob(plainNamespace(), id, { ...SMALL, schedule: '@daily' }))).toBe(
      `[shop/${id}] 'id' (${id}) has 53 characters; the name of a CronJob has at most 52. Shorten it. (name/cron-job)`,
    );
  });

  it('is scaled by nothing', () => {
    const { nightly } = scheduled();
    expect(messageOf(() => Scale.fixed(3).bind(nightly, {}))).toBe(
      "[shop/nightly] 'scale' (CronJob) has no number of pods that a fixed number of pods could set. Scale a Deployment or a StatefulSet. (scale/kind)",
    );
  });
});
