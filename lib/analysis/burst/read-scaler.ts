import type { Body } from '../../artifact/read/model';
import { utilizationsOf } from '../scaling/metrics';
import { replicasOf, type Scaler } from '../scaling/scalers';
import { asBody, type Workload } from '../workload/workloads';
import type { World } from '../world';
import type { Start } from './cron-window';
import type { HpaScaler, Metric, ScaledJobScaler, ScalerModel, Strategy } from './model';
import { readBehavior } from './read-behavior';
import { readTriggers, type ReadMetric } from './read-triggers';

/** KEDA: "ScaledObject specification", "ScaledJob specification". In seconds. */
const POLLING = 30;
const COOLDOWN = 300;
const MOST_PODS = 100;
const MOST_PODS_OF_CLUSTER = 250_000;

/** How a workload is scaled; undefined where nothing scales it and it has no number of its own. */
export interface ReadScaler {
  readonly model: ScalerModel;
  /** Object that says it. */
  readonly id: string;
  /** What is not simulated, each as the rest of a sentence. */
  readonly notes: readonly string[];
}

export function readScaler(workload: Workload, world: World, start: Start | undefined): ReadScaler | undefined {
  if (workload.object.kind === 'ScaledJob') return readScaledJob(workload, start);
  const replicas = replicasOf(workload, world.artifacts);
  if (!replicas) return undefined;
  if (!replicas.scaler) {
    return { model: { kind: 'fixed', replicas: podsOr(replicas.min, 1) }, id: workload.object.id, notes: [] };
  }
  return readObject(replicas.scaler, start);
}

function readObject({ object, min, max }: Scaler, start: Start | undefined): ReadScaler {
  const spec = asBody(object.body.spec) ?? {};
  if (object.kind === 'ScaledObject') return readScaledObject(object.id, spec, start);
  const read = object.kind === 'HTTPScaledObject' ? [readHttp(spec)] : readHpaMetrics(spec, object);
  const { metrics, notes } = sorted(read);
  const hpa: HpaScaler = {
    kind: 'hpa',
    min: Math.max(1, podsOr(min, 1)),
    max: podsOr(max, 1),
    metrics,
    behavior: readBehavior(spec.behavior),
  };
  if (object.kind !== 'HTTPScaledObject') return { model: hpa, id: object.id, notes };
  const cooldownPeriod = numberOr(spec.scaledownPeriod, COOLDOWN);
  // The add-on's own ScaledObject polls every 15 seconds.
  return {
    model: { kind: 'scaled-object', hpa, min, idle: undefined, pollingInterval: 15, cooldownPeriod },
    id: object.id,
    notes,
  };
}

function readScaledObject(id: string, spec: Body, start: Start | undefined): ReadScaler {
  const { metrics, notes } = sorted(readTriggers(spec, start));
  const modified = asBody(asBody(spec.advanced)?.scalingModifiers)?.formula !== undefined;
  const min = podsOr(spec.minReplicaCount, 0);
  const behavior = asBody(asBody(spec.advanced)?.horizontalPodAutoscalerConfig)?.behavior;
  return {
    model: {
      kind: 'scaled-object',
      hpa: {
        kind: 'hpa',
        min: Math.max(1, min),
        max: podsOr(spec.maxReplicaCount, MOST_PODS),
        metrics,
        behavior: readBehavior(behavior),
      },
      min,
      idle: typeof spec.idleReplicaCount === 'number' ? spec.idleReplicaCount : undefined,
      pollingInterval: secondsOr(spec.pollingInterval, POLLING),
      cooldownPeriod: numberOr(spec.cooldownPeriod, COOLDOWN),
    },
    id,
    notes: [...notes, ...(modified ? ['its formula is not reckoned: each trigger counts by itself'] : [])],
  };
}

function readScaledJob({ object }: Workload, start: Start | undefined): ReadScaler {
  const spec = asBody(object.body.spec) ?? {};
  const { metrics, notes } = sorted(readTriggers(spec, start));
  const [queue] = metrics.filter(({ kind }) => kind === 'backlog');
  const model: ScaledJobScaler = {
    kind: 'scaled-job',
    min: podsOr(spec.minReplicaCount, 0),
    max: podsOr(spec.maxReplicaCount, MOST_PODS),
    metrics,
    pollingInterval: secondsOr(spec.pollingInterval, POLLING),
    strategy: readStrategy(asBody(spec.scalingStrategy) ?? {}),
    messagesPerJob: queue?.kind === 'backlog' ? Math.max(1, Math.round(queue.target)) : 1,
  };
  const calculation = asBody(spec.scalingStrategy)?.multipleScalersCalculation ?? 'max';
  const other = metrics.length > 1 && calculation !== 'max';
  return {
    model,
    id: object.id,
    notes: [
      ...notes,
      ...(other ? [`its triggers are not taken as '${String(calculation)}': the one that asks for most counts`] : []),
    ],
  };
}

/** KEDA: `NewScalingStrategy`; a share that is no number makes it the default one. */
function readStrategy({ strategy, ...custom }: Body): Strategy {
  if (strategy === 'accurate' || strategy === 'eager') return { kind: strategy };
  const share = Number.parseFloat(String(custom.customScalingRunningJobPercentage));
  if (strategy !== 'custom' || Number.isNaN(share)) return { kind: 'default' };
  return { kind: 'custom', deduction: numberOr(custom.customScalingQueueLengthDeduction, 0), runningShare: share };
}

function readHpaMetrics(spec: Body, object: Scaler['object']): readonly ReadMetric[] {
  const read = utilizationsOf(object).map(({ resource, target }): ReadMetric => {
    if (resource !== 'cpu') return { because: `its metric '${resource}' does not follow from the work that comes in` };
    return target === undefined ? { because: "its metric 'cpu' has no target" } : { metric: { kind: 'cpu', target } };
  });
  const others = (Array.isArray(spec.metrics) ? spec.metrics : []).filter((item) => {
    const type = asBody(item)?.type;
    return type !== 'Resource' && type !== 'ContainerResource';
  });
  const untold = others.map((item): ReadMetric => ({
    because: `its metric of type '${String(asBody(item)?.type)}' measures what these files don't tell`,
  }));
  // An HPA without metrics keeps pods at 80 % of their CPU. Kubernetes: `HorizontalPodAutoscalerSpec.metrics`.
  const isEmpty = spec.metrics === undefined && spec.targetCPUUtilizationPercentage === undefined;
  return isEmpty ? [{ metric: { kind: 'cpu', target: 80 } }] : [...read, ...untold];
}

/** KEDA HTTP add-on: "HTTPScaledObject", `scalingMetric`; 100 requests at a time without one. */
function readHttp(spec: Body): ReadMetric {
  const { requestRate, concurrency } = asBody(spec.scalingMetric) ?? {};
  const rate = asBody(requestRate);
  const target = numberOr((rate ?? asBody(concurrency))?.targetValue, 100);
  return { metric: { kind: rate ? 'rate' : 'backlog', target, per: 'pod', activation: 0 } };
}

function sorted(read: readonly ReadMetric[]): {
  readonly metrics: readonly Metric[];
  readonly notes: readonly string[];
} {
  return {
    metrics: read.flatMap((one) => ('metric' in one ? [one.metric] : [])),
    notes: read.flatMap((one) => ('because' in one ? [one.because] : (one.but ?? []))),
  };
}

/** A number of pods, no more than a cluster takes. Azure: quotas of AKS, pods with an overlay network. */
function podsOr(value: unknown, otherwise: number): number {
  return Math.min(MOST_PODS_OF_CLUSTER, Math.max(0, numberOr(value, otherwise)));
}

function secondsOr(value: unknown, otherwise: number): number {
  return Math.max(1, Math.round(numberOr(value, otherwise)));
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
