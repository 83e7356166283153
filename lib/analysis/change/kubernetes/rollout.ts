import { formatField } from '../../../artifact/field-path';
import type { Artifacts } from '../../../artifact/read/artifacts';
import type { KubernetesObject } from '../../../artifact/read/model';
import { Quantity } from '../../../core/quantity';
import { namespaceOf, objectIndex } from '../../objects';
import { replicasOf } from '../../scaling/scalers';
import { podRequests, quantityOf } from '../../scheduling/requests';
import { asBody, type Workload, workloadOf } from '../../workload/workloads';
import type { World } from '../../world';
import type { FieldChange } from './fields';

/** What becomes of the pods of a workload whose object changes. */
export interface PodEffect {
  /** Undefined for kinds that make no pods. */
  readonly restarts?: boolean;
  readonly notes: readonly string[];
}

const NOTHING: PodEffect = { notes: [] };

/** Whether the changed fields make pods anew. Pods follow their template alone. */
export function podEffect(object: KubernetesObject, changes: readonly FieldChange[]): PodEffect {
  const workload = workloadOf(object);
  if (!workload) return NOTHING;
  const template = workload.podField.slice(0, -1);
  const inTemplate = changes.filter(({ path }) => template.every((step, index) => path[index] === step));
  const { kind } = object;
  if (kind === 'CronJob')
    return noteIf(inTemplate.length > 0, 'runs from now on use the new template; what runs goes on');
  if (kind === 'ScaledJob') {
    const gradual = asBody(asBody(object.body.spec)?.rollout)?.strategy === 'gradual';
    return noteIf(
      changes.length > 0 && !gradual,
      'KEDA ends the jobs that run; rollout.strategy gradual lets them finish',
    );
  }
  if (!['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'].includes(kind)) return NOTHING;
  if (inTemplate.length === 0) return { restarts: false, notes: [] };
  const strategy = asBody(asBody(object.body.spec)?.updateStrategy)?.type;
  if (strategy === 'OnDelete')
    return { restarts: false, notes: ['updateStrategy OnDelete: pods change when they are deleted'] };
  const fields = inTemplate.slice(0, 3).map(({ path }) => formatField(path.slice(template.length)));
  const more = inTemplate.length > fields.length ? ` and ${inTemplate.length - fields.length} more` : '';
  return { restarts: true, notes: [`its pods restart, for ${fields.join(', ')}${more}`] };
}

function noteIf(condition: boolean, note: string): PodEffect {
  return { restarts: false, notes: condition ? [note] : [] };
}

/** Why a rollout of this workload would stand still for a quota of its namespace; undefined where it goes on. */
export function stuckByQuota(object: KubernetesObject, world: World): string | undefined {
  const workload = workloadOf(object);
  if (!workload || object.kind !== 'Deployment') return undefined;
  const own = replicasOf(workload, world.artifacts)?.min ?? 1;
  const { away, further } = rollingSteps(object, own);
  if (away > 0 || further === 0) return undefined; // an old pod may go first, or no further one is made
  const beside = world.workloads.filter(
    (one) => one.object.cluster === object.cluster && one.namespace === namespaceOf(object) && one.runsForever,
  );
  for (const quota of objectIndex(world.artifacts).allBeside(object, 'ResourceQuota')) {
    const spec = asBody(quota.body.spec) ?? {};
    if (spec.scopes !== undefined || spec.scopeSelector !== undefined) continue;
    const full = fullResource(asBody(spec.hard) ?? {}, workload, beside, world.artifacts);
    if (full) {
      return `the rollout stands still: ResourceQuota '${quota.name}' has no room for one more pod (${full}), and maxUnavailable is 0`;
    }
  }
  return undefined;
}

/** Pods that may be missing and that may be too many while a Deployment rolls out. */
function rollingSteps({ body }: KubernetesObject, pods: number): { readonly away: number; readonly further: number } {
  const strategy = asBody(asBody(body.spec)?.strategy) ?? {};
  if (strategy.type === 'Recreate') return { away: pods, further: 0 };
  const rolling = asBody(strategy.rollingUpdate) ?? {};
  return {
    away: share(rolling.maxUnavailable ?? '25%', pods, Math.floor),
    further: share(rolling.maxSurge ?? '25%', pods, Math.ceil),
  };
}

function share(value: unknown, of: number, round: (x: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  return percent === undefined ? 0 : round((Number(percent) * of) / 100);
}

/** The resource of which a quota has less left than one pod takes, while everything runs at its fewest pods. */
function fullResource(
  hard: Readonly<Record<string, unknown>>,
  workload: Workload,
  beside: readonly Workload[],
  artifacts: Artifacts,
): string | undefined {
  for (const [name, written] of Object.entries(hard)) {
    const limit = quantityOf(written);
    const resource = /^(?:requests\.)?(cpu|memory)$/.exec(name)?.[1];
    if (!limit || (resource === undefined && name !== 'pods')) continue;
    const of = (one: Workload): Quantity | undefined =>
      resource === undefined ? Quantity.units(1) : podRequests(one).get(resource);
    const each = of(workload);
    if (!each) continue;
    const used = beside.reduce(
      (sum, one) => plus(sum, of(one), replicasOf(one, artifacts)?.min ?? (one.object.kind === 'DaemonSet' ? 0 : 1)),
      Quantity.units(0, resource === 'memory' ? 'binary' : 'decimal'),
    );
    if (used.plus(each).compare(limit) > 0) return `${name} ${used} of ${limit} are taken, ${each} more are needed`;
  }
  return undefined;
}

function plus(sum: Quantity, each: Quantity | undefined, times: number): Quantity {
  return each ? sum.plus(each.times(times)) : sum;
}
