import type { Problems } from '../../core/errors';
import { qualifiedName } from '../../core/dns-names';
import type { LogAnalyticsProps } from '../observe/container-insights';

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

/** What metrics of kube-state-metrics tell besides the names of objects: more labels, more series, more cost. */
export interface MetricsProps {
  /**
   * Labels that become labels of metrics.
   * @default - none
   */
  readonly labels?: MetricKeys;
  /**
   * Annotations that become labels of metrics.
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
   * Collects metrics for Azure Monitor's managed Prometheus; a data collection rule says to which workspace they go.
   * @default false
   */
  readonly metrics?: boolean | MetricsProps;
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
