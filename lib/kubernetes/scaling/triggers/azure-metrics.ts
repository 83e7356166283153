import type { Duration } from '../../../core/duration';
import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import {
  asMetadata,
  checkThreshold,
  demandText,
  isLate,
  roleAt,
  type TriggerMetricType,
  type TriggerOptions,
  type TriggerParts,
} from './parts';
import { checkScope, checkSignIn } from './sign-in';

interface MeasuredOptions extends TriggerOptions {
  /**
   * `Value` holds the number itself at the target, `AverageValue` its share per pod.
   * @default 'AverageValue'
   */
  readonly metricType?: TriggerMetricType;
}

export interface AzureMonitorTriggerProps extends MeasuredOptions {
  /** Provider, type and name of what is measured: `Microsoft.ServiceBus/namespaces/contoso-orders`. */
  readonly resourceUri: string;
  readonly resourceGroupName: string;
  /** May be late. */
  readonly subscriptionId: string;
  /** May be late. */
  readonly tenantId: string;

  /** As Azure Monitor calls it: `ActiveMessages`. */
  readonly metricName: string;

  /**
   * Namespace of a custom metric.
   * @default - that of the resource
   */
  readonly metricNamespace?: string;

  /**
   * Only some of its dimensions: `EntityName eq 'orders'`.
   * @default - all
   */
  readonly metricFilter?: string;

  readonly metricAggregationType: 'Average' | 'Total' | 'Maximum' | 'Minimum' | 'Count';

  /**
   * Time that is summed up; whole seconds.
   * @default Duration.minutes(5)
   */
  readonly metricAggregationInterval?: Duration;

  /** How much of it one pod can carry; above 0. */
  readonly targetValue: number;

  /**
   * How much of it wakes a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationTargetValue?: number;

  /**
   * How KEDA signs in: `TriggerAuthentication.workloadIdentity(…)`, or parameters `activeDirectoryClientId` and
   * `activeDirectoryClientPassword`.
   */
  readonly auth: TriggerAuthentication;

  /**
   * Id of what is measured, on which the identity becomes Monitoring Reader.
   * @default - the role is assigned elsewhere
   */
  readonly resourceId?: string;
}

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function azureMonitorTrigger(props: AzureMonitorTriggerProps): TriggerParts {
  const problems = new Problems();
  const { resourceUri, auth, targetValue, activationTargetValue = 0, metricAggregationInterval: interval } = props;
  for (const property of ['resourceGroupName', 'subscriptionId', 'tenantId', 'metricName'] as const) {
    demandText(problems, property, props[property]);
  }
  if (!isLate(resourceUri) && !/^[^/\s]+\/[^/\s]+\/[^/\s]+$/.test(resourceUri)) {
    problems.add({
      property: 'resourceUri',
      value: resourceUri,
      rule: 'is not a provider, a type and a name',
      fix: "Write it as 'Microsoft.ServiceBus/namespaces/contoso-orders'",
      code: 'trigger/resource-uri',
    });
  }
  checkThreshold(problems, 'targetValue', targetValue);
  checkThreshold(problems, 'activationTargetValue', activationTargetValue, { zero: true });
  const seconds = interval && problems.attempt('metricAggregationInterval', () => interval.toSeconds());
  if (seconds === 0) checkThreshold(problems, 'metricAggregationInterval', 0);
  checkSignIn(problems, 'azure-monitor', auth, {
    identity: true,
    credentials: [['activeDirectoryClientId', 'activeDirectoryClientPassword']],
    parameters: ['activeDirectoryClientId', 'activeDirectoryClientPassword'],
    fix: 'Pass auth: TriggerAuthentication.workloadIdentity(identity)',
  });
  if (auth) checkScope(problems, 'resourceId', props.resourceId, auth);
  problems.throwIfAny();
  return {
    ...common(props, 'azure-monitor'),
    grants: roleAt('Monitoring Reader', props.resourceId),
    metadata: asMetadata({
      resourceURI: resourceUri,
      resourceGroupName: props.resourceGroupName,
      subscriptionId: props.subscriptionId,
      tenantId: props.tenantId,
      metricName: props.metricName,
      metricNamespace: props.metricNamespace,
      metricFilter: props.metricFilter,
      metricAggregationType: props.metricAggregationType,
      metricAggregationInterval: seconds === undefined ? undefined : clock(seconds),
      targetValue,
      activationTargetValue,
    }),
  };
}

export interface LogAnalyticsTriggerProps extends MeasuredOptions {
  /** The workspace's own id, which the portal calls Workspace ID; not its resource id. May be late. */
  readonly workspaceId: string;

  /** KQL that gives one row: its first cell is the number, a second one would be the threshold. */
  readonly query: string;

  /** How much of it one pod can carry; above 0. */
  readonly threshold: number;

  /**
   * How much of it wakes a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationThreshold?: number;

  /** How KEDA signs in: `TriggerAuthentication.workloadIdentity(…)`, or parameters tenantId, clientId and clientSecret. */
  readonly auth: TriggerAuthentication;

  /**
   * Resource id of the workspace, on which the identity becomes Log Analytics Reader.
   * @default - the role is assigned elsewhere
   */
  readonly workspaceResourceId?: string;
}

const PRINCIPAL = ['tenantId', 'clientId', 'clientSecret'];

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function logAnalyticsTrigger(props: LogAnalyticsTriggerProps): TriggerParts {
  const problems = new Problems();
  const { workspaceId, query, threshold, activationThreshold = 0, auth } = props;
  if (workspaceId.startsWith('/')) {
    problems.add({
      property: 'workspaceId',
      value: workspaceId,
      rule: "is a resource id, and the scaler wants the workspace's own id",
      fix: 'Write workspace_id, not id, of azurerm_log_analytics_workspace',
      code: 'trigger/workspace-id',
    });
  }
  demandText(problems, 'workspaceId', workspaceId);
  demandText(problems, 'query', query);
  checkThreshold(problems, 'threshold', threshold);
  checkThreshold(problems, 'activationThreshold', activationThreshold, { zero: true });
  checkSignIn(problems, 'azure-log-analytics', auth, {
    identity: true,
    credentials: [PRINCIPAL],
    parameters: [...PRINCIPAL, 'workspaceId'],
    fix: 'Pass auth: TriggerAuthentication.workloadIdentity(identity)',
  });
  if (auth) checkScope(problems, 'workspaceResourceId', props.workspaceResourceId, auth);
  problems.throwIfAny();
  return {
    ...common(props, 'azure-log-analytics'),
    grants: roleAt('Log Analytics Reader', props.workspaceResourceId),
    metadata: asMetadata({ workspaceId, query, threshold, activationThreshold }),
  };
}

export interface DataExplorerTriggerProps extends MeasuredOptions {
  /** Address of the cluster: `https://contoso.westeurope.kusto.windows.net`. May be late. */
  readonly endpoint: string;
  readonly databaseName: string;

  /** KQL that gives one number in its first row. */
  readonly query: string;

  /** How much of it one pod can carry; above 0. */
  readonly threshold: number;

  /**
   * How much of it wakes a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationThreshold?: number;

  /**
   * How KEDA signs in: `TriggerAuthentication.workloadIdentity(…)`, or parameters tenantId, clientId and clientSecret.
   * The identity must be a viewer of the database, which is no role of Azure: it is added to the database itself.
   */
  readonly auth: TriggerAuthentication;
}

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function dataExplorerTrigger(props: DataExplorerTriggerProps): TriggerParts {
  const problems = new Problems();
  const { endpoint, databaseName, query, threshold, activationThreshold = 0, auth } = props;
  if (!isLate(endpoint) && !/^https:\/\/[^\s/@]+\/?$/.test(endpoint)) {
    problems.add({
      property: 'endpoint',
      value: endpoint,
      rule: 'is no address of a cluster of Data Explorer',
      fix: "Write it as 'https://contoso.westeurope.kusto.windows.net'",
      code: 'trigger/host',
    });
  }
  demandText(problems, 'databaseName', databaseName);
  demandText(problems, 'query', query);
  checkThreshold(problems, 'threshold', threshold);
  checkThreshold(problems, 'activationThreshold', activationThreshold, { zero: true });
  checkSignIn(problems, 'azure-data-explorer', auth, {
    identity: true,
    credentials: [PRINCIPAL],
    parameters: PRINCIPAL,
    fix: 'Pass auth: TriggerAuthentication.workloadIdentity(identity)',
  });
  problems.throwIfAny();
  return {
    ...common(props, 'azure-data-explorer'),
    metadata: asMetadata({ endpoint, databaseName, query, threshold, activationThreshold }),
  };
}

function common(
  { name, useCachedMetrics, metricType, auth }: MeasuredOptions & { readonly auth: TriggerAuthentication },
  type: string,
): Omit<TriggerParts, 'metadata'> {
  return { type, name, useCachedMetrics, auth, azure: true, metricType: metricType ?? 'AverageValue' };
}

/** As KEDA reads it: hours, minutes and seconds, without zeros in front. */
function clock(seconds: number): string {
  return [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60].join(':');
}
