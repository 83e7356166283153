import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { appsV1, batchV1 } from '../api';
import { KubernetesObject } from '../object';
import type { QueueSource } from '../scaling/queues/queue-source';
import { Scale } from '../scaling/scale';
import { type JobScaleOptions, renderScaledJob } from '../scaling/scaled-job';
import type { EventScaleOptions } from '../scaling/scaled-object';
import type { Trigger } from '../scaling/trigger';
import { Disruption, renderDisruptionBudget } from './disruption';
import { podFailurePolicy } from './job';
import { checkWorker, withQueue } from './queue-worker-props';
import { rollingUpdate, surgeOf } from './rollout';
import { Spread, spreadConstraints } from './spread';
import { Workload } from './workload';
import type { WorkloadProps } from './workload-props';

/** How many pods, or jobs, there are for how many messages. */
export interface QueueScaleProps extends EventScaleOptions {
  /**
   * Fewest, from 0.
   * @default 0
   */
  readonly min?: number;

  /** Most, from 1. */
  readonly max: number;

  /** How many messages one pod can carry; above 0. A job that takes one message and ends has 1. */
  readonly messagesPerReplica: number;

  /**
   * How many messages wake a worker at zero.
   * @default 0: the first one does
   */
  readonly activationMessages?: number;

  /**
   * What else calls for pods, such as a schedule; the trigger that asks for most counts.
   * @default - the queue alone
   */
  readonly triggers?: readonly Trigger[];
}

/** What only jobs have. */
export interface QueueJobProps extends Omit<JobScaleOptions, 'pollingInterval'> {
  /**
   * Failures of pods after which a job has failed; those that a node's upgrade takes away don't count. From 0.
   * @default 3
   */
  readonly backoffLimit?: number;

  /**
   * Time after which a job that still runs is stopped and has failed, so that it holds up no other. Whole seconds.
   * @default 1 hour
   */
  readonly deadline?: Duration;

  /**
   * Exit codes of the program that no further try would mend; the job fails at once.
   * @default - every failure is tried again
   */
  readonly failOnExitCodes?: readonly number[];
}

export interface QueueWorkerProps extends WorkloadProps {
  /** What it reads: `RabbitMq.queue('orders', { … })`, `ServiceBus.queue('orders', { … })`. */
  readonly queue: QueueSource;

  /** How many pods there are for how many messages: `{ min: 0, max: 30, messagesPerReplica: 5 }`. */
  readonly scale: QueueScaleProps;

  /**
   * `deployment` keeps pods that read message after message; `job` starts a job for messages, which runs to its end
   * and is never scaled away at work: for messages that take minutes.
   * @default 'deployment'
   */
  readonly mode?: 'deployment' | 'job';

  /**
   * What only jobs have; with `mode: 'job'`.
   * @default - one message a job, three further tries, an hour at most
   */
  readonly job?: QueueJobProps;

  /**
   * How the pods are balanced over zones; not for jobs.
   * @default - Spread.zones(): evenly, enforced
   */
  readonly spread?: Spread;

  /**
   * How many pods may go at a time when nodes are upgraded; not for jobs.
   * @default - one, or a tenth from ten replicas on; no budget where there may be none anyway: the queue keeps messages
   */
  readonly disruption?: Disruption;
}

const BACKOFF_LIMIT = 3;
const DEADLINE_SECONDS = 3600;

/**
 * Pods that read a queue, as many as its messages call for and none while there are none. KEDA scales them.
 *
 * The queue's address, its name and its secrets are in the worker's environment, the way to it is open in both policies,
 * and the worker acts as the queue's identity unless it has one of its own.
 *
 * A pod that is scaled away has `gracePeriod` to finish its message or give it back: set it to what a message takes.
 */
export class QueueWorker extends Workload {
  /** Fewest pods or jobs. */
  readonly min: number;
  /** Most pods or jobs. */
  readonly max: number;
  readonly mode: 'deployment' | 'job';
  private readonly spread: Spread;

  constructor(
    scope: Construct,
    id: string,
    private readonly worker: QueueWorkerProps,
  ) {
    const mode = worker.mode ?? 'deployment';
    super(scope, id, withQueue(worker, joinOf(scope)?.clusterOf(scope)), {
      ...(mode === 'job'
        ? { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledJob' }
        : { apiVersion: 'apps/v1', kind: 'Deployment' }),
      serves: false,
    });
    checkWorker(this, worker);
    this.mode = mode;
    this.max = worker.scale.max;
    this.spread = worker.spread ?? Spread.zones();
    this.min = mode === 'job' ? this.renderJob() : this.renderPods();
    worker.queue.connect(this);
  }

  /** @returns the fewest pods */
  private renderPods(): number {
    const { messagesPerReplica: _, activationMessages: __, ...options } = this.worker.scale;
    const scale = this.guarded(() => Scale.onEvents({ ...options, min: options.min ?? 0, triggers: this.triggers() }));
    new KubernetesObject<appsV1.Deployment>(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: this.workloadName, labels: this.versionedLabels },
      spec: Lazy.any({ produce: () => this.deploymentSpec() }),
    });
    const disruption = this.worker.disruption ?? (scale.min > 0 && scale.max > 1 && Disruption.byDefault(scale.min));
    if (disruption) {
      renderDisruptionBudget(this, disruption, {
        name: this.workloadName,
        labels: this.objectLabels,
        podLabels: this.podLabels,
      });
    }
    scale.bind(this, this.scalingFacts);
    this.declarePods(() => scale.max + surgeOf(scale.max));
    const reason = this.spread.acceptedReason;
    if (reason !== undefined && !this.spread.zoneRule) {
      joinOf(this)?.acknowledge({ path: this.node.path, rule: 'zones/no-spread', reason });
    }
    return scale.min;
  }

  private deploymentSpec(): appsV1.DeploymentSpec {
    const { podLabels, zones, onVirtualNodes } = this;
    return {
      revisionHistoryLimit: 5,
      selector: { matchLabels: podLabels },
      strategy: { type: 'RollingUpdate', rollingUpdate: rollingUpdate(this.min) },
      template: this.pods.template({
        placement: this.podPlacement(),
        spread:
          this.max <= 1 ? [] : spreadConstraints(this.spread, { podLabels, zones, onVirtualNodes, perRevision: true }),
      }),
    };
  }

  /** @returns the fewest jobs */
  private renderJob(): number {
    const { min = 0, max, pollingInterval } = this.worker.scale;
    const { backoffLimit: _, deadline: __, failOnExitCodes: ___, ...options } = this.worker.job ?? {};
    const triggers = this.guarded(() => this.triggers());
    renderScaledJob(this, { ...options, min, max, pollingInterval, triggers, job: () => this.jobSpec() });
    this.declarePods(() => max);
    return min;
  }

  private jobSpec(): batchV1.JobSpec {
    const { backoffLimit, deadline, failOnExitCodes } = this.worker.job ?? {};
    return {
      backoffLimit: backoffLimit ?? BACKOFF_LIMIT,
      activeDeadlineSeconds: deadline?.toSeconds() ?? DEADLINE_SECONDS,
      completions: 1,
      parallelism: 1,
      podFailurePolicy: podFailurePolicy(this.workloadName, failOnExitCodes ?? []),
      template: this.pods.template({ placement: this.podPlacement(), spread: [], restartPolicy: 'Never' }),
    };
  }

  private triggers(): readonly Trigger[] {
    const { messagesPerReplica, activationMessages, triggers = [] } = this.worker.scale;
    return [this.worker.queue.trigger({ messagesPerReplica, activationMessages }), ...triggers];
  }

  /** Values know nothing of their construct; messages should. */
  private guarded<T>(make: () => T): T {
    const problems = new Problems(this);
    const made = problems.attempt('scale', make);
    problems.throwIfAny();
    return made as T;
  }
}
