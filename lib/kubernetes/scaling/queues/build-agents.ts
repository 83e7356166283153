import { Peer } from '../../connect/peer';
import { Trigger } from '../trigger';
import type { AzurePipelinesTriggerProps, GitHubRunnerTriggerProps } from '../triggers/runners';
import { QueueSource } from './queue-source';

export interface AzurePipelinesVariables {
  /** @default 'AZP_URL' */
  readonly organizationUrl?: string;
  /** @default 'AZP_POOL' */
  readonly pool?: string;
  /** @default 'AZP_TOKEN' */
  readonly personalAccessToken?: string;
}

export interface AzurePipelinesProps extends Omit<
  AzurePipelinesTriggerProps,
  'targetPipelinesQueueLength' | 'activationTargetPipelinesQueueLength' | 'pool'
> {
  /**
   * Names of the agent's environment variables.
   * @default - AZP_URL, AZP_POOL, AZP_TOKEN, as Azure DevOps' own start script reads them
   */
  readonly variables?: AzurePipelinesVariables;
}

export interface GitHubRunnerVariables {
  /** @default 'GITHUB_OWNER' */
  readonly owner?: string;
  /** Repositories, parted by commas. @default 'GITHUB_REPOSITORIES' */
  readonly repos?: string;
  /** Labels, parted by commas. @default 'RUNNER_LABELS' */
  readonly labels?: string;
  /** @default 'GITHUB_PAT' */
  readonly personalAccessToken?: string;
  /** @default 'GITHUB_APP_KEY' */
  readonly appKey?: string;
}

export interface GitHubRunnerProps extends Omit<GitHubRunnerTriggerProps, 'targetWorkflowQueueLength' | 'owner'> {
  /**
   * Names of the runner's environment variables.
   * @default - GITHUB_OWNER, GITHUB_REPOSITORIES, RUNNER_LABELS, GITHUB_PAT, GITHUB_APP_KEY
   */
  readonly variables?: GitHubRunnerVariables;
}

/**
 * Jobs of pipelines that wait for an agent: for a `QueueWorker` with `mode: 'job'` and one message each, so that every
 * agent does one job and ends.
 */
export class BuildAgents {
  /**
   * @param pool of agents, by its name
   * @example BuildAgents.azurePipelines('aks', { organizationUrl: 'https://dev.azure.com/contoso', auth })
   */
  static azurePipelines(pool: string, props: AzurePipelinesProps): QueueSource {
    const { variables, ...trigger } = props;
    const toTrigger = (jobs: number, activation?: number): Trigger =>
      Trigger.azurePipelines({
        ...trigger,
        pool,
        targetPipelinesQueueLength: jobs,
        activationTargetPipelinesQueueLength: activation,
      });
    toTrigger(1); // whatever is wrong shows here, where it was written
    return QueueSource.fromParts(pool, {
      auth: trigger.auth,
      trigger: ({ messagesPerReplica, activationMessages }) => toTrigger(messagesPerReplica, activationMessages),
      literals: () => ({ organizationUrl: trigger.organizationUrl, pool }),
      variables: {
        organizationUrl: variables?.organizationUrl ?? 'AZP_URL',
        pool: variables?.pool ?? 'AZP_POOL',
        personalAccessToken: variables?.personalAccessToken ?? 'AZP_TOKEN',
      },
      ...OVER_THE_INTERNET,
    });
  }

  /** @example BuildAgents.gitHub('contoso', { runnerScope: 'repo', repos: ['shop'], auth }) */
  static gitHub(owner: string, props: GitHubRunnerProps): QueueSource {
    const { variables, ...trigger } = props;
    const toTrigger = (jobs: number): Trigger =>
      Trigger.gitHubRunner({ ...trigger, owner, targetWorkflowQueueLength: jobs });
    toTrigger(1); // whatever is wrong shows here, where it was written
    return QueueSource.fromParts(owner, {
      auth: trigger.auth,
      trigger: ({ messagesPerReplica }) => toTrigger(messagesPerReplica),
      literals: () => ({ owner, repos: trigger.repos?.join(','), labels: trigger.labels?.join(',') }),
      variables: {
        owner: variables?.owner ?? 'GITHUB_OWNER',
        repos: variables?.repos ?? 'GITHUB_REPOSITORIES',
        labels: variables?.labels ?? 'RUNNER_LABELS',
        personalAccessToken: variables?.personalAccessToken ?? 'GITHUB_PAT',
        appKey: variables?.appKey ?? 'GITHUB_APP_KEY',
      },
      ...OVER_THE_INTERNET,
    });
  }

  private constructor() {}
}

const OVER_THE_INTERNET = { peer: Peer.internet(), workerPorts: [443], kedaPorts: [443] } as const;
