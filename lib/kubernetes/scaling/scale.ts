import type { Cpu } from '../../core/cpu';
import { Problems } from '../../core/errors';
import type { Percent } from '../../core/percent';
import type { Size } from '../../core/size';
import type { IWorkload } from '../workload/contracts';
import { checkBehavior, type ScalingBehavior } from './behavior';
import type { IScaler, ScalingFacts } from './contracts';
import { renderHpa } from './hpa';
import { checkHttpScale, type HttpScaleProps, renderHttpScaledObject } from './http-scaled-object';
import { Metric } from './metric';
import { claimScaler } from './one-scaler';
import { checkCount, checkRange } from './range';
import { checkEventScale, type EventScaleProps, renderScaledObject } from './scaled-object';

export interface MetricScaleProps {
  /** Fewest pods, from 1: a HorizontalPodAutoscaler has nothing to measure at 0. */
  readonly min: number;
  /** Most pods, from `min`. */
  readonly max: number;
  /** At least one; the one that asks for most pods counts. */
  readonly metrics: readonly Metric[];
  /**
   * How fast pods come and go.
   * @default - as Kubernetes does, written out
   */
  readonly behavior?: ScalingBehavior;
}

export interface CpuScaleProps extends Omit<MetricScaleProps, 'metrics'> {
  /** Share of the CPU request (`Percent.of(60)`), or an amount per pod (`Cpu.millis(300)`). */
  readonly target: Percent | Cpu;
}

export interface MemoryScaleProps extends Omit<MetricScaleProps, 'metrics'> {
  /** Share of the memory request, or an amount per pod. */
  readonly target: Percent | Size;
}

/** How many pods a workload has, and what decides it. */
export class Scale implements IScaler {
  /** Always this many pods. @throws CdkAksError (scale/count) */
  static fixed(replicas: number): Scale {
    const problems = new Problems();
    checkCount(problems, 'replicas', replicas, 0);
    problems.throwIfAny();
    return new Scale(replicas, replicas, false, (workload) => {
      claimScaler(workload, 'a fixed number of pods');
    });
  }

  /**
   * As many pods as keep CPU at the target, through a HorizontalPodAutoscaler.
   * @example Scale.onCpu({ min: 3, max: 40, target: Percent.of(60) })
   */
  static onCpu({ target, ...range }: CpuScaleProps): Scale {
    return Scale.on({ ...range, metrics: [Metric.cpu(target)] });
  }

  /** As many pods as keep memory at the target. Fit for programs that give memory back when idle; most don't. */
  static onMemory({ target, ...range }: MemoryScaleProps): Scale {
    return Scale.on({ ...range, metrics: [Metric.memory(target)] });
  }

  /**
   * As many pods as the hungriest of several metrics asks for, through a HorizontalPodAutoscaler.
   * @throws CdkAksError for a range out of order (scale/range), a minimum of 0 (scale/zero), no metric or the same
   * twice (scale/metrics), a behaviour that the API server refuses (scale/policy)
   */
  static on(props: MetricScaleProps): Scale {
    const problems = new Problems();
    const { min, max, metrics, behavior } = props;
    checkRange(problems, props);
    if (min === 0) {
      problems.add({
        property: 'min',
        value: min,
        rule: 'leaves no pod whose metrics a HorizontalPodAutoscaler could measure, so that none would ever start',
        fix: 'Write at least 1, or scale on events: Scale.onEvents({ min: 0, max, triggers: [Trigger.rabbitMq(…)] })',
        code: 'scale/zero',
      });
    }
    checkMetrics(problems, metrics);
    checkBehavior(problems, behavior);
    problems.throwIfAny();
    return new Scale(min, max, true, (workload, facts) => renderHpa(workload, facts, { min, max, metrics, behavior }));
  }

  /**
   * As many pods as events call for, down to none, through a KEDA ScaledObject.
   * @throws CdkAksError for a range out of order (scale/range), no trigger (scale/triggers), zero on CPU or memory
   * (scale/zero), a fallback or idle count that KEDA refuses
   */
  static onEvents(props: EventScaleProps): Scale {
    const problems = new Problems();
    checkEventScale(problems, props);
    problems.throwIfAny();
    const min = props.idleReplicaCount ?? props.min;
    return new Scale(min, props.max, true, (workload, facts) => renderScaledObject(workload, facts, props));
  }

  /**
   * As many pods as requests call for, down to none, through KEDA's HTTP add-on. Its interceptor must stand between the
   * way in and the workload: route the hosts to its Service `keda-add-ons-http-interceptor-proxy`. `HttpAddOn` installs it:
   * the KEDA of AKS does not bring it.
   * @throws CdkAksError for a range out of order (scale/range), and hosts or paths that are none (scale/http-route)
   */
  static onHttp(props: HttpScaleProps): Scale {
    const problems = new Problems();
    checkHttpScale(problems, props);
    problems.throwIfAny();
    return new Scale(props.min, props.max, true, (workload) => renderHttpScaledObject(workload, props));
  }

  private constructor(
    readonly min: number,
    readonly max: number,
    readonly ownsReplicas: boolean,
    private readonly render: (workload: IWorkload, facts: ScalingFacts) => void,
  ) {}

  bind(workload: IWorkload, facts: ScalingFacts): void {
    this.render(workload, facts);
  }
}

function checkMetrics(problems: Problems, metrics: readonly Metric[]): void {
  if (metrics.length === 0) {
    problems.add({
      property: 'metrics',
      rule: 'is empty: there is nothing to scale on',
      fix: 'Write at least one, such as Metric.cpu(Percent.of(60))',
      code: 'scale/metrics',
    });
  }
  const seen = new Set<string>();
  for (const { measured } of metrics) {
    if (!measured) continue;
    const what = measured.container ? `${measured.resource} of '${measured.container}'` : measured.resource;
    if (seen.has(what)) {
      problems.add({
        property: 'metrics',
        value: what,
        rule: 'has two targets, of which only the lower ever counts',
        fix: 'Keep one',
        code: 'scale/metrics',
      });
    }
    seen.add(what);
  }
}
