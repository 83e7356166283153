import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { INodePool, Placement } from '../../core/contracts';
import type { Problems } from '../../core/errors';
import type { appsV1 } from '../api';
import { KubernetesObject } from '../object';
import { declareDemand } from '../tenancy/demand';
import { DaemonUpdate } from './daemon-update';
import { whyNotAt } from './fit';
import { bears, isHard, type PodPlacement, VIRTUAL_NODES } from './placement';
import { podNeeds, podRequests } from './pod-needs';
import { Workload } from './workload';
import type { WorkloadProps } from './workload-props';

export interface DaemonServiceProps extends Omit<WorkloadProps, 'burst'> {
  /**
   * Runs a pod on every node of the operating system, whatever its taints, those of system and spot pools among them.
   * @default false: on the nodes of `on`, or those whose taints the pods bear
   */
  readonly onEveryNode?: boolean;

  /**
   * How the pods are replaced when it changes.
   * @default - DaemonUpdate.rolling(): one node at a time
   */
  readonly update?: DaemonUpdate;
}

/** While a pool rotates or upgrades, its old and its new nodes are there. */
const NODES_TWICE = 2;

/**
 * A pod on each node: what looks after nodes, such as an agent. There are as many as nodes, so that nothing scales it.
 * It never runs on virtual nodes.
 */
export class DaemonService extends Workload {
  constructor(
    scope: Construct,
    id: string,
    private readonly daemon: DaemonServiceProps,
  ) {
    const tolerations = [
      ...(daemon.tolerations ?? []),
      ...(daemon.onEveryNode ? [{ operator: 'Exists' } as const] : []),
    ];
    super(
      scope,
      id,
      { ...daemon, tolerations },
      {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        serves: true,
        check: (_, problems) => checkDaemon(daemon, problems),
      },
    );
    new KubernetesObject<appsV1.DaemonSet>(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: this.workloadName, labels: this.versionedLabels },
      spec: Lazy.any({ produce: () => this.daemonSetSpec() }),
    });
    addCheck(this, (problems) => this.checkFit(problems));
    declareDemand(this, () => {
      const nodes = this.mostNodes();
      return nodes === undefined ? undefined : [{ pods: nodes * NODES_TWICE, ...podRequests(daemon) }];
    });
  }

  private daemonSetSpec(): appsV1.DaemonSetSpec {
    return {
      revisionHistoryLimit: 5,
      selector: { matchLabels: this.podLabels },
      updateStrategy: (this.daemon.update ?? DaemonUpdate.rolling()).strategy,
      template: this.pods.template({ placement: withoutVirtualNodes(this.podPlacement()), spread: [] }),
    };
  }

  /** A place that was asked for is checked with all workloads; without one, each pool must hold a pod. */
  private checkFit(problems: Problems): void {
    if (this.daemon.on) return;
    const needs = podNeeds(this.daemon, this.os);
    for (const pool of (this.cluster?.nodePools ?? []).filter((one) => this.runsOn(one))) {
      const why = whyNotAt({ ...pool.placement, taints: [] }, needs);
      if (why === undefined) continue;
      problems.add({
        property: 'resources',
        rule: `do not fit every node that a pod has to run on: ${why}`,
        fix: "Ask for less, or name the pools with 'on'",
        code: 'placement/does-not-fit',
      });
    }
  }

  /** Undefined where the pools of the cluster are not known. */
  private mostNodes(): number | undefined {
    const pools = this.cluster?.nodePools ?? [];
    if (pools.length === 0) return undefined;
    return pools.filter((pool) => this.runsOn(pool)).reduce((sum, { maxCount }) => sum + maxCount, 0);
  }

  private runsOn(pool: INodePool): boolean {
    const { on, onEveryNode = false, tolerations = [], architecture } = this.daemon;
    const { placement } = pool;
    if (placement.virtual || placement.os !== this.os) return false;
    if (architecture !== undefined && (placement.architecture ?? architecture) !== architecture) return false;
    if (on) return isWithin(placement, on.placement);
    return (
      onEveryNode || placement.taints.every((taint) => !isHard(taint) || tolerations.some((one) => bears(one, taint)))
    );
  }
}

/** Whether nodes of a pool have the labels that select a place. */
function isWithin(pool: Placement, place: Placement): boolean {
  return Object.entries(place.nodeLabels).every(([key, value]) => pool.nodeLabels[key] === value);
}

/** A pod that bears every taint would be put on virtual nodes, too, where it never starts. */
function withoutVirtualNodes(placement: PodPlacement): PodPlacement {
  const notVirtual = Object.values(VIRTUAL_NODES).map(
    ({ label }) => ({ key: label.key, operator: 'NotIn', values: [label.value] }) as const,
  );
  return {
    ...placement,
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: notVirtual }] },
      },
    },
  };
}

function checkDaemon(props: WorkloadProps, problems: Problems): void {
  const refuse = (property: string, value: unknown): void =>
    problems.add({
      property,
      value,
      rule: 'is where a DaemonSet has no pod: the virtual node is none that an agent could look after',
      fix: 'Run it on node pools; leave out what is for virtual nodes',
      code: 'daemon/virtual-nodes',
    });
  if (props.on?.placement.virtual === true) refuse('on', props.on.placement.description);
  const { burst } = props;
  if (burst !== undefined) refuse('burst', typeof burst === 'string' ? burst : burst.placement.description);
}
