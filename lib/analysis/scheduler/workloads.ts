import type { Artifacts } from '../../artifact/read/artifacts';
import { objectIndex } from '../objects';
import { asBody, type Workload } from '../workload/workloads';
import { demandOf, type DemandOptions } from './demand';
import type { SimWorkload } from './simulation';
import { claimsOf } from './volumes';

const REVISION = 'pod-template-hash';
const KINDS: Readonly<Record<string, SimWorkload['kind']>> = {
  Deployment: 'Deployment',
  ReplicaSet: 'Deployment',
  ReplicationController: 'Deployment',
  Rollout: 'Deployment',
  StatefulSet: 'StatefulSet',
  DaemonSet: 'DaemonSet',
  Pod: 'Pod',
};

/** Priorities that every cluster has. Kubernetes: "Pod Priority and Preemption". */
const SYSTEM_PRIORITIES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** What a workload keeps, as the simulation takes it. */
export function simWorkloadOf(
  workload: Workload,
  artifacts: Artifacts,
  { replicas, defaults }: { readonly replicas?: number; readonly defaults: DemandOptions['defaults'] },
): SimWorkload {
  const { object, namespace } = workload;
  const spec = asBody(object.body.spec) ?? {};
  const kind = KINDS[object.kind] ?? 'Job';
  const wanted = replicas ?? (typeof spec.replicas === 'number' ? spec.replicas : 1);
  const rolling = asBody(asBody(spec.strategy)?.rollingUpdate) ?? {};
  const name = `${namespace}/${object.kind}/${object.name}`;
  return {
    name,
    kind,
    replicas: wanted,
    demand: (revision) =>
      demandOf(workload, {
        name: `${name}#${revision}`,
        added: kind === 'Deployment' ? { [REVISION]: `${object.name}-${revision}` } : {},
        priorityOf: (className) => priorityOf(workload, className, artifacts),
        defaults,
        namespaceLabels: (of) => labelsOfNamespace(workload, of, artifacts),
      }),
    claims: (ordinal) => claimsOf(workload, ordinal),
    ordered: kind === 'StatefulSet' && spec.podManagementPolicy !== 'Parallel',
    maxSurge: share(rolling.maxSurge, wanted, Math.ceil),
    maxUnavailable: share(rolling.maxUnavailable, wanted, Math.floor),
  };
}

/** A number or a percentage of the replicas; a quarter by default. */
function share(value: unknown, replicas: number, round: (number: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? Number(/^(\d+)%$/.exec(value)?.[1] ?? 25) : 25;
  return round((percent * replicas) / 100);
}

function priorityOf(workload: Workload, className: string | undefined, artifacts: Artifacts) {
  const classes = objectIndex(artifacts)
    .ofKind('PriorityClass')
    .filter(({ cluster }) => cluster === workload.object.cluster);
  const system = className === undefined ? undefined : SYSTEM_PRIORITIES[className];
  if (system !== undefined) return { value: system, preempts: true };
  const found =
    className === undefined
      ? classes.find(({ body }) => body.globalDefault === true)
      : classes.find(({ name }) => name === className);
  const { value, preemptionPolicy } = found?.body ?? {};
  return { value: typeof value === 'number' ? value : 0, preempts: preemptionPolicy !== 'Never' };
}

function labelsOfNamespace(workload: Workload, name: string, artifacts: Artifacts): Readonly<Record<string, string>> {
  const object = objectIndex(artifacts).beside(workload.object, 'Namespace', name);
  const labels = asBody(asBody(object?.body.metadata)?.labels) ?? {};
  const texts = Object.entries(labels).map(([key, value]) => [key, String(value)] as const);
  return { ...Object.fromEntries(texts), 'kubernetes.io/metadata.name': name };
}
