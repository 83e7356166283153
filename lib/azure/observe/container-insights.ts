import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association';
import { Construct } from 'constructs';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import { azureName, deriveName } from '../../core/names';
import { fixAddress } from '../address';
import type { Place } from '../place';

/** Where the logs of containers and of Kubernetes go. Azure: "Kubernetes monitoring in Azure Monitor". */
export interface LogAnalyticsProps {
  /**
   * Id of a workspace that exists already; excludes `workspaceName` and `retention`.
   * @default - one is created
   */
  readonly workspaceId?: string;
  /**
   * Azure's name of the workspace that is created. Fixed at creation.
   * @creation
   * @default - derived from the cluster's
   */
  readonly workspaceName?: string;
  /**
   * How long logs are kept: 30 to 730 days.
   * @default 30 days
   */
  readonly retention?: Duration;
  /**
   * How often metrics and inventory are collected: 1 to 30 minutes.
   * @default 1 minute
   */
  readonly interval?: Duration;
}

const ONE_STREAM_FOR_ALL = 'Microsoft-ContainerInsights-Group-Default';
const DESTINATION = 'workspace';

/**
 * Container insights of one cluster: workspace, data collection rule, and the rule's association with the cluster. With the
 * managed identity's sign-in the agent collects nothing until it finds a rule.
 */
export class ContainerInsights extends Construct {
  /** Late, unless it was given. */
  readonly workspaceId: string;
  private readonly rule: MonitorDataCollectionRule;

  /** @throws CdkAksError `logs/workspace`, `logs/retention`, `logs/interval`, `name/azure` */
  constructor(scope: Construct, id: string, clusterName: string, place: Place, props: LogAnalyticsProps) {
    super(scope, id);
    const interval = props.interval ?? Duration.minutes(1);
    const retention = props.retention ?? Duration.days(30);
    this.check(props, interval, retention);
    this.workspaceId = props.workspaceId ?? this.createWorkspace(clusterName, place, props.workspaceName, retention);
    this.rule = this.createRule(clusterName, place, interval);
  }

  /** Makes the rule hold for a cluster, which must be there first. */
  associate(clusterId: string): void {
    fixAddress(
      new MonitorDataCollectionRuleAssociation(this, 'association', {
        // The agent looks for this name.
        name: 'ContainerInsightsExtension',
        targetResourceId: clusterId,
        dataCollectionRuleId: this.rule.id,
        description: 'Collects the logs of containers and of Kubernetes.',
      }),
    );
  }

  private createWorkspace(clusterName: string, place: Place, name: string | undefined, retention: Duration): string {
    const workspace = new LogAnalyticsWorkspace(this, 'workspace', {
      name: name ?? deriveName('logAnalyticsWorkspace', [clusterName, 'logs']),
      resourceGroupName: place.resourceGroupName,
      location: place.location,
      tags: { ...place.tags },
      sku: 'PerGB2018',
      retentionInDays: retention.toDays(),
    });
    return fixAddress(workspace).id;
  }

  private createRule(clusterName: string, place: Place, interval: Duration): MonitorDataCollectionRule {
    const rule = new MonitorDataCollectionRule(this, 'rule', {
      name: deriveName('dataCollectionRule', [clusterName, 'container-insights']),
      resourceGroupName: place.resourceGroupName,
      location: place.location,
      tags: { ...place.tags },
      description: `Container insights of the cluster ${clusterName}.`,
      dataSources: {
        extension: [
          {
            name: 'ContainerInsightsExtension',
            extensionName: 'ContainerInsights',
            streams: [ONE_STREAM_FOR_ALL],
            extensionJson: JSON.stringify({
              dataCollectionSettings: {
                interval: `${interval.toMinutes()}m`,
                namespaceFilteringMode: 'Off',
                enableContainerLogV2: true,
              },
            }),
          },
        ],
      },
      destinations: { logAnalytics: [{ name: DESTINATION, workspaceResourceId: this.workspaceId }] },
      dataFlow: [{ streams: [ONE_STREAM_FOR_ALL], destinations: [DESTINATION] }],
    });
    return fixAddress(rule);
  }

  private check(props: LogAnalyticsProps, interval: Duration, retention: Duration): void {
    const problems = new Problems(this);
    if (props.workspaceId !== undefined && (props.workspaceName !== undefined || props.retention !== undefined)) {
      problems.add({
        property: 'logAnalytics.workspaceId',
        value: props.workspaceId,
        rule: "names a workspace that exists already, and 'workspaceName' and 'retention' are for one to create",
        fix: 'Keep one of them',
        code: 'logs/workspace',
      });
    }
    const { workspaceName } = props;
    if (workspaceName !== undefined) {
      problems.attempt(undefined, () =>
        azureName('logAnalyticsWorkspace', workspaceName, 'logAnalytics.workspaceName'),
      );
    }
    const days = problems.attempt('logAnalytics.retention', () => retention.toDays());
    if (days !== undefined && (days < 30 || days > 730)) {
      problems.add({
        property: 'logAnalytics.retention',
        value: retention.toString(),
        rule: 'is not between 30 and 730 days',
        fix: 'Write Duration.days(30)',
        code: 'logs/retention',
      });
    }
    const minutes = problems.attempt('logAnalytics.interval', () => interval.toMinutes());
    if (minutes !== undefined && (minutes < 1 || minutes > 30)) {
      problems.add({
        property: 'logAnalytics.interval',
        value: interval.toString(),
        rule: 'is not between 1 and 30 minutes',
        fix: 'Write Duration.minutes(1)',
        code: 'logs/interval',
      });
    }
    problems.throwIfAny();
  }
}
