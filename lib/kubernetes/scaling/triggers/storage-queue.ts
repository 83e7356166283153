import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import { checkName, STORAGE_ACCOUNT_NAME, STORAGE_ITEM_NAME } from './names';
import { asMetadata, checkThreshold, roleAt, type TriggerOptions, type TriggerParts } from './parts';
import { checkScope, checkSignIn, demandWithIdentity } from './sign-in';

export interface StorageQueueTriggerProps extends TriggerOptions {
  readonly queueName: string;

  /**
   * How KEDA signs in: `TriggerAuthentication.workloadIdentity(…)`, or parameter `connection` with the account's
   * connection string.
   */
  readonly auth: TriggerAuthentication;

  /**
   * Name of the storage account. May be late.
   * @default - that of the connection string; needed with a workload identity
   */
  readonly accountName?: string;

  /**
   * Id of the storage account, on which the identity becomes Storage Queue Data Reader: that is enough to count.
   * @default - the role is assigned elsewhere
   */
  readonly accountId?: string;

  /**
   * How many messages one pod can carry; a whole number from 1.
   * @default 5
   */
  readonly queueLength?: number;

  /**
   * How many messages wake a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationQueueLength?: number;

  /**
   * `visibleonly` leaves out messages that a worker has in hand, up to 31; above that all are counted.
   * @default 'all'
   */
  readonly queueLengthStrategy?: 'all' | 'visibleonly';
}

const TYPE = 'azure-queue';
const FIX =
  "Pass auth: TriggerAuthentication.workloadIdentity(identity), or keyVault(identity, { connection: vault.secret('…') })";

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function storageQueueTrigger(props: StorageQueueTriggerProps): TriggerParts {
  const problems = new Problems();
  const { queueName, auth, accountName, accountId, queueLength = 5, activationQueueLength = 0 } = props;
  checkName(problems, 'queueName', queueName, STORAGE_ITEM_NAME);
  checkName(problems, 'accountName', accountName, STORAGE_ACCOUNT_NAME);
  checkThreshold(problems, 'queueLength', queueLength, { whole: true });
  checkThreshold(problems, 'activationQueueLength', activationQueueLength, { whole: true, zero: true });
  checkSignIn(problems, TYPE, auth, {
    identity: true,
    credentials: [['connection']],
    parameters: ['connection'],
    fix: FIX,
  });
  demandWithIdentity(problems, auth, { accountName });
  if (auth) checkScope(problems, 'accountId', accountId, auth);
  problems.throwIfAny();
  return {
    type: TYPE,
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    azure: true,
    grants: roleAt('Storage Queue Data Reader', accountId),
    metricType: 'AverageValue',
    metadata: asMetadata({
      queueName,
      accountName,
      queueLength,
      activationQueueLength,
      queueLengthStrategy: props.queueLengthStrategy ?? 'all',
    }),
  };
}
