import type { ConnectionPeer } from '../../connect/connections';
import { Trigger } from '../trigger';
import type { RedisListTriggerProps, RedisStreamTriggerProps, RedisTriggerOptions } from '../triggers/redis';
import { portsOfAddresses } from './ports-of-addresses';
import { QueueSource, type QueueTarget } from './queue-source';

export interface RedisVariables {
  /** Addresses, parted by commas. @default 'REDIS_ADDRESS' */
  readonly address?: string;
  /** Key of the list or stream. @default 'REDIS_LIST', or 'REDIS_STREAM' */
  readonly key?: string;
  /** @default 'REDIS_CONSUMER_GROUP' */
  readonly consumerGroup?: string;
  /** @default 'REDIS_USERNAME' */
  readonly username?: string;
  /** @default 'REDIS_PASSWORD' */
  readonly password?: string;
}

interface RedisQueueOptions {
  /**
   * Where Redis runs: a workload of this program, or a `Peer` (`Peer.pods({ … })`, `Peer.privateEndpoint('10.20.5.4')`).
   * Policies are opened for the worker, and on a workload of this program for KEDA's operator.
   */
  readonly at: ConnectionPeer;

  /**
   * Names of the worker's environment variables.
   * @default - REDIS_ADDRESS, REDIS_LIST (or _STREAM and _CONSUMER_GROUP), REDIS_USERNAME, REDIS_PASSWORD
   */
  readonly variables?: RedisVariables;
}

export interface RedisListProps
  extends Omit<RedisListTriggerProps, 'listName' | 'listLength' | 'activationListLength'>, RedisQueueOptions {}

export interface RedisStreamProps
  extends
    Omit<
      RedisStreamTriggerProps,
      'stream' | 'consumerGroup' | 'lagCount' | 'activationLagCount' | 'pendingEntriesCount' | 'streamLength'
    >,
    RedisQueueOptions {
  /** Group of readers, whose lag is counted: the one count that wakes a worker at zero. Redis 7. */
  readonly consumerGroup: string;
}

/** Lists and streams of Redis. */
export class Redis {
  /** @example Redis.list('orders', { at: cache, server: RedisServer.single('cache.shop.svc:6379') }) */
  static list(listName: string, props: RedisListProps): QueueSource {
    const { at, variables, ...trigger } = props;
    return redis(listName, { at, options: trigger, variables: { key: 'REDIS_LIST', ...variables } }, (target) =>
      Trigger.redisList({
        ...trigger,
        listName,
        listLength: target.messagesPerReplica,
        activationListLength: target.activationMessages,
      }),
    );
  }

  /** @example Redis.stream('orders', { at: cache, server: RedisServer.single('cache.shop.svc:6379'), consumerGroup: 'workers' }) */
  static stream(stream: string, props: RedisStreamProps): QueueSource {
    const { at, variables, ...trigger } = props;
    return redis(
      stream,
      {
        at,
        options: trigger,
        consumerGroup: trigger.consumerGroup,
        variables: { key: 'REDIS_STREAM', ...variables },
      },
      (target) =>
        Trigger.redisStream({
          ...trigger,
          stream,
          lagCount: target.messagesPerReplica,
          activationLagCount: target.activationMessages,
        }),
    );
  }

  private constructor() {}
}

interface RedisFacts {
  readonly at: ConnectionPeer;
  readonly options: RedisTriggerOptions;
  readonly consumerGroup?: string;
  readonly variables: RedisVariables;
}

function redis(
  key: string,
  { at, options, consumerGroup, variables }: RedisFacts,
  toTrigger: (target: QueueTarget) => Trigger,
): QueueSource {
  toTrigger({ messagesPerReplica: 1 }); // whatever is wrong shows here, where it was written
  const { addresses } = options.server;
  const ports = portsOfAddresses(addresses);
  return QueueSource.fromParts(key, {
    auth: options.auth,
    trigger: toTrigger,
    literals: () => ({ address: addresses.join(','), key, consumerGroup }),
    variables: {
      address: variables.address ?? 'REDIS_ADDRESS',
      key: variables.key ?? 'REDIS_LIST',
      consumerGroup: variables.consumerGroup ?? 'REDIS_CONSUMER_GROUP',
      username: variables.username ?? 'REDIS_USERNAME',
      password: variables.password ?? 'REDIS_PASSWORD',
    },
    peer: at,
    workerPorts: ports,
    kedaPorts: ports,
  });
}
