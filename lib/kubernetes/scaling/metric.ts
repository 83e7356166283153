import { Cpu } from '../../core/cpu';
import { InvalidValue, Problems } from '../../core/errors';
import { Percent } from '../../core/percent';
import { Quantity } from '../../core/quantity';
import type { Size } from '../../core/size';
import type { autoscalingV2 } from '../api';

/** A metric of something other than a pod's resources, as a metrics adapter serves it. */
export interface MetricSelection {
  /**
   * Labels that narrow the metric down.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A whole number, or a Kubernetes quantity such as `500m` or `1.5k`; above 0. */
export type MetricAmount = number | string;

/** Exactly one of the two. */
export type MetricTarget =
  | {
      /** The metric divided by the number of pods is held at this. */
      readonly average: MetricAmount;
      readonly value?: undefined;
    }
  | {
      /** The metric itself is held at this. */
      readonly value: MetricAmount;
      readonly average?: undefined;
    };

/** An object in the workload's own namespace. */
export interface MetricObject {
  /** `networking.k8s.io/v1` */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** What a metric of a pod's own resources measures. */
export interface ResourceMetric {
  readonly resource: 'cpu' | 'memory';
  /** Undefined for all containers of a pod together. */
  readonly container?: string;
  /** Share of the request; undefined for an absolute amount. */
  readonly utilization?: Percent;
}

/** What an autoscaler holds at a target by adding and removing pods. */
export class Metric {
  /**
   * Processor time of a pod, all containers together.
   * @param target share of the request (`Percent.of(60)`), or an amount per pod (`Cpu.millis(300)`)
   * @throws InvalidValue when it is 0 (scale/target)
   */
  static cpu(target: Percent | Cpu): Metric {
    return Metric.ofResource('cpu', target);
  }

  /**
   * Memory of a pod, all containers together. Fit for programs that give memory back when idle; most runtimes don't.
   * @param target share of the request, or an amount per pod
   */
  static memory(target: Percent | Size): Metric {
    return Metric.ofResource('memory', target);
  }

  /** Processor time of one container of the pod, so that a sidecar's use does not count. */
  static containerCpu(container: string, target: Percent | Cpu): Metric {
    return Metric.ofResource('cpu', target, container);
  }

  /** Memory of one container of the pod. */
  static containerMemory(container: string, target: Percent | Size): Metric {
    return Metric.ofResource('memory', target, container);
  }

  /**
   * A metric that every pod reports of itself, through an adapter for `custom.metrics.k8s.io`.
   * @example Metric.pods('http_requests_in_progress', { average: 3 })
   */
  static pods(name: string, options: { readonly average: MetricAmount } & MetricSelection): Metric {
    return new Metric({
      type: 'Pods',
      pods: { metric: identifier(name, options), target: target({ average: options.average }) },
    });
  }

  /** A metric of one object of the namespace, such as requests per second of a Gateway. */
  static object(name: string, options: { readonly of: MetricObject } & MetricTarget & MetricSelection): Metric {
    const { apiVersion, kind, name: objectName } = options.of;
    return new Metric({
      type: 'Object',
      object: {
        describedObject: { apiVersion, kind, name: objectName },
        metric: identifier(name, options),
        target: target(options),
      },
    });
  }

  /**
   * A metric from outside the cluster, through an adapter for `external.metrics.k8s.io`. A cluster has one such
   * adapter at the most: where KEDA is on, it is KEDA, so use `Scale.onEvents` there.
   */
  static external(name: string, options: MetricTarget & MetricSelection): Metric {
    return new Metric({ type: 'External', external: { metric: identifier(name, options), target: target(options) } });
  }

  private static ofResource(resource: 'cpu' | 'memory', wanted: Percent | Cpu | Size, container?: string): Metric {
    const spec = { name: resource, target: resourceTarget(resource, wanted) };
    const measured = { resource, container, ...(wanted instanceof Percent && { utilization: wanted }) };
    return container === undefined
      ? new Metric({ type: 'Resource', resource: spec }, measured)
      : new Metric({ type: 'ContainerResource', containerResource: { container, ...spec } }, measured);
  }

  private constructor(
    /** As the API server takes it. */
    readonly spec: autoscalingV2.MetricSpec,
    /** Undefined for what an adapter serves. */
    readonly measured?: ResourceMetric,
  ) {}
}

function resourceTarget(resource: string, wanted: Percent | Cpu | Size): autoscalingV2.MetricTarget {
  const amount = wanted instanceof Percent ? wanted.value : wanted instanceof Cpu ? wanted.inMillis : wanted.inBytes;
  if (amount === 0) {
    throw new InvalidValue({
      property: 'target',
      value: wanted.toString(),
      rule: `is no target for ${resource}: it must be above 0`,
      fix: resource === 'cpu' ? 'Write Percent.of(60) for 60 % of the request' : 'Write Percent.of(80), or an amount',
      code: 'scale/target',
    });
  }
  return wanted instanceof Percent
    ? { type: 'Utilization', averageUtilization: wanted.value }
    : { type: 'AverageValue', averageValue: wanted.toString() };
}

function target({ average, value }: MetricTarget): autoscalingV2.MetricTarget {
  if ((average === undefined) === (value === undefined)) {
    throw new InvalidValue({
      property: 'target',
      rule: average === undefined ? "has neither 'average' nor 'value'" : "has both 'average' and 'value'",
      fix: "Write one: 'average' for an amount per pod, 'value' for the metric itself",
      code: 'scale/target',
    });
  }
  return average === undefined
    ? { type: 'Value', value: printAmount('value', value ?? 0) }
    : { type: 'AverageValue', averageValue: printAmount('average', average) };
}

function printAmount(property: string, amount: MetricAmount): string {
  const problems = new Problems();
  const quantity = problems.attempt(property, () => Quantity.parse(String(amount)));
  problems.throwIfAny();
  if (quantity && quantity.inNanos > 0n) return quantity.toString();
  throw new InvalidValue({
    property,
    value: String(amount),
    rule: 'is not above 0',
    fix: 'Write what one pod can carry',
    code: 'scale/target',
  });
}

/** As the API server checks it: a segment of a URL's path. */
function identifier(name: string, { labels }: MetricSelection): autoscalingV2.MetricIdentifier {
  if (name === '' || name === '.' || name === '..' || /[/%]/.test(name)) {
    throw new InvalidValue({
      property: 'metric',
      value: name,
      rule: "is no name for a metric: it must not be empty, '.' or '..', nor hold '/' or '%'",
      fix: 'Write it as the metrics adapter lists it, such as http_requests_in_progress',
      code: 'scale/metric-name',
    });
  }
  return { name, ...(labels && { selector: { matchLabels: { ...labels } } }) };
}
