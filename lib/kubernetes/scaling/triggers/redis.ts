import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import { asMetadata, checkThreshold, demandText, type TriggerOptions, type TriggerParts } from './parts';
import type { RedisServer } from './redis-server';
import { checkSignIn } from './sign-in';

export interface RedisTriggerOptions extends TriggerOptions {
  /** `RedisServer.single('redis.shop.svc:6379')`, `.cluster([…])` or `.sentinel([…], { master })`. */
  readonly server: RedisServer;

  /**
   * How KEDA signs in. Parameters: username, password, those of sentinels, and ca, cert, key and keyPassword. The scaler
   * takes no workload identity: keep the key of an Azure Cache for Redis in a Key Vault.
   * @default - not at all
   */
  readonly auth?: TriggerAuthentication;

  /**
   * Speaks TLS, as Azure Cache for Redis does at port 6380.
   * @default false, or parameter `tls` of `auth`
   */
  readonly tls?: boolean;

  /**
   * Number of the database; a Redis Cluster has one only.
   * @default 0
   */
  readonly databaseIndex?: number;
}

export interface RedisListTriggerProps extends RedisTriggerOptions {
  /** Key of a list; sets and hashes are counted as well. */
  readonly listName: string;

  /**
   * How many entries one pod can carry; a whole number from 1.
   * @default 5
   */
  readonly listLength?: number;

  /**
   * How many entries wake a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationListLength?: number;
}

export interface RedisStreamTriggerProps extends RedisTriggerOptions {
  /** Key of the stream. */
  readonly stream: string;

  /**
   * Group of readers; with `lagCount` or `pendingEntriesCount`.
   * @default - the stream itself is counted
   */
  readonly consumerGroup?: string;

  /**
   * How many entries that the group has not read yet one pod can carry, from 1. Redis 7. The one count that can wake a
   * workload at zero.
   * @default - one of the other two is counted
   */
  readonly lagCount?: number;

  /**
   * How many unread entries wake a workload at zero; with `lagCount`.
   * @default 0
   */
  readonly activationLagCount?: number;

  /**
   * How many entries that readers have in hand one pod can carry, from 1.
   * @default - one of the other two is counted
   */
  readonly pendingEntriesCount?: number;

  /**
   * How many entries of the stream one pod can carry, from 1; without a group. Nothing removes them unless the readers do.
   * @default - one of the other two is counted
   */
  readonly streamLength?: number;
}

const PARAMETERS = [
  'username',
  'password',
  'sentinelUsername',
  'sentinelPassword',
  'tls',
  'ca',
  'cert',
  'key',
  'keyPassword',
];

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function redisListTrigger(props: RedisListTriggerProps): TriggerParts {
  const problems = new Problems();
  const { listName, listLength = 5, activationListLength = 0 } = props;
  demandText(problems, 'listName', listName);
  checkThreshold(problems, 'listLength', listLength, { whole: true });
  checkThreshold(problems, 'activationListLength', activationListLength, { whole: true, zero: true });
  const common = redis(problems, props, { single: 'redis', cluster: 'redis-cluster', sentinel: 'redis-sentinel' });
  problems.throwIfAny();
  return {
    ...common,
    metadata: { ...common.metadata, ...asMetadata({ listName, listLength, activationListLength }) },
  };
}

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function redisStreamTrigger(props: RedisStreamTriggerProps): TriggerParts {
  const problems = new Problems();
  const { stream, consumerGroup, lagCount, activationLagCount, pendingEntriesCount, streamLength } = props;
  demandText(problems, 'stream', stream);
  const counts = { lagCount, pendingEntriesCount, streamLength };
  for (const [property, count] of Object.entries(counts)) checkThreshold(problems, property, count, { whole: true });
  checkThreshold(problems, 'activationLagCount', activationLagCount, { whole: true, zero: true });
  const given = Object.entries(counts).filter(([, count]) => count !== undefined);
  const [counted] = given.map(([property]) => property);
  const wrong = whyNotCounted(given.length, counted, consumerGroup);
  if (wrong) problems.add({ property: counted ?? 'lagCount', ...wrong, code: 'trigger/redis-count' });
  if (activationLagCount !== undefined && lagCount === undefined) {
    problems.add({
      property: 'activationLagCount',
      value: activationLagCount,
      rule: "has no effect without 'lagCount'",
      fix: "Leave it out, or count with 'lagCount'",
      code: 'trigger/redis-count',
    });
  }
  const common = redis(problems, props, {
    single: 'redis-streams',
    cluster: 'redis-cluster-streams',
    sentinel: 'redis-sentinel-streams',
  });
  problems.throwIfAny();
  return {
    ...common,
    metadata: {
      ...common.metadata,
      ...asMetadata({
        stream,
        consumerGroup,
        ...counts,
        activationLagCount: lagCount === undefined ? undefined : (activationLagCount ?? 0),
      }),
    },
  };
}

/** KEDA: `redisStreamsMetadata.Validate` counts by the group, so that a count of the other kind is not read. */
function whyNotCounted(
  count: number,
  counted: string | undefined,
  consumerGroup: string | undefined,
): { readonly rule: string; readonly fix: string } | undefined {
  if (count !== 1) {
    return {
      rule: count === 0 ? 'is missing, and so is every other count' : 'is given beside another count',
      fix: 'Write one of lagCount, pendingEntriesCount and streamLength',
    };
  }
  const ofGroup = counted !== 'streamLength';
  if (ofGroup === (consumerGroup !== undefined)) return undefined;
  return ofGroup
    ? { rule: "counts for a group, and 'consumerGroup' names none", fix: 'Write the consumerGroup' }
    : { rule: "counts the stream, and KEDA counts for the group where 'consumerGroup' is given", fix: 'Keep one' };
}

function redis(
  problems: Problems,
  props: RedisTriggerOptions,
  types: Readonly<Record<RedisServer['layout'], string>>,
): TriggerParts {
  const { server, auth, tls, databaseIndex } = props;
  const type = types[server.layout];
  checkSignIn(problems, type, auth, {
    identity: false,
    credentials: [],
    parameters: PARAMETERS,
    fix: "Keep the password in a Key Vault: TriggerAuthentication.keyVault(identity, { password: vault.secret('…') })",
  });
  if (tls !== undefined && auth?.parameters.includes('tls')) {
    problems.add({
      property: 'tls',
      value: tls,
      rule: "is given here and as a parameter of 'auth', and KEDA refuses both together",
      fix: 'Keep one',
      code: 'trigger/redis-tls',
    });
  }
  checkThreshold(problems, 'databaseIndex', databaseIndex, { whole: true, zero: true });
  if (server.layout === 'cluster' && databaseIndex !== undefined && databaseIndex !== 0) {
    problems.add({
      property: 'databaseIndex',
      value: databaseIndex,
      rule: 'is a second database, and a Redis Cluster has one only',
      fix: 'Leave it out',
      code: 'trigger/redis-database',
    });
  }
  const addresses = server.addresses.join(',');
  return {
    type,
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    metricType: 'AverageValue',
    metadata: asMetadata({
      ...(server.layout === 'single' ? { address: addresses } : { addresses }),
      sentinelMaster: server.master,
      enableTLS: tls,
      databaseIndex,
    }),
  };
}
