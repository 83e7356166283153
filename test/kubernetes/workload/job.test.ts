import { Duration } from '../../../lib/core/duration';
import { Job, type JobProps } from '../../../lib/kubernetes/workload/job';
import { Probe } from '../../../lib/kubernetes/workload/probes';
import { fakeCluster, messageOf, object, objects, onCluster, refusals, SMALL } from './world';

const job = (props: Partial<JobProps> = {}, minor = '1.34') => {
  const { shop } = onCluster(fakeCluster({ kubernetesVersion: minor }));
  return { shop, seed: new Job(shop, 'seed', { ...SMALL, ...props }) };
};

describe('Job', () => {
  it('renders a task with all of its bounds, and nothing that only services need', () => {
    const { seed } = job();
    expect(objects(seed).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ServiceAccount seed',
      'NetworkPolicy seed',
      'Job seed',
    ]);
    const { metadata, spec } = object(seed, 'Job');
    expect(metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/force': 'enabled' });
    expect(spec).toMatchObject({
      backoffLimit: 3,
      activeDeadlineSeconds: 3600,
      completions: 1,
      parallelism: 1,
      completionMode: 'NonIndexed',
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      template: { spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 30 } },
    });
    expect(spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(JSON.stringify(spec)).not.toMatch(/readinessProbe|lifecycle|topologySpread/);
  });

  it.each(['1.28', '1.34', '1.36'])('is taken by an API server of %s, under restricted pod security', (minor) => {
    const { shop } = job(
      {
        completions: 4,
        parallelism: 2,
        failOnExitCodes: [3, 2, 3],
        timeToLive: Duration.days(1),
        probes: { liveness: Probe.exec(['/bin/ok']) },
        sidecars: [{ name: 'proxy', ...SMALL }],
      },
      minor,
    );
    expect(refusals(shop, minor, 'restricted')).toEqual([]);
  });

  it('fails at once on exit codes that no further try would mend', () => {
    const { seed } = job({ failOnExitCodes: [3, 2, 3] });
    expect(object(seed, 'Job').spec.podFailurePolicy).toMatchObject({
      rules: [{}, { action: 'FailJob', onExitCodes: { containerName: 'seed', operator: 'In', values: [2, 3] } }],
    });
  });

  it('counts for the quota of its namespace', () => {
    const { shop } = job({ parallelism: 5, completions: 10 });
    expect(object(shop, 'ResourceQuota').spec.hard).toMatchObject({ pods: 5, 'requests.cpu': '500m' });
  });

  it('is removed after a time only where that is asked for: Flux would run it again', () => {
    expect(object(job({ timeToLive: Duration.hours(2) }).seed, 'Job').spec.ttlSecondsAfterFinished).toBe(7200);
  });

  it('tells every number out of range at once', () => {
    expect(
      messageOf(() =>
        job({
          backoffLimit: -1,
          completions: 0,
          parallelism: 1.5,
          deadline: Duration.millis(500),
          timeToLive: Duration.millis(1),
          failOnExitCodes: [0, 256],
        }),
      ).split('\n'),
    ).toEqual([
      "[shop/seed] 'backoffLimit' (-1) is not a whole number from 0. Write a whole number from 0. (job/range)",
      "[shop/seed] 'completions' (0) is not a whole number from 1. Write a whole number from 1. (job/range)",
      "[shop/seed] 'parallelism' (1.5) is not a whole number from 1. Write a whole number from 1. (job/range)",
      "[shop/seed] 'deadline' (0.5) is not a whole number from 1. Write a whole number from 1. (job/range)",
      "[shop/seed] 'timeToLive' (0.001) is not a whole number from 0. Write a whole number from 0. (job/range)",
      "[shop/seed] 'failOnExitCodes' (0) is not a whole number from 1 to 255. Write a whole number from 1 to 255. (job/range)",
      "[shop/seed] 'failOnExitCodes' (256) is not a whole number from 1 to 255. Write a whole number from 1 to 255. (job/range)",
    ]);
  });
});
