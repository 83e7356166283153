import type { Duration } from '../../core/duration';
import type { QueueSource } from '../scaling/queues/queue-source';
import type { JobScaleOptions } from '../scaling/scaled-job';
import type { EventScaleOptions } from '../scaling/scaled-object';
import type { Trigger } from '../scaling/trigger';
import type { Disruption } from './disruption';
import type { Spread } from './spread';
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
   * @default - as its namespace says, else one, or a tenth from ten replicas on; no budget where there may be none anyway: the queue keeps messages
   */
  readonly disruption?: Disruption;
}
