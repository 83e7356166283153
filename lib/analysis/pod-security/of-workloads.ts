import type { Body, KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../objects';
import { asBody, type Workload } from '../workload/workloads';
import type { World } from '../world';
import { allPodSecurityProblems, type PodSecurityLevel, type PodSecurityProblem } from '.';

const LABEL = 'pod-security.kubernetes.io/';

/** What breaks each control in one workload, with fields counted from the top of its object. */
export type ProblemsByControl = ReadonlyMap<string, readonly PodSecurityProblem[]>;

const known = new WeakMap<World, ReadonlyMap<Workload, ProblemsByControl>>();

/** Worked out once for all rules. */
export function podSecurityOf(world: World): ReadonlyMap<Workload, ProblemsByControl> {
  let all = known.get(world);
  if (!all) {
    all = new Map(world.workloads.map((workload) => [workload, problemsOf(workload, world)]));
    known.set(world, all);
  }
  return all;
}

/** The level that the workload's namespace enforces, where these files have it. */
export function enforcedLevel(workload: Workload, world: World): PodSecurityLevel | undefined {
  const level = labelsOf(namespaceObject(workload, world))[`${LABEL}enforce`];
  return level === 'baseline' || level === 'restricted' ? level : undefined;
}

function problemsOf(workload: Workload, world: World): ProblemsByControl {
  const pod = { metadata: { annotations: workload.annotations }, spec: workload.pod };
  const version = versionFor(workload, world);
  const above = workload.podField.slice(0, -1);
  const found = new Map<string, PodSecurityProblem[]>();
  for (const problem of allPodSecurityProblems(pod, version)) {
    const placed = { ...problem, field: [...above, ...problem.field] };
    found.set(problem.control, [...(found.get(problem.control) ?? []), placed]);
  }
  return found;
}

/** The minor whose rules the admission follows: pinned by the namespace, else the cluster's own; undefined for the newest. */
function versionFor(workload: Workload, world: World): string | undefined {
  const pinned = /^v(1\.\d+)$/.exec(labelsOf(namespaceObject(workload, world))[`${LABEL}enforce-version`] ?? '')?.[1];
  if (pinned !== undefined) return pinned;
  const version = world.artifacts.clusterOf(workload.object)?.kubernetesVersion;
  return typeof version === 'string' ? version : undefined;
}

function namespaceObject(workload: Workload, world: World): KubernetesObject | undefined {
  return objectIndex(world.artifacts).beside(workload.object, 'Namespace', workload.namespace);
}

function labelsOf(object: KubernetesObject | undefined): Readonly<Record<string, string | undefined>> {
  const metadata: Body = asBody(object?.body.metadata) ?? {};
  return (asBody(metadata.labels) ?? {}) as Readonly<Record<string, string | undefined>>;
}
