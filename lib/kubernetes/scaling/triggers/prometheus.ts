import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import {
  asMetadata,
  checkParameters,
  checkThreshold,
  demandText,
  isLate,
  refuseCredential,
  roleAt,
  type TriggerOptions,
  type TriggerParts,
} from './parts';
import { checkScope } from './sign-in';

export interface PrometheusTriggerProps extends TriggerOptions {
  /** Where queries go: `http://prometheus.monitoring.svc:9090`, or the query endpoint of an Azure Monitor workspace. */
  readonly serverAddress: string;

  /** PromQL that gives one number. */
  readonly query: string;

  /** How much of it one pod can carry; above 0. */
  readonly threshold: number;

  /**
   * How much of it wakes a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationThreshold?: number;

  /**
   * `Value` holds the number itself at the threshold, `AverageValue` its share per pod.
   * @default 'AverageValue'
   */
  readonly metricType?: 'AverageValue' | 'Value';

  /**
   * Takes an empty answer for 0. With `false` it is an error, on which `fallback` acts; a query over the workload's own
   * pods is empty whenever there are none.
   * @default true
   */
  readonly ignoreNullValues?: boolean;

  /**
   * How KEDA signs in: a workload identity for Azure Monitor, or bearerToken; username and password; cert, key and ca;
   * customAuthHeader and customAuthValue.
   * @default - not at all; an Azure Monitor workspace wants a workload identity
   */
  readonly auth?: TriggerAuthentication;

  /**
   * Id of the Azure Monitor workspace, on which the identity becomes Monitoring Data Reader.
   * @default - the role is assigned elsewhere
   */
  readonly workspaceId?: string;
}

const PARAMETERS = ['bearerToken', 'username', 'password', 'ca', 'cert', 'key', 'customAuthHeader', 'customAuthValue'];
/** Query endpoints of Azure Monitor workspaces in all clouds. */
const AZURE_MONITOR = /\.prometheus\.monitor\.azure\.(com|us|cn)(?:[/:]|$)/;

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function prometheusTrigger(props: PrometheusTriggerProps): TriggerParts {
  const problems = new Problems();
  const { serverAddress, query, threshold, activationThreshold = 0, auth, workspaceId } = props;
  refuseCredential(problems, 'serverAddress', serverAddress);
  if (!isLate(serverAddress) && !/^https?:\/\/[^\s/]+/.test(serverAddress)) {
    problems.add({
      property: 'serverAddress',
      value: serverAddress,
      rule: 'is no http address',
      fix: "Write it as 'http://prometheus.monitoring.svc:9090'",
      code: 'trigger/host',
    });
  }
  demandText(problems, 'query', query);
  checkThreshold(problems, 'threshold', threshold);
  checkThreshold(problems, 'activationThreshold', activationThreshold, { zero: true });
  if (auth) checkParameters(problems, auth, PARAMETERS);
  if (AZURE_MONITOR.test(serverAddress) && !auth?.identity) {
    problems.add({
      property: 'auth',
      value: serverAddress,
      rule: 'is an Azure Monitor workspace, which answers Microsoft Entra identities only',
      fix: 'Pass auth: TriggerAuthentication.workloadIdentity(identity)',
      code: 'trigger/authentication-missing',
    });
  }
  if (auth?.identity && auth.parameters.length > 0) {
    problems.add({
      property: 'auth',
      rule: 'gives a workload identity besides other credentials, and KEDA refuses both together',
      fix: 'Keep one',
      code: 'trigger/prometheus-authentication',
    });
  }
  checkScope(problems, 'workspaceId', workspaceId, auth);
  problems.throwIfAny();
  return {
    type: 'prometheus',
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    azure: auth?.identity !== undefined,
    grants: roleAt('Monitoring Data Reader', workspaceId),
    metricType: props.metricType ?? 'AverageValue',
    metadata: asMetadata({
      serverAddress,
      query,
      threshold,
      activationThreshold,
      ignoreNullValues: props.ignoreNullValues ?? true,
      authModes: authModes(auth),
    }),
  };
}

/** KEDA reads a credential only where the mode that it belongs to is named. */
function authModes(auth: TriggerAuthentication | undefined): string | undefined {
  const has = (name: string): boolean => auth?.parameters.includes(name) === true;
  const modes = [
    has('cert') ? 'tls' : undefined,
    has('bearerToken') ? 'bearer' : undefined,
    has('username') ? 'basic' : undefined,
    has('customAuthHeader') ? 'custom' : undefined,
  ].filter((mode) => mode !== undefined);
  return modes.length > 0 ? modes.join(',') : undefined;
}
