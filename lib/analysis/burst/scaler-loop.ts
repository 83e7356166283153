import type { Assumptions } from './assumptions';
import { BehaviorMemory } from './hpa-behavior';
import { isActive, jobDemand, type Readings, replicasFor } from './measured';
import type { HpaScaler, ScaledJobScaler, ScaledObjectScaler, ScalerModel } from './model';
import { jobsToStart } from './scaled-jobs';

/** What a scaler wants after it has looked: pods in all, or jobs on top; undefined for no change. */
export type Wish = { readonly replicas: number } | { readonly jobs: number } | undefined;

/** A control loop with its clock. */
export interface ScalerLoop {
  /** Pods at the start, while nothing is to do. */
  readonly initial: number;
  /** Looks, if its time has come. */
  look(second: number, read: () => Readings, pendingJobs: () => number): Wish;
}

export function scalerLoop(scaler: ScalerModel, assumptions: Assumptions): ScalerLoop {
  switch (scaler.kind) {
    case 'hpa':
      return new HpaLoop(scaler, assumptions);
    case 'scaled-object':
      return new ScaledObjectLoop(scaler, assumptions);
    case 'scaled-job':
      return new ScaledJobLoop(scaler);
    default:
      return { initial: scaler.replicas, look: () => undefined };
  }
}

class HpaLoop implements ScalerLoop {
  readonly initial: number;
  private readonly memory: BehaviorMemory;

  constructor(
    private readonly scaler: HpaScaler,
    private readonly assumptions: Assumptions,
  ) {
    this.initial = scaler.min;
    this.memory = new BehaviorMemory(scaler.behavior);
  }

  look(second: number, read: () => Readings): Wish {
    if (!isTime(second, this.assumptions.hpaSync)) return undefined;
    const readings = read();
    const { current } = readings.counts;
    // A workload at zero is not the HPA's. Kubernetes: "Horizontal Pod Autoscaling", implicit maintenance-mode deactivation.
    if (current === 0) return undefined;
    const { min, max, metrics, behavior } = this.scaler;
    const { hpaTolerance } = this.assumptions;
    const tolerance = { up: behavior.up.tolerance ?? hpaTolerance, down: behavior.down.tolerance ?? hpaTolerance };
    const wanted = metrics.map((metric) => replicasFor(metric, readings, tolerance));
    const most = wanted.length === 0 ? current : Math.max(...wanted);
    const replicas = this.memory.decide(second, current, most, { min, max });
    return { replicas: Math.min(Math.max(replicas, min), max) };
  }
}

/** KEDA: `pkg/scaling/executor/scale_scaledobjects.go`. */
class ScaledObjectLoop implements ScalerLoop {
  readonly initial: number;
  private readonly hpa: HpaLoop;
  private lastActive = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly scaler: ScaledObjectScaler,
    assumptions: Assumptions,
  ) {
    this.initial = scaler.idle ?? scaler.min;
    this.hpa = new HpaLoop(scaler.hpa, assumptions);
  }

  look(second: number, read: () => Readings): Wish {
    return this.poll(second, read) ?? this.hpa.look(second, read);
  }

  private poll(second: number, read: () => Readings): Wish {
    const { pollingInterval, cooldownPeriod, min, idle, hpa } = this.scaler;
    if (!isTime(second, pollingInterval)) return undefined;
    const readings = read();
    const { current } = readings.counts;
    if (hpa.metrics.some((metric) => isActive(metric, readings))) {
      this.lastActive = second;
      const isAsleep = current === 0 || (idle !== undefined && current < min);
      return isAsleep ? { replicas: Math.max(min, 1) } : undefined;
    }
    const asleep = idle ?? min;
    const maySleep = idle !== undefined || min === 0;
    return maySleep && current > asleep && second > this.lastActive + cooldownPeriod ? { replicas: asleep } : undefined;
  }
}

class ScaledJobLoop implements ScalerLoop {
  readonly initial = 0;

  constructor(private readonly scaler: ScaledJobScaler) {}

  look(second: number, read: () => Readings, pendingJobs: () => number): Wish {
    const { pollingInterval, metrics, min, max, strategy } = this.scaler;
    if (!isTime(second, pollingInterval)) return undefined;
    const readings = read();
    // With a minimum it is always active. KEDA: `IsScaledJobActive`.
    if (min === 0 && !metrics.some((metric) => isActive(metric, readings))) return undefined;
    const { current: running } = readings.counts;
    const counts = { running, pending: pendingJobs(), min, max };
    // Of several triggers the one that asks for most. KEDA: "Scaling Jobs", `multipleScalersCalculation`, default `max`.
    const jobs = jobDemand(metrics, readings).map(([queue, target]) =>
      jobsToStart({ ...counts, queue, target }, strategy),
    );
    return { jobs: Math.max(0, ...jobs) };
  }
}

function isTime(second: number, interval: number): boolean {
  return second % interval === 0;
}
