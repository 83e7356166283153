import type { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { qualifiedName } from '../../core/dns-names';
import type { Problems } from '../../core/errors';
import { deriveName } from '../../core/names';
import type { LogAnalyticsProps } from '../observe/container-insights';
import type { IMonitorWorkspace } from '../observe/contracts';
import { MonitorWorkspace } from '../observe/monitor-workspace';
import { type CollectionContext, collectFrom, type CollectionProps } from '../observe/prometheus-collection';

/** Watches what runs on the nodes. Azure: "Microsoft Defender for Containers". */
export interface DefenderProps {
  /**
   * Id of the workspace of Log Analytics that alerts go to.
   * @default - the cluster's own, `logAnalytics`
   */
  readonly workspaceId?: string;
}

/** Names of labels or annotations by resource, in the plural: `{ pods: ['app', 'team'], namespaces: ['*'] }`. */
export type MetricKeys = Readonly<Record<string, readonly string[]>>;

/** Which metrics are collected, and where they go. */
export interface MetricsProps extends CollectionProps {
  /**
   * Where the metrics go; several clusters may share a workspace, also one of another region.
   * @default - one is created beside the cluster
   */
  readonly workspace?: IMonitorWorkspace;
  /**
   * Labels of objects that become labels of the metrics of kube-state-metrics: more labels, more series, more cost.
   * @default - none
   */
  readonly labels?: MetricKeys;
  /**
   * Annotations that become labels of the metrics of kube-state-metrics.
   * @default - none
   */
  readonly annotations?: MetricKeys;
}

/** Who is told how the cluster fares. */
export interface ObservabilityProps {
  /**
   * Sends logs of containers and of Kubernetes to a workspace of Log Analytics: `true` creates one.
   * @default false
   */
  readonly logAnalytics?: boolean | LogAnalyticsProps;
  /**
   * Watches nodes and workloads for attacks; the subscription must have the plan Defender for Containers.
   * @default false
   */
  readonly defender?: boolean | DefenderProps;
  /**
   * Collects metrics by Azure Monitor's managed Prometheus and has them arrive in a workspace: `true` creates one.
   * @default false
   */
  readonly metrics?: boolean | MetricsProps;
}

/** Has metrics of a cluster arrive in the workspace that was given, or one of its own. */
export function collectMetrics(
  cluster: ICluster,
  metrics: MetricsProps | undefined,
  context: CollectionContext,
): IMonitorWorkspace | undefined {
  if (!metrics) return undefined;
  const { resourceGroupName, location, tags } = context.place;
  const name = deriveName('monitorWorkspace', [cluster.clusterName, 'metrics']);
  const scope = cluster as unknown as Construct;
  const workspace =
    metrics.workspace ?? new MonitorWorkspace(scope, 'metrics', { name, resourceGroupName, location, tags });
  collectFrom(workspace, cluster, metrics, context);
  return workspace;
}

/** The workspace of Defender, which it can't do without. */
export function checkObservability(props: ObservabilityProps, problems: Problems): void {
  const { defender, metrics } = props;
  const own = typeof defender === 'object' ? defender.workspaceId : undefined;
  if (defender && own === undefined && !props.logAnalytics) {
    problems.add({
      property: 'defender',
      rule: 'has no workspace for its alerts',
      fix: "Write defender: { workspaceId }, or logAnalytics: true for the cluster's own",
      code: 'defender/workspace',
    });
  }
  if (typeof metrics !== 'object') return;
  for (const kind of ['labels', 'annotations'] as const) checkKeys(`metrics.${kind}`, metrics[kind] ?? {}, problems);
}

function checkKeys(property: string, keys: MetricKeys, problems: Problems): void {
  for (const [resource, names] of Object.entries(keys)) {
    if (!/^[a-z]+$/.test(resource)) {
      problems.add({
        property,
        value: resource,
        rule: 'is not a resource of Kubernetes in the plural',
        fix: "Write one such as 'pods' or 'namespaces'",
        code: 'metrics/resource',
      });
    }
    for (const name of names) if (name !== '*') problems.attempt(property, () => qualifiedName(name));
  }
}

/** @param logWorkspaceId of the cluster's own logs */
export function observabilityArguments({ defender, metrics }: ObservabilityProps, logWorkspaceId: string | undefined) {
  const workspaceId = typeof defender === 'object' ? (defender.workspaceId ?? logWorkspaceId) : logWorkspaceId;
  const told = typeof metrics === 'object' ? metrics : {};
  return {
    microsoftDefender: defender && workspaceId !== undefined ? { logAnalyticsWorkspaceId: workspaceId } : undefined,
    monitorMetrics: metrics
      ? { labelsAllowed: printed(told.labels), annotationsAllowed: printed(told.annotations) }
      : undefined,
  };
}

/** `pods=[app,team],namespaces=[*]`, as kube-state-metrics takes it. */
function printed(keys: MetricKeys = {}): string {
  return Object.entries(keys)
    .map(([resource, names]) => `${resource}=[${names.join(',')}]`)
    .join(',');
}
