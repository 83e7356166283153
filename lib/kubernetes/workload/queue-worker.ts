import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { appsV1, batchV1 } from '../api';
import { KubernetesObject } from '../object';
import { Scale } from '../scaling/scale';
import { renderScaledJob } from '../scaling/scaled-job';
import type { Trigger } from '../scaling/trigger';
import { namespaceFactsOf } from '../tenancy/namespace-of';
import { Disruption, renderDisruptionBudget } from './disruption';
import { podFailurePolicy } from './job';
import { checkWorker, withQueue } from './queue-worker-checks';
import type { QueueWorkerProps } from './queue-worker-props';
import { rollingUpdate, surgeOf } from './rollout';
import { Spread, spreadConstraints } from './spread';
import { Workload } from './workload';

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
    const { min = 0, ...options } = this.worker.scale;
    const scale = this.guarded(() => Scale.onEvents({ ...options, min, triggers: this.triggers() }));
    new KubernetesObject<appsV1.Deployment>(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: this.workloadName, labels: this.versionedLabels },
      spec: Lazy.any({ produce: () => this.deploymentSpec() }),
    });
    const disruption =
      this.worker.disruption ??
      (scale.min > 0 && scale.max > 1 && (namespaceFactsOf(this)?.disruption ?? Disruption.byDefault(scale.min)));
    if (disruption) {
      renderDisruptionBudget(this, disruption, {
        name: this.workloadName,
        labels: this.objectLabels,
        podLabels: this.podLabels,
      });
    }
    scale.bind(this, this.scalingFacts);
    this.declarePods(() => scale.max + surgeOf(scale.max));
    addCheck(this, () => this.acknowledgeSpread());
    return scale.min;
  }

  /** A risk that is taken on purpose is listed with its reason in every report, as far as there is one. */
  private acknowledgeSpread(): void {
    const { max, spread, zones = [] } = this;
    const reason = spread.acceptedReason;
    if (reason === undefined || spread.zoneRule || max < 2 || zones.length < 2) return;
    joinOf(this)?.acknowledge({ path: this.node.path, rule: 'zones/no-spread', reason });
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
    const triggers = this.guarded(() => this.triggers());
    renderScaledJob(this, { ...this.worker.job, min, max, pollingInterval, triggers, job: () => this.jobSpec() });
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
      template: this.taskTemplate(),
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
