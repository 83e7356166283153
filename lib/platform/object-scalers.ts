import type { ApiObject } from 'cdk8s';
import { pathOf, type Problems } from '../core/errors';
import { asObject } from './pod-parts';

type Json = Readonly<Record<string, unknown>>;

const TRANSFER = 'scaledobject.keda.sh/transfer-hpa-ownership';

/** Kinds with pods and without a number of them. Kubernetes: "Horizontal Pod Autoscaling". */
const UNSCALABLE = new Set(['DaemonSet', 'Job', 'CronJob', 'Pod']);

/** A thing that sets the number of pods of another. */
export interface Scaler {
  readonly construct: ApiObject;
  readonly json: Json;
}

/**
 * Adds a problem where a scaler sets what is not there (scale/kind), and where a workload has two, whoever made them
 * (scale/two-scalers): they would fight over its number of pods. KEDA may take over the autoscaler that it names.
 *
 * @param seen scalers met before, by what they scale
 */
export function checkOneScaler(scaler: Scaler, cluster: string, seen: Map<string, Scaler>, problems: Problems): void {
  const target = targetOf(scaler.json);
  if (target === undefined) return;
  const [kind = ''] = target.split(' ');
  if (UNSCALABLE.has(kind)) {
    problems.add({
      property: 'spec.scaleTargetRef.kind',
      value: kind,
      rule: `has no number of pods that a ${String(scaler.json.kind)} could set`,
      fix: 'Scale a Deployment or a StatefulSet; for jobs by messages, use a QueueWorker',
      code: 'scale/kind',
    });
  }
  const { namespace } = asObject(scaler.json.metadata);
  const key = [cluster, String(namespace ?? ''), target].join(' ');
  const other = seen.get(key);
  seen.set(key, scaler);
  if (other === undefined || takesOver(scaler.json, other.json) || takesOver(other.json, scaler.json)) return;
  problems.add({
    property: 'spec.scaleTargetRef',
    value: target,
    rule: `is also scaled by the ${String(other.json.kind)} at ${pathOf(other.construct)}, and two would fight over its number of pods`,
    fix: 'Keep one; KEDA takes several triggers, cpu and memory among them',
    code: 'scale/two-scalers',
  });
}

/** `Deployment web` */
function targetOf({ apiVersion, kind, spec }: Json): string | undefined {
  const group = String(apiVersion).split('/')[0];
  const scales =
    (kind === 'HorizontalPodAutoscaler' && group === 'autoscaling') || (kind === 'ScaledObject' && group === 'keda.sh');
  const reference = asObject(asObject(spec).scaleTargetRef);
  if (!scales || typeof reference.name !== 'string') return undefined;
  return `${String(reference.kind ?? 'Deployment')} ${reference.name}`;
}

function takesOver(keda: Json, autoscaler: Json): boolean {
  const { annotations } = asObject(keda.metadata);
  const { advanced } = asObject(keda.spec);
  const named = asObject(asObject(advanced).horizontalPodAutoscalerConfig).name;
  return asObject(annotations)[TRANSFER] === 'true' && named === asObject(autoscaler.metadata).name;
}
