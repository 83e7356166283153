import { DataAzurermManagedRedis } from '@cdktf/provider-azurerm/lib/data-azurerm-managed-redis';
import { ManagedRedis as ManagedRedisResource } from '@cdktf/provider-azurerm/lib/managed-redis';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import type { Cloud } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { LinkedService } from '../network/linked-service';
import { PrivateLink } from '../network/private-link';
import { overrideProperty, type OverrideOptions } from '../override';
import { environmentOf, type Place, type PlaceProps, resolvePlace } from '../place';
import { checkChoice } from './choice';
import { lifecycleOf, type ProtectionProps } from './protection';

export type RedisPersistence = 'none' | 'every-second' | '1h' | '6h' | '12h';
export type RedisEviction =
  | 'NoEviction'
  | 'AllKeysLFU'
  | 'AllKeysLRU'
  | 'AllKeysRandom'
  | 'VolatileLFU'
  | 'VolatileLRU'
  | 'VolatileRandom'
  | 'VolatileTTL';
export type RedisClustering = 'OSSCluster' | 'EnterpriseCluster' | 'NoCluster';

export interface ManagedRedisProps extends PlaceProps, ProtectionProps {
  /**
   * Name of the cache: 1 to 60 letters, digits and single `-`. Fixed at creation.
   * @creation
   */
  readonly name: string;
  /**
   * Size, in Azure's words: `Balanced_B5`, `MemoryOptimized_M10`, `ComputeOptimized_X5`, `FlashOptimized_A250`. Fixed at
   * creation.
   * @creation
   * @default 'Balanced_B5'
   */
  readonly sku?: string;
  /**
   * Keeps a copy of everything, in another zone where the region has them. Fixed at creation.
   * @creation
   * @default true
   */
  readonly highAvailability?: boolean;
  /**
   * Writes data to disk: every second, or as a snapshot every so many hours. Without it, data is gone when all copies are.
   * @default 'none'
   */
  readonly persistence?: RedisPersistence;
  /**
   * What goes when memory is full.
   * @default 'VolatileLRU'
   */
  readonly eviction?: RedisEviction;
  /**
   * How clients see the shards: by the cluster API of Redis, as one endpoint, or one shard alone.
   * @default 'OSSCluster'
   */
  readonly clustering?: RedisClustering;
  /**
   * Lets keys sign in besides Entra ID. Azure gives data access by access policies that azurerm does not know yet: `az
   * redisenterprise database access-policy-assignment create` assigns one to an identity.
   * @default false
   */
  readonly accessKeys?: boolean;
  /**
   * Lets the cache be reached over the internet.
   * @default false where a `PrivateEndpoint` leads there, else true
   */
  readonly publicNetworkAccess?: boolean;
}

const SKU = /^(Balanced_B|MemoryOptimized_M|ComputeOptimized_X|FlashOptimized_A)\d+$/;
const EVICTIONS: readonly RedisEviction[] = [
  'NoEviction',
  'AllKeysLFU',
  'AllKeysLRU',
  'AllKeysRandom',
  'VolatileLFU',
  'VolatileLRU',
  'VolatileRandom',
  'VolatileTTL',
];
const PORTS: readonly number[] = Object.freeze([10_000]);

/** What is the same for a cache that is created here and one that is brought. */
export abstract class ManagedRedisBase extends LinkedService {
  abstract readonly redisName: string;
  /** Late. */
  abstract readonly redisId: string;
  /** Known at synth: `contoso.westeurope.redis.azure.net`. */
  abstract readonly hostName: string;
  readonly ports = PORTS;
}

/**
 * A cache, or a store in memory. Its data is reached by access policies, which azurerm does not know yet, or by keys.
 * Azure: "What is Azure Managed Redis?"
 */
export class ManagedRedis extends ManagedRedisBase {
  /**
   * Uses a cache that exists already; nothing is created.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingResource): ManagedRedisBase {
    return new BroughtManagedRedis(scope, id, existing);
  }

  readonly redisName: string;
  readonly redisId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;
  private readonly resource: ManagedRedisResource;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: ManagedRedisProps) {
    super(scope, id);
    const problems = new Problems(this);
    const place = resolvePlace(this, props, problems);
    check(props, place, problems);
    problems.throwIfAny();
    this.redisName = props.name;
    this.hostName = hostNameOf(props.name, place.location);
    this.privateLink = linkOf(this, place.cloud);
    this.resource = fixAddress(new ManagedRedisResource(this, 'Resource', config(props, place, this.privateLink)));
    this.redisId = this.resource.id;
  }

  /**
   * Sets a property of `azurerm_managed_redis` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class BroughtManagedRedis extends ManagedRedisBase {
  readonly redisName: string;
  readonly redisId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { cloud, ...place } = findExisting(this, existing, (name) => azureName('managedRedis', name));
    const found = fixAddress(new DataAzurermManagedRedis(this, 'Resource', place));
    const location = environmentOf(this)?.location;
    this.redisName = existing.name;
    this.redisId = found.id;
    this.hostName = location === undefined ? found.hostname : hostNameOf(existing.name, location);
    this.privateLink = linkOf(this, cloud);
  }
}

function hostNameOf(name: string, location: string): string {
  return `${name.toLowerCase()}.${location}.redis.azure.net`;
}

function linkOf(redis: ManagedRedisBase, cloud: Cloud): PrivateLink {
  return new PrivateLink({
    description: `Azure Managed Redis '${redis.redisName}'`,
    resourceId: () => redis.redisId,
    cloud,
    subresources: ['redisEnterprise'],
  });
}

function check(props: ManagedRedisProps, { cloud }: Place, problems: Problems): void {
  const { sku = 'Balanced_B5', eviction = 'VolatileLRU', clustering = 'OSSCluster', persistence = 'none' } = props;
  problems.attempt('name', () => azureName('managedRedis', props.name));
  if (cloud !== 'public') {
    problems.add({
      property: 'cloud',
      value: cloud,
      rule: 'has no Azure Managed Redis',
      fix: 'Run Redis in the cluster',
      code: 'redis/cloud',
    });
  }
  if (!SKU.test(sku)) {
    problems.add({
      property: 'sku',
      value: sku,
      rule: 'is no size of Azure Managed Redis',
      fix: "Write one such as 'Balanced_B5' or 'MemoryOptimized_M10'",
      code: 'redis/sku',
    });
  }
  checkChoice(problems, { property: 'eviction', value: eviction, what: 'a way to make room', code: 'redis/eviction' }, EVICTIONS);
  checkChoice(
    problems,
    { property: 'clustering', value: clustering, what: 'a way to show shards', code: 'redis/clustering' },
    ['OSSCluster', 'EnterpriseCluster', 'NoCluster'],
  );
  checkChoice(
    problems,
    { property: 'persistence', value: persistence, what: 'a way to keep data on disk', code: 'redis/persistence' },
    ['none', 'every-second', '1h', '6h', '12h'],
  );
}

function config(
  props: ManagedRedisProps,
  place: Place,
  link: PrivateLink,
): ConstructorParameters<typeof ManagedRedisResource>[2] {
  const { persistence = 'none', publicNetworkAccess } = props;
  const snapshots = persistence === '1h' || persistence === '6h' || persistence === '12h';
  return {
    name: props.name,
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    skuName: props.sku ?? 'Balanced_B5',
    highAvailabilityEnabled: props.highAvailability ?? true,
    publicNetworkAccess: Lazy.stringValue({
      produce: () => ((publicNetworkAccess ?? !link.isUsed) ? 'Enabled' : 'Disabled'),
    }),
    defaultDatabase: {
      accessKeysAuthenticationEnabled: props.accessKeys ?? false,
      clientProtocol: 'Encrypted',
      clusteringPolicy: props.clustering ?? 'OSSCluster',
      evictionPolicy: props.eviction ?? 'VolatileLRU',
      persistenceAppendOnlyFileBackupFrequency: persistence === 'every-second' ? '1s' : undefined,
      persistenceRedisDatabaseBackupFrequency: snapshots ? persistence : undefined,
    },
    lifecycle: lifecycleOf(props.deletionProtection ?? true),
    tags: { ...place.tags },
  };
}
