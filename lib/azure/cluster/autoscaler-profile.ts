import { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';
import { Percent } from '../../core/percent';

/** How the cluster autoscaler adds and removes nodes, for all pools at once. Azure: "Use the cluster autoscaler in AKS". */
export interface AutoscalerProfileProps {
  /**
   * Keeps pools alike in size that differ in their zone alone.
   * @default true
   */
  readonly balanceSimilarNodeGroups?: boolean;
  /**
   * Which pool grows when several could. `priority` reads a ConfigMap of that name in `kube-system`.
   * @default 'random'
   */
  readonly expander?: 'least-waste' | 'most-pods' | 'priority' | 'random';
  /**
   * How often the autoscaler looks.
   * @default 10 seconds
   */
  readonly scanInterval?: Duration;
  /**
   * How old a pending pod must be before nodes are added for it.
   * @default none
   */
  readonly newPodScaleUpDelay?: Duration;
  /**
   * How long removal waits after nodes were added.
   * @default 10 minutes
   */
  readonly scaleDownDelayAfterAdd?: Duration;
  /**
   * How long removal waits after a node was removed.
   * @default - the scan interval
   */
  readonly scaleDownDelayAfterDelete?: Duration;
  /**
   * How long removal waits after it failed.
   * @default 3 minutes
   */
  readonly scaleDownDelayAfterFailure?: Duration;
  /**
   * How long a node must be needless before it goes.
   * @default 10 minutes
   */
  readonly scaleDownUnneeded?: Duration;
  /**
   * The same for a node that is not ready.
   * @default 20 minutes
   */
  readonly scaleDownUnready?: Duration;
  /**
   * Share of a node's CPU or memory that is asked for, below which it is needless.
   * @default 50 %
   */
  readonly scaleDownUtilizationThreshold?: Percent;
  /**
   * How long pods of a node that goes may take to end.
   * @default 10 minutes
   */
  readonly maxGracefulTermination?: Duration;
  /**
   * How long a node may take to come.
   * @default 15 minutes
   */
  readonly maxNodeProvisioningTime?: Duration;
  /**
   * Share of nodes that are not ready, above which the autoscaler stops.
   * @default 45 %
   */
  readonly maxUnreadyPercentage?: Percent;
  /**
   * Nodes that may be unready whatever their share.
   * @default 3
   */
  readonly maxUnreadyNodes?: number;
  /**
   * Empty nodes that go at once.
   * @default 10
   */
  readonly emptyBulkDeleteMax?: number;
  /**
   * Evicts DaemonSet pods from empty nodes gracefully.
   * @default false
   */
  readonly daemonsetEvictionForEmptyNodes?: boolean;
  /**
   * Evicts DaemonSet pods from other nodes gracefully.
   * @default true
   */
  readonly daemonsetEvictionForOccupiedNodes?: boolean;
  /**
   * Leaves DaemonSets out when a node's use is judged.
   * @default false
   */
  readonly ignoreDaemonsetsUtilization?: boolean;
  /**
   * Keeps nodes that hold pods with local storage, such as `emptyDir`.
   * @default false
   */
  readonly skipNodesWithLocalStorage?: boolean;
  /**
   * Keeps nodes that hold pods of `kube-system`, DaemonSets apart.
   * @default true
   */
  readonly skipNodesWithSystemPods?: boolean;
}

/** `auto_scaler_profile` as azurerm takes it, whole, so that drift is seen. */
export function autoscalerProfileBlock(props: AutoscalerProfileProps = {}, problems: Problems) {
  const check = new ProfileChecks(problems);
  const scan = check.seconds('scanInterval', props.scanInterval ?? Duration.seconds(10));
  const afterDelete = props.scaleDownDelayAfterDelete;
  return {
    balanceSimilarNodeGroups: props.balanceSimilarNodeGroups ?? true,
    expander: props.expander ?? 'random',
    scanInterval: scan,
    newPodScaleUpDelay: check.seconds('newPodScaleUpDelay', props.newPodScaleUpDelay ?? Duration.zero),
    scaleDownDelayAfterAdd: check.minutes('scaleDownDelayAfterAdd', props.scaleDownDelayAfterAdd ?? minutes(10)),
    scaleDownDelayAfterDelete: afterDelete ? check.minutes('scaleDownDelayAfterDelete', afterDelete) : scan,
    scaleDownDelayAfterFailure: check.minutes(
      'scaleDownDelayAfterFailure',
      props.scaleDownDelayAfterFailure ?? minutes(3),
    ),
    scaleDownUnneeded: check.minutes('scaleDownUnneeded', props.scaleDownUnneeded ?? minutes(10)),
    scaleDownUnready: check.minutes('scaleDownUnready', props.scaleDownUnready ?? minutes(20)),
    scaleDownUtilizationThreshold: String(
      check.share('scaleDownUtilizationThreshold', props.scaleDownUtilizationThreshold ?? Percent.of(50)).fraction,
    ),
    // A bare number of seconds, other than the rest.
    maxGracefulTerminationSec: check
      .seconds('maxGracefulTermination', props.maxGracefulTermination ?? minutes(10))
      .slice(0, -1),
    maxNodeProvisioningTime: check.minutes('maxNodeProvisioningTime', props.maxNodeProvisioningTime ?? minutes(15)),
    maxUnreadyPercentage: check.share('maxUnreadyPercentage', props.maxUnreadyPercentage ?? Percent.of(45)).value,
    maxUnreadyNodes: check.count('maxUnreadyNodes', props.maxUnreadyNodes ?? 3),
    emptyBulkDeleteMax: String(check.count('emptyBulkDeleteMax', props.emptyBulkDeleteMax ?? 10)),
    daemonsetEvictionForEmptyNodesEnabled: props.daemonsetEvictionForEmptyNodes ?? false,
    daemonsetEvictionForOccupiedNodesEnabled: props.daemonsetEvictionForOccupiedNodes ?? true,
    ignoreDaemonsetsUtilizationEnabled: props.ignoreDaemonsetsUtilization ?? false,
    skipNodesWithLocalStorage: props.skipNodesWithLocalStorage ?? false,
    skipNodesWithSystemPods: props.skipNodesWithSystemPods ?? true,
  };
}

const minutes = (count: number): Duration => Duration.minutes(count);

/** AKS takes most spans in whole minutes only, as `10m`. Azure: REST API, ManagedClusterPropertiesAutoScalerProfile. */
class ProfileChecks {
  constructor(private readonly problems: Problems) {}

  minutes(name: keyof AutoscalerProfileProps, span: Duration): string {
    return `${this.problems.attempt(`autoscaler.${name}`, () => span.toMinutes()) ?? 0}m`;
  }

  seconds(name: keyof AutoscalerProfileProps, span: Duration): string {
    return `${this.problems.attempt(`autoscaler.${name}`, () => span.toSeconds()) ?? 0}s`;
  }

  count(name: keyof AutoscalerProfileProps, value: number): number {
    if (!(Number.isInteger(value) && value >= 0)) {
      this.refuse(name, value, 'is not a whole number from 0', 'Write a whole number');
    }
    return value;
  }

  share(name: keyof AutoscalerProfileProps, value: Percent): Percent {
    if (value.value > 100) this.refuse(name, `${value}`, 'is above 100%', 'Write a share');
    return value;
  }

  private refuse(name: keyof AutoscalerProfileProps, value: unknown, rule: string, fix: string): void {
    this.problems.add({ property: `autoscaler.${name}`, value, rule, fix, code: 'autoscaler/profile' });
  }
}
