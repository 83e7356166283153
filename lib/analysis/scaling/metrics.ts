import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../objects';
import { asBody, asList, at, type Workload, workloadOf } from '../workload/workloads';
import type { World } from '../world';

/** A share of what containers ask for that a scaler keeps them at. */
export interface Utilization {
  /** `cpu`, `memory`, or what else somebody wrote. */
  readonly resource: string;
  /** In percent; undefined where it is not a number. */
  readonly target: number | undefined;
  /** Name of the one container that counts; undefined where all do. */
  readonly container: string | undefined;
  readonly field: FieldPath;
}

/** Every HPA and ScaledObject. */
export function scalerObjects(artifacts: Artifacts): readonly KubernetesObject[] {
  const objects = objectIndex(artifacts);
  return [...objects.ofKind('HorizontalPodAutoscaler'), ...objects.ofKind('ScaledObject')];
}

/** The shares that an HPA, or KEDA by its triggers `cpu` and `memory`, scales by. */
export function utilizationsOf({ kind, body }: KubernetesObject): readonly Utilization[] {
  const spec = asBody(body.spec) ?? {};
  if (kind === 'ScaledObject') return asList(spec.triggers).flatMap(ofTrigger);
  const old = spec.targetCPUUtilizationPercentage;
  const field = ['spec', 'targetCPUUtilizationPercentage'];
  if (old !== undefined) return [{ resource: 'cpu', target: numberOf(old), container: undefined, field }];
  return asList(spec.metrics).flatMap((item, index) => {
    const metric = asBody(item) ?? {};
    const part = metric.type === 'ContainerResource' ? 'containerResource' : 'resource';
    const { name, container } = asBody(metric[part]) ?? {};
    const target = at(metric, [part, 'target']);
    if (typeof name !== 'string' || target?.type !== 'Utilization') return [];
    return [
      {
        resource: name,
        target: numberOf(target.averageUtilization),
        container: typeof container === 'string' ? container : undefined,
        field: ['spec', 'metrics', index, part],
      },
    ];
  });
}

function ofTrigger(item: unknown, index: number): readonly Utilization[] {
  const trigger = asBody(item) ?? {};
  const { type, metadata: written } = trigger;
  const metadata = asBody(written) ?? {};
  const metricType = trigger.metricType ?? metadata.type ?? 'Utilization';
  if ((type !== 'cpu' && type !== 'memory') || metricType !== 'Utilization') return [];
  const { containerName, value } = metadata;
  const container = typeof containerName === 'string' && containerName !== '' ? containerName : undefined;
  return [{ resource: type, target: numberOf(value), container, field: ['spec', 'triggers', index] }];
}

/** What a scaler scales, where the files have it. */
export function targetOf(scaler: KubernetesObject, { artifacts }: World): Workload | undefined {
  const { kind = 'Deployment', name } = asBody(asBody(scaler.body.spec)?.scaleTargetRef) ?? {};
  const found = objectIndex(artifacts).beside(scaler, String(kind), String(name), namespaceOf(scaler));
  return found && workloadOf(found);
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
