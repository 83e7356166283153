import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import { checkName, STORAGE_ACCOUNT_NAME, STORAGE_ITEM_NAME } from './names';
import { asMetadata, checkThreshold, roleAt, type TriggerOptions, type TriggerParts } from './parts';
import { checkScope, checkSignIn, demandWithIdentity } from './sign-in';

/** Where the client library of the worker writes how far it is. KEDA: "Azure Event Hubs", checkpointing behaviour. */
export type CheckpointStrategy = 'blobMetadata' | 'azureFunction' | 'goSdk' | 'dapr';

export interface EventHubTriggerProps extends TriggerOptions {
  /**
   * Name of the event hub.
   * @default - that of the connection string; needed with a workload identity
   */
  readonly eventHubName?: string;

  /**
   * Name of the namespace, without its domain. May be late.
   * @default - that of the connection string; needed with a workload identity
   */
  readonly eventHubNamespace?: string;

  /**
   * Id of the namespace, on which the identity becomes Azure Event Hubs Data Receiver.
   * @default - the role is assigned elsewhere
   */
  readonly eventHubNamespaceId?: string;

  /**
   * How KEDA signs in: `TriggerAuthentication.workloadIdentity(…)`, or parameters `connection` and `storageConnection`.
   */
  readonly auth: TriggerAuthentication;

  /** @default '$Default' */
  readonly consumerGroup?: string;

  /**
   * Storage account of the checkpoints. May be late.
   * @default - parameter `storageConnection` of `auth`
   */
  readonly storageAccountName?: string;

  /**
   * Id of the storage account, on which the identity becomes Storage Blob Data Reader.
   * @default - the role is assigned elsewhere
   */
  readonly storageAccountId?: string;

  /**
   * Container of the checkpoints; every strategy but `azureFunction` needs it.
   * @default - the one that Azure Functions make themselves
   */
  readonly blobContainer?: string;

  /**
   * How the worker writes checkpoints: `blobMetadata` is what the present libraries of Azure do.
   * @default 'blobMetadata'
   */
  readonly checkpointStrategy?: CheckpointStrategy;

  /**
   * How many events that nobody has read one pod can carry; a whole number from 1. More pods than partitions read nothing.
   * @default 64
   */
  readonly unprocessedEventThreshold?: number;

  /**
   * How many events wake a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationUnprocessedEventThreshold?: number;
}

const TYPE = 'azure-eventhub';
/** Azure: "Naming rules for Azure resources", Microsoft.EventHub. */
const NAMESPACE = {
  pattern: /^[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]$/,
  rule: 'is no name of an Event Hubs namespace: 6 to 50 letters, digits and hyphens, from a letter on, without a domain',
  fix: "Write the bare name, such as 'contoso-events'",
};
const HUB = {
  pattern: /^[A-Za-z0-9](?:[\w.-]{0,254}[A-Za-z0-9])?$/,
  rule: 'is no name of an event hub: 1 to 256 letters, digits, dots, hyphens and underscores',
  fix: "Write its name, such as 'orders'",
};

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function eventHubTrigger(props: EventHubTriggerProps): TriggerParts {
  const problems = new Problems();
  const { eventHubName, eventHubNamespace, auth, storageAccountName, blobContainer } = props;
  const { checkpointStrategy = 'blobMetadata', consumerGroup = '$Default' } = props;
  const { unprocessedEventThreshold = 64, activationUnprocessedEventThreshold = 0 } = props;
  checkName(problems, 'eventHubNamespace', eventHubNamespace, NAMESPACE);
  checkName(problems, 'eventHubName', eventHubName, HUB);
  checkName(problems, 'storageAccountName', storageAccountName, STORAGE_ACCOUNT_NAME);
  checkName(problems, 'blobContainer', blobContainer, STORAGE_ITEM_NAME);
  checkThreshold(problems, 'unprocessedEventThreshold', unprocessedEventThreshold, { whole: true });
  checkThreshold(problems, 'activationUnprocessedEventThreshold', activationUnprocessedEventThreshold, {
    whole: true,
    zero: true,
  });
  checkSignIn(problems, TYPE, auth, {
    identity: true,
    credentials: [['connection', 'storageConnection']],
    parameters: ['connection', 'storageConnection'],
    fix: "Pass auth: TriggerAuthentication.workloadIdentity(identity), or parameters 'connection' and 'storageConnection'",
  });
  demandWithIdentity(problems, auth, {
    eventHubNamespace,
    eventHubName,
    ...(auth?.parameters.includes('storageConnection') ? {} : { storageAccountName }),
  });
  if (auth) {
    checkScope(problems, 'eventHubNamespaceId', props.eventHubNamespaceId, auth);
    checkScope(problems, 'storageAccountId', props.storageAccountId, auth);
  }
  if (checkpointStrategy !== 'azureFunction' && blobContainer === undefined) {
    problems.add({
      property: 'blobContainer',
      rule: `is missing, and checkpoints of the strategy '${checkpointStrategy}' lie in one`,
      fix: "Write the container that the worker uses, or checkpointStrategy: 'azureFunction'",
      code: 'trigger/checkpoints',
    });
  }
  problems.throwIfAny();
  return {
    type: TYPE,
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    azure: true,
    grants: [
      ...roleAt('Azure Event Hubs Data Receiver', props.eventHubNamespaceId),
      ...roleAt('Storage Blob Data Reader', props.storageAccountId),
    ],
    metricType: 'AverageValue',
    metadata: asMetadata({
      eventHubName,
      eventHubNamespace,
      consumerGroup,
      storageAccountName,
      blobContainer,
      checkpointStrategy,
      unprocessedEventThreshold,
      activationUnprocessedEventThreshold,
    }),
  };
}
