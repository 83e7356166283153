import { flowsOf } from '../policy/flows';
import { groupsFor } from '../scheduling/fit';
import type { ClusterNodes } from '../scheduling/node-groups';
import { asBody, type Workload } from '../workload/workloads';
import type { World } from '../world';
import type { Assumptions } from './assumptions';
import { type Capacity, podSize } from './capacity';
import { declaredRate } from './declared';
import type { PodGroup } from './model';

/** A workload on the way of the work, and how often a message calls it. */
export interface CalledWorkload {
  readonly workload: Workload;
  readonly rate: number;
  readonly callsPerMessage: number;
}

/**
 * The workloads that a message calls, directly and through others, that declare a rate; one call for each way there.
 * Those without a rate are told by id.
 */
export function calledBy(
  first: Workload,
  world: World,
): { readonly called: readonly CalledWorkload[]; readonly withoutRate: readonly string[] } {
  const next = new Map<Workload, Set<Workload>>();
  for (const { caller, to } of flowsOf(world)) {
    if (!caller || to.object.cluster !== caller.object.cluster) continue;
    next.set(caller, (next.get(caller) ?? new Set()).add(to));
  }
  const calls = countCalls(first, next);
  const called: CalledWorkload[] = [];
  const withoutRate: string[] = [];
  for (const [workload, callsPerMessage] of calls) {
    const rate = declaredRate(workload);
    if (rate === undefined) withoutRate.push(workload.object.id);
    else called.push({ workload, rate, callsPerMessage });
  }
  return { called, withoutRate };
}

/** Calls to each workload for one message; a call that leads back to a caller is not counted. */
function countCalls(
  first: Workload,
  next: ReadonlyMap<Workload, ReadonlySet<Workload>>,
): ReadonlyMap<Workload, number> {
  const order: Workload[] = [];
  const seen = new Set<Workload>();
  const visit = (workload: Workload): void => {
    if (seen.has(workload)) return;
    seen.add(workload);
    for (const to of next.get(workload) ?? []) visit(to);
    order.unshift(workload);
  };
  visit(first);
  const calls = new Map<Workload, number>([[first, 1]]);
  for (const [index, from] of order.entries()) {
    for (const to of next.get(from) ?? []) {
      if (order.indexOf(to) > index) calls.set(to, (calls.get(to) ?? 0) + (calls.get(from) ?? 0));
    }
  }
  calls.delete(first);
  return calls;
}

/** Where a workload's pods run and how long they take to be ready. */
export function podGroup(
  workload: Workload,
  nodes: ClusterNodes,
  { groups }: Capacity,
  { programStart }: Assumptions,
): PodGroup {
  const allowed = groupsFor(workload, nodes);
  return {
    name: workload.object.id,
    size: podSize(workload),
    pools: groups.flatMap((group, index) => (allowed.includes(group) ? [index] : [])),
    onVirtualNodes: allowed.some(({ pool }) => pool === undefined),
    startSeconds: programStart + firstProbe(workload),
    inOrder: isInOrder(workload),
  };
}

/** Kubernetes: "StatefulSets", pod management policies. */
function isInOrder({ object }: Workload): boolean {
  return object.kind === 'StatefulSet' && asBody(object.body.spec)?.podManagementPolicy !== 'Parallel';
}

/** Seconds until the first probe may find a container ready. */
function firstProbe({ containers }: Workload): number {
  const delays = containers
    .filter(({ kind }) => kind === 'container')
    .flatMap(({ body }) => [body.startupProbe, body.readinessProbe])
    .map((probe) => Number(asBody(probe)?.initialDelaySeconds ?? 0));
  return Math.max(0, ...delays.filter(Number.isFinite));
}
