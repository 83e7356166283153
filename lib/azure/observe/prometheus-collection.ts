import { MonitorDataCollectionEndpoint } from '@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint';
import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association';
import { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { mark } from '../../core/marks';
import { deriveName } from '../../core/names';
import { fixAddress } from '../address';
import { type Place, resolvePlace } from '../place';
import type { IActionGroup } from './action-group';
import type { IMonitorWorkspace } from './contracts';
import type { PrometheusRule } from './prometheus-rule';
import { PrometheusRuleGroup } from './prometheus-rule-group';
import { CLUSTER_ALERTS, NODE_ALERTS, POD_ALERTS } from './recommended-alerts';
import { KUBERNETES_RECORDING_RULES, NODE_RECORDING_RULES } from './recording-rules';

/** What is made besides what collects metrics of a cluster. */
export interface CollectionProps {
  /**
   * Has the agent fetch its configuration by an endpoint in the cluster's region and not by the public one of all, as a
   * private link of Azure Monitor needs it.
   * @default true where the API server is private
   */
  readonly configurationEndpoint?: boolean;
  /**
   * Keeps what the dashboards of Grafana for Kubernetes and for Linux nodes ask for.
   * @default true
   */
  readonly recordingRules?: boolean;
  /**
   * Tells somebody of what Azure recommends to be told of: pods, nodes, volumes and quotas. `true` tells the portal alone.
   * @default false
   */
  readonly alerts?: boolean | RecommendedAlertsProps;
}

/** Who is told of what Azure recommends. */
export interface RecommendedAlertsProps {
  /** At most five. */
  readonly actionGroups: readonly IActionGroup[];
}

/** What the cluster knows of itself when it asks for a collection. */
export interface CollectionContext {
  readonly place: Place;
  readonly privateCluster: boolean;
}

type Group = readonly [id: string, description: string, rules: readonly PrometheusRule[]];

const RECORDING: readonly Group[] = [
  ['node-recording-rules', 'What dashboards ask of nodes.', NODE_RECORDING_RULES],
  ['kubernetes-recording-rules', 'What dashboards ask of Kubernetes.', KUBERNETES_RECORDING_RULES],
];
const ALERTS: readonly Group[] = [
  ['cluster-alerts', 'Volumes and quotas that Azure recommends to watch.', CLUSTER_ALERTS],
  ['node-alerts', 'What Azure recommends to watch of nodes.', NODE_ALERTS],
  ['pod-alerts', 'What Azure recommends to watch of pods.', POD_ALERTS],
];

const STREAM = 'Microsoft-PrometheusMetrics';
const DESTINATION = 'workspace';
const COLLECTED = Symbol.for('cdk-aks.prometheus-collection');

/** See `IMonitorWorkspace.collectFrom`. @throws CdkAksError `metrics/not-collected`, `metrics/two-workspaces` */
export function collectFrom(
  workspace: IMonitorWorkspace,
  cluster: ICluster,
  props: CollectionProps,
  known?: CollectionContext,
): void {
  const holder = cluster as ICluster & { readonly [COLLECTED]?: IMonitorWorkspace };
  if (holder[COLLECTED] === workspace) return;
  check(workspace, cluster, holder[COLLECTED]);
  mark(cluster, COLLECTED, workspace);
  const context = known ?? { place: placeOf(cluster), privateCluster: false };
  new PrometheusCollection(cluster as unknown as Construct, workspace, cluster, props, context);
}

function check(workspace: IMonitorWorkspace, cluster: ICluster, other: IMonitorWorkspace | undefined): void {
  const problems = new Problems(workspace);
  if (!cluster.features.managedPrometheus) {
    problems.add({
      property: 'cluster',
      value: cluster.clusterName,
      rule: 'collects no metrics, so that there is nothing to send to the workspace',
      fix: 'Set metrics: { workspace } on the cluster, or features: { managedPrometheus: true } on one that was brought',
      code: 'metrics/not-collected',
    });
  }
  if (other) {
    problems.add({
      property: 'cluster',
      value: cluster.clusterName,
      rule: `sends its metrics to the workspace '${other.workspaceName}' already`,
      fix: 'Keep one of the two: name the workspace where the cluster is made, metrics: { workspace }',
      code: 'metrics/two-workspaces',
    });
  }
  problems.throwIfAny();
}

function placeOf(cluster: ICluster): Place {
  const problems = new Problems(cluster);
  const { resourceGroupName, location } = cluster;
  const place = resolvePlace(cluster, { resourceGroupName, location }, problems);
  problems.throwIfAny();
  return place;
}

/**
 * What takes metrics from the agents of a cluster to a workspace. Without the rule and its association the agents run, and
 * nothing arrives. Azure: "Enable monitoring for AKS clusters".
 */
class PrometheusCollection extends Construct {
  constructor(
    scope: Construct,
    workspace: IMonitorWorkspace,
    private readonly cluster: ICluster,
    props: CollectionProps,
    private readonly context: CollectionContext,
  ) {
    super(scope, 'prometheus');
    // Endpoint and rule lie where the data goes, not where it comes from.
    const endpoint = this.createEndpoint('endpoint', 'prometheus', workspace.location);
    const rule = this.createRule(workspace, endpoint);
    fixAddress(
      new MonitorDataCollectionRuleAssociation(this, 'association', {
        name: rule.nameInput,
        targetResourceId: cluster.clusterId,
        dataCollectionRuleId: rule.id,
        description: 'Sends the metrics of the cluster to the workspace.',
      }),
    );
    if (props.configurationEndpoint ?? context.privateCluster) this.serveConfiguration(workspace, endpoint);
    for (const [id, description, rules] of props.recordingRules === false ? [] : RECORDING) {
      this.addRules(workspace, id, description, rules);
    }
    const { alerts = false } = props;
    for (const [id, description, rules] of alerts ? ALERTS : []) {
      this.addRules(workspace, id, description, rules, typeof alerts === 'object' ? alerts.actionGroups : []);
    }
  }

  private addRules(
    workspace: IMonitorWorkspace,
    id: string,
    description: string,
    rules: readonly PrometheusRule[],
    actionGroups?: readonly IActionGroup[],
  ): void {
    const { cluster } = this;
    const { resourceGroupName, tags } = this.context.place;
    const name = deriveName('prometheusRuleGroup', [cluster.clusterName, id]);
    const place = { name, resourceGroupName, tags };
    new PrometheusRuleGroup(this, id, { ...place, workspace, cluster, description, rules, actionGroups });
  }

  private serveConfiguration(workspace: IMonitorWorkspace, endpoint: MonitorDataCollectionEndpoint): void {
    const { location } = this.cluster;
    const near =
      location === workspace.location
        ? endpoint
        : this.createEndpoint('configuration-endpoint', 'configuration', location);
    fixAddress(
      new MonitorDataCollectionRuleAssociation(this, 'configuration', {
        // The one name that Azure takes for an endpoint.
        name: 'configurationAccessEndpoint',
        targetResourceId: this.cluster.clusterId,
        dataCollectionEndpointId: near.id,
        description: 'Tells the agents of the cluster what to collect.',
      }),
    );
  }

  private createEndpoint(id: string, suffix: string, location: string): MonitorDataCollectionEndpoint {
    const { resourceGroupName, tags } = this.context.place;
    return fixAddress(
      new MonitorDataCollectionEndpoint(this, id, {
        name: deriveName('dataCollectionEndpoint', [this.cluster.clusterName, suffix]),
        resourceGroupName,
        location,
        kind: 'Linux',
        tags: { ...tags },
      }),
    );
  }

  private createRule(workspace: IMonitorWorkspace, endpoint: MonitorDataCollectionEndpoint): MonitorDataCollectionRule {
    const { resourceGroupName, tags } = this.context.place;
    const name = deriveName('dataCollectionRule', [this.cluster.clusterName, 'prometheus']);
    return fixAddress(
      new MonitorDataCollectionRule(this, 'rule', {
        name,
        resourceGroupName,
        location: workspace.location,
        kind: 'Linux',
        description: `Metrics of the cluster ${this.cluster.clusterName}.`,
        dataCollectionEndpointId: endpoint.id,
        dataSources: { prometheusForwarder: [{ name: 'prometheus', streams: [STREAM] }] },
        destinations: { monitorAccount: [{ name: DESTINATION, monitorAccountId: workspace.workspaceId }] },
        dataFlow: [{ streams: [STREAM], destinations: [DESTINATION] }],
        tags: { ...tags },
      }),
    );
  }
}
