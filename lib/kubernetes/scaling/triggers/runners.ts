import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import {
  asMetadata,
  checkThreshold,
  demandText,
  isLate,
  refuseCredential,
  type TriggerOptions,
  type TriggerParts,
} from './parts';
import { checkSignIn } from './sign-in';

export interface GitHubRunnerTriggerProps extends TriggerOptions {
  /** Owner of the repositories, or name of the organisation or enterprise. */
  readonly owner: string;

  /** Where the runners are registered. */
  readonly runnerScope: 'repo' | 'org' | 'ent';

  /**
   * Repositories whose queued jobs count. Asking for all of an organisation soon meets GitHub's rate limit.
   * @default - all of the owner
   */
  readonly repos?: readonly string[];

  /**
   * Labels of the runners; jobs that ask for others don't count.
   * @default - the default ones alone
   */
  readonly labels?: readonly string[];

  /**
   * Leaves out jobs that ask for the default labels alone: self-hosted, linux, x64.
   * @default false
   */
  readonly noDefaultLabels?: boolean;

  /**
   * How KEDA signs in: parameter `personalAccessToken`, or `appKey` with the private key of a GitHub App. GitHub knows no
   * workload identity.
   */
  readonly auth: TriggerAuthentication;

  /**
   * The GitHub App whose key `auth` gives, and its installation. Both are whole numbers.
   * @default - a personal access token
   */
  readonly app?: { readonly applicationId: number; readonly installationId: number };

  /**
   * How many queued jobs one pod can carry; a whole number from 1.
   * @default 1
   */
  readonly targetWorkflowQueueLength?: number;

  /**
   * Asks only for what has changed, which spares the rate limit.
   * @default true
   */
  readonly enableEtags?: boolean;

  /**
   * Address of the API, for GitHub Enterprise Server.
   * @default 'https://api.github.com'
   */
  readonly gitHubApiUrl?: string;
}

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function gitHubRunnerTrigger(props: GitHubRunnerTriggerProps): TriggerParts {
  const problems = new Problems();
  const { owner, repos = [], labels = [], auth, app, targetWorkflowQueueLength = 1, gitHubApiUrl } = props;
  demandText(problems, 'owner', owner);
  for (const repo of repos) demandText(problems, 'repos', repo);
  checkThreshold(problems, 'targetWorkflowQueueLength', targetWorkflowQueueLength, { whole: true });
  checkThreshold(problems, 'app.applicationId', app?.applicationId, { whole: true });
  checkThreshold(problems, 'app.installationId', app?.installationId, { whole: true });
  if (gitHubApiUrl !== undefined) checkUrl(problems, 'gitHubApiUrl', gitHubApiUrl, 'https://github.contoso.com/api/v3');
  checkSignIn(problems, 'github-runner', auth, {
    identity: false,
    credentials: [app ? ['appKey'] : ['personalAccessToken']],
    parameters: ['personalAccessToken', 'appKey'],
    fix: `Pass auth: TriggerAuthentication.keyVault(identity, { ${app ? 'appKey' : 'personalAccessToken'}: vault.secret('…') })`,
  });
  if (!app && auth?.parameters.includes('appKey')) {
    problems.add({
      property: 'app',
      rule: "is missing, and 'auth' gives the key of a GitHub App",
      fix: 'Write app: { applicationId, installationId }',
      code: 'trigger/github-app',
    });
  }
  problems.throwIfAny();
  return {
    type: 'github-runner',
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    metricType: 'AverageValue',
    metadata: asMetadata({
      owner,
      runnerScope: props.runnerScope,
      repos: repos.length > 0 ? repos.join(',') : undefined,
      labels: labels.length > 0 ? labels.join(',') : undefined,
      noDefaultLabels: props.noDefaultLabels,
      targetWorkflowQueueLength,
      enableEtags: props.enableEtags ?? true,
      applicationID: app?.applicationId,
      installationID: app?.installationId,
      githubApiURL: gitHubApiUrl,
    }),
  };
}

export interface AzurePipelinesTriggerProps extends TriggerOptions {
  /** Address of the organisation: `https://dev.azure.com/contoso`. */
  readonly organizationUrl: string;

  /** Name of the agent pool, or its number at the organisation. */
  readonly pool: string | number;

  /**
   * How KEDA signs in: `TriggerAuthentication.workloadIdentity(…)`, whose identity is a user of the organisation with the
   * right to read the pool, or parameter `personalAccessToken`.
   */
  readonly auth: TriggerAuthentication;

  /**
   * How many pending jobs one pod can carry; a whole number from 1.
   * @default 1
   */
  readonly targetPipelinesQueueLength?: number;

  /**
   * How many pending jobs wake a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationTargetPipelinesQueueLength?: number;

  /**
   * What the agents can do; only jobs that demand no more count.
   * @default - all jobs of the pool
   */
  readonly demands?: readonly string[];

  /**
   * Counts only jobs that demand exactly this, or at least this.
   * @default - jobs that demand a part of it
   */
  readonly matchDemands?: 'exactly' | 'at-least';

  /**
   * Name of an agent that is offline and has what all agents have, so that Azure DevOps decides which jobs count.
   * @default - `demands` decide
   */
  readonly parent?: string;

  /**
   * Asks for jobs that have not ended alone, which is less to read.
   * @default true
   */
  readonly fetchUnfinishedJobsOnly?: boolean;
}

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function azurePipelinesTrigger(props: AzurePipelinesTriggerProps): TriggerParts {
  const problems = new Problems();
  const { organizationUrl, pool, auth, demands = [], matchDemands, parent } = props;
  const { targetPipelinesQueueLength = 1, activationTargetPipelinesQueueLength = 0 } = props;
  checkUrl(problems, 'organizationUrl', organizationUrl, 'https://dev.azure.com/contoso');
  if (typeof pool === 'number') checkThreshold(problems, 'pool', pool, { whole: true });
  else demandText(problems, 'pool', pool);
  checkThreshold(problems, 'targetPipelinesQueueLength', targetPipelinesQueueLength, { whole: true });
  checkThreshold(problems, 'activationTargetPipelinesQueueLength', activationTargetPipelinesQueueLength, {
    whole: true,
    zero: true,
  });
  checkSignIn(problems, 'azure-pipelines', auth, {
    identity: true,
    credentials: [['personalAccessToken']],
    parameters: ['personalAccessToken'],
    fix: "Pass auth: TriggerAuthentication.workloadIdentity(identity), or keyVault(identity, { personalAccessToken: vault.secret('…') })",
  });
  if (demands.length === 0 && matchDemands !== undefined) {
    problems.add({
      property: 'matchDemands',
      value: matchDemands,
      rule: "has no effect without 'demands'",
      fix: 'Write the demands, or leave it out',
      code: 'trigger/pipelines-demands',
    });
  }
  if (demands.length > 0 && parent !== undefined) {
    problems.add({
      property: 'parent',
      value: parent,
      rule: "decides which jobs count, and 'demands' are not read beside it",
      fix: 'Keep one',
      code: 'trigger/pipelines-demands',
    });
  }
  problems.throwIfAny();
  return {
    type: 'azure-pipelines',
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    metricType: 'AverageValue',
    metadata: asMetadata({
      organizationURL: organizationUrl.replace(/\/$/, ''),
      ...(typeof pool === 'number' ? { poolID: pool } : { poolName: pool }),
      targetPipelinesQueueLength,
      activationTargetPipelinesQueueLength,
      demands: demands.length > 0 ? demands.join(',') : undefined,
      requireAllDemands: matchDemands === 'exactly' ? true : undefined,
      requireAllDemandsAndIgnoreOthers: matchDemands === 'at-least' ? true : undefined,
      parent,
      fetchUnfinishedJobsOnly: props.fetchUnfinishedJobsOnly ?? true,
    }),
  };
}

function checkUrl(problems: Problems, property: string, url: string, example: string): void {
  refuseCredential(problems, property, url);
  if (isLate(url) || /^https:\/\/[^\s/@]+(?:\/[^\s]*)?$/.test(url)) return;
  problems.add({
    property,
    value: url,
    rule: 'is no address over https',
    fix: `Write it as '${example}'`,
    code: 'trigger/host',
  });
}
