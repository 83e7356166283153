import type { KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../../analysis/objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const scaled = (counts: string): string =>
  object('keda.sh/v1alpha1', 'ScaledObject', 'orders', [
    'spec:',
    `  { scaleTargetRef: { name: orders }, ${counts}, triggers: [{ type: rabbitmq, metadata: { queueName: orders } }] }`,
  ]);

/** KEDA's numbers of pods hang together, and each is checked by another part of it. */
export const replicaCounts: Rule = {
  id: 'scaling/replica-counts',
  severity: 'error',
  what: 'has numbers of pods that do not go together',
  why: 'KEDA refuses the object or leaves a number out: the workload is not scaled, or not as it says',
  fix: 'Keep idleReplicaCount (0) below minReplicaCount, and that below maxReplicaCount',
  sources: ['KEDA: ScaledObject specification', 'KEDA: ScaledJob specification', 'KEDA: CPU, Memory'],
  examples: {
    failing: { 'orders.yaml': scaled('minReplicaCount: 5, maxReplicaCount: 2') },
    mended: { 'orders.yaml': scaled('minReplicaCount: 2, maxReplicaCount: 5') },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const scaled of objects.ofKind('ScaledObject')) yield* judge(scaled, ofObject(scaled));
    for (const scaled of objects.ofKind('ScaledJob')) yield* judge(scaled, ofJob(scaled));
  },
};

function ofObject({ body }: KubernetesObject): readonly Fault[] {
  const spec = asBody(body.spec) ?? {};
  const { minReplicaCount: min = 0, maxReplicaCount: max = 100, idleReplicaCount: idle } = spec;
  const faults: Fault[] = [];
  if (typeof min !== 'number' || typeof max !== 'number') return faults;
  if (max < min) {
    faults.push({ field: ['spec', 'maxReplicaCount'], detail: `has ${max} pods at most and ${min} at least` });
  }
  if (typeof idle === 'number' && idle >= min) {
    const detail = `keeps ${idle} when idle, which is not below ${min}, the least when it is not`;
    faults.push({ field: ['spec', 'idleReplicaCount'], detail });
  } else if (typeof idle === 'number' && idle !== 0) {
    const detail = `keeps ${idle} when idle: KEDA can keep none then, or minReplicaCount`;
    faults.push({ field: ['spec', 'idleReplicaCount'], detail, fix: 'Write 0, or remove it' });
  }
  return [...faults, ...ofUsage(spec), ...ofFallback(spec, max)];
}

/** Pods that are not there use nothing: their usage can't wake them. */
function ofUsage(spec: Readonly<Record<string, unknown>>): readonly Fault[] {
  if (!scalesByUsageAlone(spec)) return [];
  const field = spec.idleReplicaCount === 0 ? 'idleReplicaCount' : 'minReplicaCount';
  if (spec[field] !== 0) return [];
  const detail = 'is to scale to zero by cpu and memory alone, of which no pod is nothing: KEDA refuses it';
  return [{ field: ['spec', field], detail, fix: 'Write 1 or more, or add a trigger that tells of work waiting' }];
}

function ofFallback(spec: Readonly<Record<string, unknown>>, max: number): readonly Fault[] {
  const fallback = asBody(spec.fallback);
  if (!fallback) return [];
  const field = ['spec', 'fallback'];
  if (scalesByUsageAlone(spec)) {
    const detail = 'falls back for triggers of cpu and memory, which have none';
    return [{ field, severity: 'warning', detail, fix: 'Remove the fallback' }];
  }
  const { replicas } = fallback;
  if (typeof replicas !== 'number' || replicas <= max) return [];
  const detail = `falls back to ${replicas} pods, and has ${max} at most`;
  return [{ field: [...field, 'replicas'], severity: 'warning', detail }];
}

function scalesByUsageAlone({ triggers }: Readonly<Record<string, unknown>>): boolean {
  const types = asList(triggers).map((item) => asBody(item)?.type);
  return types.length > 0 && types.every((type) => type === 'cpu' || type === 'memory');
}

function ofJob({ body }: KubernetesObject): readonly Fault[] {
  const { minReplicaCount: min = 0, maxReplicaCount: max = 100, triggers } = asBody(body.spec) ?? {};
  const faults = asList(triggers).flatMap((item, index): readonly Fault[] => {
    const type = asBody(item)?.type;
    if (type !== 'cpu' && type !== 'memory') return [];
    const detail = `starts Jobs by '${type}', which scales what runs already and starts nothing`;
    return [{ field: ['spec', 'triggers', index, 'type'], detail, fix: 'Name what tells of work waiting' }];
  });
  if (typeof min === 'number' && typeof max === 'number' && max < min) {
    return [...faults, { field: ['spec', 'maxReplicaCount'], detail: `has ${max} Jobs at most and ${min} at least` }];
  }
  return faults;
}
