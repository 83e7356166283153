import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import type { Percent } from '../../core/percent';
import type { batchV1, kedaSh } from '../api';
import { KubernetesObject } from '../object';
import type { IWorkload } from '../workload/contracts';
import { checkKeda } from './keda';
import { scalerLabels } from './one-scaler';
import { checkCount, checkRange, type ReplicaRange } from './range';
import { checkTriggers, renderTriggers } from './render-triggers';
import { checkSeconds } from './scaled-object';
import type { Trigger } from './trigger';

/** How many jobs KEDA starts for a queue of a given length. KEDA: "ScaledJob specification, scalingStrategy". */
export class ScalingStrategy {
  /** What the queue calls for less the jobs that run: for queues that count messages until they are done. */
  static default(): ScalingStrategy {
    return new ScalingStrategy({ strategy: 'default' });
  }

  /** What the queue calls for less the jobs that wait to run: for queues that no longer count a message in work. */
  static accurate(): ScalingStrategy {
    return new ScalingStrategy({ strategy: 'accurate' });
  }

  /** As many as there are messages and free slots, so that long jobs don't hold new messages up. */
  static eager(): ScalingStrategy {
    return new ScalingStrategy({ strategy: 'eager' });
  }

  /**
   * What the queue calls for, less a fixed number and less a share of the jobs that run.
   * @throws InvalidValue for a deduction that is no whole number from 0 (scale/count)
   */
  static custom(options: {
    readonly queueLengthDeduction: number;
    readonly runningJobPercentage: Percent;
  }): ScalingStrategy {
    const problems = new Problems();
    checkCount(problems, 'queueLengthDeduction', options.queueLengthDeduction, 0);
    problems.throwIfAny();
    return new ScalingStrategy({
      strategy: 'custom',
      customScalingQueueLengthDeduction: options.queueLengthDeduction,
      customScalingRunningJobPercentage: String(options.runningJobPercentage.fraction),
    });
  }

  private constructor(
    /** @internal */
    readonly spec: kedaSh.ScaledJobSpecScalingStrategy,
  ) {}
}

export interface JobScaleOptions {
  /**
   * How often sources are asked and jobs are started; whole seconds from 1.
   * @default Duration.seconds(30)
   */
  readonly pollingInterval?: Duration;

  /**
   * How the number of new jobs is reckoned.
   * @default ScalingStrategy.default()
   */
  readonly strategy?: ScalingStrategy;

  /**
   * Which of several triggers counts.
   * @default 'max'
   */
  readonly multipleScalersCalculation?: 'max' | 'min' | 'avg' | 'sum';

  /**
   * Conditions of a pod that must all hold before its job counts as running.
   * @default - the pod runs
   */
  readonly pendingPodConditions?: readonly string[];

  /**
   * Finished jobs that are kept.
   * @default 5
   */
  readonly successfulJobsHistoryLimit?: number;

  /**
   * Failed jobs that are kept.
   * @default 5
   */
  readonly failedJobsHistoryLimit?: number;

  /**
   * What a change does to jobs at work: `gradual` lets them finish, `immediate` ends them and starts anew.
   * @default 'gradual'
   */
  readonly rollout?: 'gradual' | 'immediate';
}

export interface ScaledJobProps extends JobScaleOptions, ReplicaRange {
  readonly triggers: readonly Trigger[];
  /** Asked once the program has run. */
  readonly job: () => batchV1.JobSpec;
}

/** Collects what KEDA would refuse, apart from any workload. */
export function checkJobScale(problems: Problems, props: Omit<ScaledJobProps, 'job'>): void {
  checkRange(problems, props);
  checkTriggers(problems, props.triggers);
  checkSeconds(problems, 'pollingInterval', props.pollingInterval, 1);
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = props;
  if (successfulJobsHistoryLimit !== undefined) {
    checkCount(problems, 'successfulJobsHistoryLimit', successfulJobsHistoryLimit, 0);
  }
  if (failedJobsHistoryLimit !== undefined) checkCount(problems, 'failedJobsHistoryLimit', failedJobsHistoryLimit, 0);
  for (const { type, wakes } of props.triggers) {
    if (wakes) continue;
    problems.add({
      property: 'triggers',
      value: type,
      rule: 'measures pods that run, and KEDA takes it for a ScaledObject only, not for jobs',
      fix: "Leave it out, or leave out mode: 'job'",
      code: 'scale/job-on-resources',
    });
  }
}

/** Renders a ScaledJob; it is the workload itself. @throws CdkAksError with everything that would keep it idle */
export function renderScaledJob(workload: IWorkload, props: ScaledJobProps): KubernetesObject<kedaSh.ScaledJob> {
  const problems = new Problems(workload);
  checkJobScale(problems, props);
  checkKeda(problems, workload);
  problems.throwIfAny();
  return new KubernetesObject<kedaSh.ScaledJob>(workload as unknown as Construct, 'ScaledJob', {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledJob',
    metadata: {
      name: workload.workloadName,
      labels: scalerLabels(workload),
    },
    spec: {
      jobTargetRef: Lazy.any({ produce: () => props.job() }),
      pollingInterval: (props.pollingInterval ?? Duration.seconds(30)).toSeconds(),
      successfulJobsHistoryLimit: props.successfulJobsHistoryLimit ?? 5,
      failedJobsHistoryLimit: props.failedJobsHistoryLimit ?? 5,
      minReplicaCount: props.min,
      maxReplicaCount: props.max,
      rollout: { strategy: props.rollout ?? 'gradual' },
      scalingStrategy: {
        ...(props.strategy ?? ScalingStrategy.default()).spec,
        multipleScalersCalculation: props.multipleScalersCalculation ?? 'max',
        ...(props.pendingPodConditions && { pendingPodConditions: [...props.pendingPodConditions] }),
      },
      triggers: renderTriggers(workload, props.triggers),
    },
  });
}
