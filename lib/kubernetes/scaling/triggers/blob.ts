import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import { checkName, STORAGE_ACCOUNT_NAME, STORAGE_ITEM_NAME } from './names';
import { asMetadata, checkThreshold, roleAt, type TriggerOptions, type TriggerParts } from './parts';
import { checkScope, checkSignIn, demandWithIdentity } from './sign-in';

export interface BlobTriggerProps extends TriggerOptions {
  /** Container whose blobs are counted; who works one off must move or delete it. */
  readonly blobContainerName: string;

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
   * Id of the storage account, on which the identity becomes Storage Blob Data Reader.
   * @default - the role is assigned elsewhere
   */
  readonly accountId?: string;

  /**
   * How many blobs one pod can carry; a whole number from 1.
   * @default 5
   */
  readonly blobCount?: number;

  /**
   * How many blobs wake a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationBlobCount?: number;

  /**
   * Counts only blobs whose names begin so: `inbox/`.
   * @default - all
   */
  readonly blobPrefix?: string;

  /**
   * What parts folders in names; blobs below a further folder are not counted.
   * @default '/'
   */
  readonly blobDelimiter?: string;

  /**
   * Counts blobs in folders as well.
   * @default false
   */
  readonly recursive?: boolean;

  /**
   * Counts only blobs whose names match: `inbox/*.pdf`. In place of the three before.
   * @default - all
   */
  readonly globPattern?: string;
}

const TYPE = 'azure-blob';
const FIX =
  "Pass auth: TriggerAuthentication.workloadIdentity(identity), or keyVault(identity, { connection: vault.secret('…') })";

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function blobTrigger(props: BlobTriggerProps): TriggerParts {
  const problems = new Problems();
  const { blobContainerName, auth, accountName, accountId, blobCount = 5, activationBlobCount = 0 } = props;
  const { blobPrefix, blobDelimiter, recursive, globPattern } = props;
  checkName(problems, 'blobContainerName', blobContainerName, STORAGE_ITEM_NAME);
  checkName(problems, 'accountName', accountName, STORAGE_ACCOUNT_NAME);
  checkThreshold(problems, 'blobCount', blobCount, { whole: true });
  checkThreshold(problems, 'activationBlobCount', activationBlobCount, { whole: true, zero: true });
  checkSignIn(problems, TYPE, auth, {
    identity: true,
    credentials: [['connection']],
    parameters: ['connection'],
    fix: FIX,
  });
  demandWithIdentity(problems, auth, { accountName });
  if (auth) checkScope(problems, 'accountId', accountId, auth);
  for (const [property, value] of Object.entries({ blobPrefix, blobDelimiter, recursive })) {
    if (globPattern === undefined || value === undefined) continue;
    problems.add({
      property,
      value,
      rule: "is ignored beside 'globPattern'",
      fix: 'Say it in the pattern, or leave the pattern out',
      code: 'trigger/blob-pattern',
    });
  }
  problems.throwIfAny();
  return {
    type: TYPE,
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    azure: true,
    grants: roleAt('Storage Blob Data Reader', accountId),
    metricType: 'AverageValue',
    metadata: asMetadata({
      blobContainerName,
      accountName,
      blobCount,
      activationBlobCount,
      blobPrefix,
      blobDelimiter,
      recursive,
      globPattern,
    }),
  };
}
