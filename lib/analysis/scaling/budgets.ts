import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../objects';
import { disruptionBudgetsOf } from '../selection-index';
import { operatedWorkloads } from '../workload/operated';
import { asBody, type Workload } from '../workload/workloads';
import type { World } from '../world';

/** A PodDisruptionBudget and the workloads whose pods it counts. */
export interface Budget {
  readonly object: KubernetesObject;
  readonly workloads: readonly Workload[];
}

const budgets = new WeakMap<Artifacts, readonly Budget[]>();

/** Every budget, with what it selects. */
export function budgetsOf(world: World): readonly Budget[] {
  const known = budgets.get(world.artifacts);
  if (known) return known;
  const selected = new Map<KubernetesObject, Workload[]>();
  for (const workload of [...world.workloads, ...operatedWorkloads(world.artifacts)]) {
    if (!workload.runsForever || workload.object.kind === 'DaemonSet') continue;
    for (const budget of disruptionBudgetsOf(workload, world.artifacts)) {
      const list = selected.get(budget);
      if (list) list.push(workload);
      else selected.set(budget, [workload]);
    }
  }
  const found = objectIndex(world.artifacts)
    .ofKind('PodDisruptionBudget')
    .map((object) => ({ object, workloads: selected.get(object) ?? [] }));
  budgets.set(world.artifacts, found);
  return found;
}

/** The budget that counts the pods of each workload; of several, the last. */
export function budgetsByWorkload(world: World): ReadonlyMap<Workload, KubernetesObject> {
  return new Map(
    budgetsOf(world).flatMap(({ object, workloads }) => workloads.map((workload) => [workload, object] as const)),
  );
}

/**
 * Pods that may be evicted at once of so many healthy ones; undefined where the budget says nothing. Percentages are
 * rounded up for both fields. Kubernetes: "Specifying a Disruption Budget for your Application".
 */
export function allowedDisruptions(budget: KubernetesObject, pods: number): number | undefined {
  const { minAvailable, maxUnavailable } = asBody(budget.body.spec) ?? {};
  const kept = share(minAvailable, pods);
  if (kept !== undefined) return Math.max(0, pods - kept);
  const lost = share(maxUnavailable, pods);
  return lost === undefined ? undefined : Math.min(pods, lost);
}

/** The one of the two fields that the budget uses. */
export function budgetField(budget: KubernetesObject): 'minAvailable' | 'maxUnavailable' {
  return asBody(budget.body.spec)?.minAvailable === undefined ? 'maxUnavailable' : 'minAvailable';
}

function share(value: unknown, of: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * of) / 100);
}
