import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';
import type { batchV1, coreV1 } from '../api';
import { KubernetesObject } from '../object';
import { Workload } from './workload';
import type { WorkloadProps } from './workload-props';

/** What every task is told that runs to its end. */
export interface TaskProps extends WorkloadProps {
  /**
   * Failures of pods after which the job has failed; those that a node's upgrade takes away don't count. From 0.
   * @default 3
   */
  readonly backoffLimit?: number;
  /**
   * Time after which whatever still runs is stopped and the job has failed. Whole seconds.
   * @default 1 hour
   */
  readonly deadline?: Duration;
  /**
   * Pods that must succeed, from 1.
   * @default 1
   */
  readonly completions?: number;
  /**
   * Pods that run at a time, from 1.
   * @default 1
   */
  readonly parallelism?: number;
  /**
   * Exit codes of the program that no further try would mend; the job fails at once.
   * @default - every failure is tried again
   */
  readonly failOnExitCodes?: readonly number[];
}

export interface JobProps extends TaskProps {
  /**
   * Time after its end when the job is removed. Whatever applies the manifests again, Flux above all, then runs it
   * again.
   * @default - it stays
   */
  readonly timeToLive?: Duration;
}

const BACKOFF_LIMIT = 3;
const DEADLINE = Duration.hours(1);

/**
 * A task that runs once, to its end. It runs again when anything of it changes, its image for one: Flux replaces the
 * job then, since a job's pods can't be changed.
 */
export class Job extends Workload {
  constructor(scope: Construct, id: string, jobProps: JobProps) {
    super(scope, id, jobProps, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      serves: false,
      check: (_, problems) => checkJobProps(jobProps, problems),
    });
    new KubernetesObject<batchV1.Job>(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: this.workloadName,
        labels: this.versionedLabels,
        annotations: { 'kustomize.toolkit.fluxcd.io/force': 'enabled' },
      },
      spec: Lazy.any({ produce: () => jobSpec(this.workloadName, jobProps, this.taskTemplate()) }),
    });
    this.declarePods(() => jobProps.parallelism ?? 1);
  }
}

/** A job with all of its bounds. */
export function jobSpec(name: string, props: JobProps, template: coreV1.PodTemplateSpec): batchV1.JobSpec {
  const { completions = 1, parallelism = 1, timeToLive } = props;
  return {
    backoffLimit: props.backoffLimit ?? BACKOFF_LIMIT,
    activeDeadlineSeconds: (props.deadline ?? DEADLINE).toSeconds(),
    completions,
    parallelism,
    completionMode: 'NonIndexed',
    ...(timeToLive === undefined ? {} : { ttlSecondsAfterFinished: timeToLive.toSeconds() }),
    podFailurePolicy: podFailurePolicy(name, props.failOnExitCodes ?? []),
    template,
  };
}

/** A pod that was evicted or preempted is no failure of the task. */
export function podFailurePolicy(container: string, failOnExitCodes: readonly number[]): batchV1.PodFailurePolicy {
  const values = [...new Set(failOnExitCodes)].sort((a, b) => a - b);
  return {
    rules: [
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      // The empty list says nothing, but the schema of Kubernetes 1.28 wants it.
      ...(values.length > 0
        ? [
            {
              action: 'FailJob',
              onExitCodes: { containerName: container, operator: 'In', values },
              onPodConditions: [],
            } as const,
          ]
        : []),
    ],
  };
}

/** Adds every number out of range (job/range). */
export function checkJobProps(props: JobProps, problems: Problems): void {
  wholeNumber(problems, 'backoffLimit', props.backoffLimit, 0);
  wholeNumber(problems, 'completions', props.completions, 1);
  wholeNumber(problems, 'parallelism', props.parallelism, 1);
  wholeNumber(problems, 'deadline', props.deadline && props.deadline.inMillis / 1000, 1);
  wholeNumber(problems, 'timeToLive', props.timeToLive && props.timeToLive.inMillis / 1000, 0);
  for (const code of props.failOnExitCodes ?? []) wholeNumber(problems, 'failOnExitCodes', code, 1, 255);
}

/** Adds a number that is not whole or out of range (job/range); one that is not given is fine. */
export function wholeNumber(
  problems: Problems,
  property: string,
  value: number | undefined,
  least: number,
  most = Infinity,
): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= most)) return;
  const range = most === Infinity ? `from ${least}` : `from ${least} to ${most}`;
  problems.add({
    property,
    value,
    rule: `is not a whole number ${range}`,
    fix: `Write a whole number ${range}`,
    code: 'job/range',
  });
}
