import type { Cloud, IWorkloadIdentity } from '../../../core/contracts';
import type { IStorageQueue } from '../../../core/service-contracts';
import type { ConnectionPeer } from '../../connect/connections';
import { Peer } from '../../connect/peer';
import { Trigger } from '../trigger';
import { TriggerAuthentication } from '../trigger-authentication';
import type { TriggerOptions } from '../triggers/parts';
import type { StorageQueueTriggerProps } from '../triggers/storage-queue';
import { QueueSource } from './queue-source';

export interface StorageQueueVariables {
  /** Address of the account's queues: `https://contoso.queue.core.windows.net`. @default 'STORAGE_QUEUE_URL' */
  readonly account?: string;
  /** @default 'STORAGE_QUEUE' */
  readonly queueName?: string;
  /** @default 'STORAGE_CONNECTION_STRING' */
  readonly connection?: string;
}

export interface StorageQueueProps extends Omit<
  StorageQueueTriggerProps,
  'queueName' | 'queueLength' | 'activationQueueLength'
> {
  /**
   * Where the account answers: `Peer.privateEndpoint('10.20.5.4')` where it has a private endpoint.
   * @default Peer.internet()
   */
  readonly endpoint?: ConnectionPeer;

  /**
   * Names of the worker's environment variables.
   * @default - STORAGE_QUEUE_URL, STORAGE_QUEUE, STORAGE_CONNECTION_STRING
   */
  readonly variables?: StorageQueueVariables;
}

/** How a worker reads a queue of a storage account of this program. */
export interface StorageQueueSourceProps extends TriggerOptions {
  /** Whom the worker and KEDA sign in as. */
  readonly identity: IWorkloadIdentity;

  /**
   * Names of the worker's environment variables.
   * @default - STORAGE_QUEUE_URL, STORAGE_QUEUE
   */
  readonly variables?: StorageQueueVariables;
}

const STORAGE_DOMAIN: Readonly<Record<Cloud, string>> = {
  public: 'core.windows.net',
  usgovernment: 'core.usgovcloudapi.net',
  china: 'core.chinacloudapi.cn',
};

/** Queues of Azure storage accounts. */
export class StorageQueue {
  /** @example StorageQueue.queue('orders', { accountName: 'contosoorders', auth: TriggerAuthentication.workloadIdentity(identity) }) */
  static queue(name: string, props: StorageQueueProps): QueueSource {
    const { endpoint, variables, ...trigger } = props;
    const toTrigger = (queueLength: number, activationQueueLength?: number): Trigger =>
      Trigger.azureStorageQueue({ ...trigger, queueName: name, queueLength, activationQueueLength });
    toTrigger(1); // whatever is wrong shows here, where it was written
    const { accountName } = trigger;
    return QueueSource.fromParts(name, {
      auth: trigger.auth,
      trigger: ({ messagesPerReplica, activationMessages }) => toTrigger(messagesPerReplica, activationMessages),
      literals: (cloud) => ({
        account: accountName && `https://${accountName}.queue.${STORAGE_DOMAIN[cloud]}`,
        queueName: name,
      }),
      variables: {
        account: variables?.account ?? 'STORAGE_QUEUE_URL',
        queueName: variables?.queueName ?? 'STORAGE_QUEUE',
        connection: variables?.connection ?? 'STORAGE_CONNECTION_STRING',
      },
      peer: endpoint ?? Peer.internet(),
      workerPorts: [443],
      kedaPorts: [443],
    });
  }

  /**
   * A queue of this program, reached as its account is. The identity may take messages off it, and count them.
   * @example StorageQueue.of(orders, { identity })
   */
  static of(queue: IStorageQueue, { identity, ...options }: StorageQueueSourceProps): QueueSource {
    queue.grantProcess(identity);
    return StorageQueue.queue(queue.queueName, {
      ...options,
      auth: TriggerAuthentication.workloadIdentity(identity),
      accountName: queue.account.accountName,
      accountId: queue.account.accountId,
      endpoint: queue.account,
    });
  }

  private constructor() {}
}
