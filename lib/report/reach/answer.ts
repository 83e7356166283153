import type { KubernetesObject } from '../../artifact/read/model';
import { otherPolicies } from '../../analysis/isolation';
import { type Coverage, coverageOf } from '../../analysis/reachability/coverage';
import { isMeant, type Meant } from '../../analysis/reachability/ends';
import { type Entrance, entrancesOf } from '../../analysis/reachability/entrances';
import { type Connection, connectionsOf, type Reachability } from '../../analysis/reachability/reachability';
import type { World } from '../../analysis/world';

/** What somebody asks: nothing of it where all is asked. */
export interface ReachQuestion {
  readonly from?: Meant;
  readonly to?: Meant;
}

/** A workload whose policies nothing enforces. */
export interface NotEnforced {
  readonly workload: string;
  readonly because: 'host-network' | 'virtual-nodes' | 'no-engine';
}

/** What one cluster's policies come to, as far as it was asked. */
export interface ReachAnswer {
  readonly reach: Reachability;
  readonly connections: readonly Connection[];
  /** True where there were so many connections that none is told. */
  readonly isShortened: boolean;
  readonly entrances: readonly Entrance[];
  readonly coverage: Coverage;
  readonly notEnforced: readonly NotEnforced[];
  /** Policies of Cilium, Calico and the like, which may allow and close more. */
  readonly notUnderstood: readonly KubernetesObject[];
}

/** @param most connections that are told; more are left out altogether */
export function answerReach(
  reach: Reachability,
  world: World,
  { from, to }: ReachQuestion,
  most = Infinity,
): ReachAnswer {
  const isShortened = most !== Infinity && countOf(reach) > most;
  const asked = (one: Connection): boolean =>
    (from === undefined || isMeant(one.ends.from, one.from, from)) &&
    (to === undefined || isMeant(one.ends.to, one.to, to));
  const entrances = entrancesOf(reach, world).filter(
    (one) => to === undefined || ('workloads' in to && to.workloads.has(one.to)),
  );
  return {
    reach,
    connections: isShortened ? [] : connectionsOf(reach).filter(asked),
    isShortened,
    entrances: from === undefined || 'addresses' in from ? entrances : [],
    coverage: coverageOf(reach),
    notEnforced: notEnforced(reach).filter(({ workload }) => isAsked(workload, from) || isAsked(workload, to)),
    notUnderstood: otherPolicies(world.artifacts).filter(({ cluster }) => cluster === reach.cluster),
  };
}

/** Connections between classes: no more than there are between workloads. */
function countOf({ into, classes }: Reachability): number {
  return into.reduce((sum, shares, at) => {
    const callers = shares.reduce((all, { from }) => all + [...from.members()].length, 0);
    return sum + callers * (classes[at]?.members.length ?? 0);
  }, 0);
}

function isAsked(workload: string, meant: Meant | undefined): boolean {
  return meant === undefined || ('workloads' in meant && meant.workloads.has(workload));
}

function notEnforced({ engine, classes, policies }: Reachability): readonly NotEnforced[] {
  return classes.flatMap(({ hostNetwork, virtual, members }, at) => {
    if (!policies.some(({ selected }) => selected.has(at)) && !hostNetwork) return [];
    const because = hostNetwork
      ? 'host-network'
      : virtual
        ? 'virtual-nodes'
        : engine === 'none'
          ? 'no-engine'
          : undefined;
    return because ? members.map((workload) => ({ workload, because }) as const) : [];
  });
}
