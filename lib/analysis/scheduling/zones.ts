import type { Artifacts } from '../../artifact/read/artifacts';
import type { FieldPath } from '../../artifact/field-path';
import type { Body } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { asBody, asList, type Workload } from '../workload/workloads';
import { groupsFor } from './fit';
import { type NodeGroup, nodesFor } from './node-groups';

const ZONE_KEYS = new Set(['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone']);

/** Where the pods of a workload may run, by zone. */
export interface ZoneView {
  /** Zones of the pools that may take its pods, sorted. */
  readonly zones: readonly string[];
  /** Those pools, virtual nodes left out: they are in no zone. */
  readonly groups: readonly NodeGroup[];
}

/** Zones in which a workload may run; unknown where the files don't have its pools. */
export function zonesFor(workload: Workload, artifacts: Artifacts): ZoneView | Unknown {
  const nodes = nodesFor(workload.object, artifacts);
  if (!nodes || nodes.open) return unknown;
  const groups = groupsFor(workload, nodes).filter(({ pool }) => pool !== undefined);
  const zones = new Set<string>();
  for (const group of groups) {
    if (group.zones === unknown) return unknown;
    for (const zone of group.zones) zones.add(zone);
  }
  return { zones: [...zones].sort(), groups };
}

/** What a workload says about being spread over zones. */
export interface ZoneSpread {
  readonly field: FieldPath;
  /** True where the scheduler may not ignore it. */
  readonly hard: boolean;
  readonly body: Body;
}

/** The constraint over zones: a topology spread constraint or anti-affinity, the one that is enforced first. */
export function zoneSpreadOf({ pod, podField }: Workload): ZoneSpread | undefined {
  const found: ZoneSpread[] = [];
  asList(pod.topologySpreadConstraints).forEach((item, index) => {
    const body = asBody(item) ?? {};
    if (!ZONE_KEYS.has(String(body.topologyKey))) return;
    const hard = body.whenUnsatisfiable !== 'ScheduleAnyway';
    found.push({ field: [...podField, 'topologySpreadConstraints', index, 'whenUnsatisfiable'], hard, body });
  });
  const affinity = asBody(asBody(pod.affinity)?.podAntiAffinity);
  for (const [name, hard] of [
    ['requiredDuringSchedulingIgnoredDuringExecution', true],
    ['preferredDuringSchedulingIgnoredDuringExecution', false],
  ] as const) {
    asList(affinity?.[name]).forEach((item, index) => {
      const body = hard ? asBody(item) : asBody(asBody(item)?.podAffinityTerm);
      if (!ZONE_KEYS.has(String(body?.topologyKey))) return;
      found.push({ field: [...podField, 'affinity', 'podAntiAffinity', name, index], hard, body: body ?? {} });
    });
  }
  return found.find(({ hard }) => hard) ?? found[0];
}
