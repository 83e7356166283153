import { ManagedRedis, type ManagedRedisProps } from '../../../lib/azure/data/managed-redis';
import type { EnvironmentProps } from '../../../lib/azure/environment';
import { refused, resolved, thrown } from '../network/world';
import { dataWorld, GROUP } from './world';

function world(props: Partial<ManagedRedisProps> = {}, environment: Partial<EnvironmentProps> = {}) {
  const made = dataWorld(environment);
  const redis = new ManagedRedis(made.prod, 'redis', { name: 'contoso', ...props });
  return { ...made, redis };
}

describe('ManagedRedis', () => {
  it('has a copy of everything, no keys, and is private once an endpoint leads there', () => {
    const { redis, endpoint, render } = world();
    const open = render();
    expect(open.only('azurerm_managed_redis')).toEqual({
      name: 'contoso',
      resource_group_name: GROUP,
      location: 'westeurope',
      sku_name: 'Balanced_B5',
      high_availability_enabled: true,
      public_network_access: 'Enabled',
      default_database: {
        access_keys_authentication_enabled: false,
        client_protocol: 'Encrypted',
        clustering_policy: 'OSSCluster',
        eviction_policy: 'VolatileLRU',
      },
      lifecycle: { prevent_destroy: true },
      tags: {},
    });
    endpoint(redis);
    const closed = render();
    expect(closed.only('azurerm_managed_redis')).toMatchObject({ public_network_access: 'Disabled' });
    expect(closed.only('azurerm_private_dns_zone')).toMatchObject({ name: 'privatelink.redis.azure.net' });
    expect([redis.hostName, redis.ports]).toEqual(['contoso.westeurope.redis.azure.net', [10_000]]);
    expect(refused(closed)).toEqual([]);
  });

  it('keeps data on disk on request', () => {
    const persistence = (given: ManagedRedisProps['persistence']) => {
      const rendered = world({ persistence: given, publicNetworkAccess: false, deletionProtection: false }).render();
      expect(refused(rendered)).toEqual([]);
      return rendered.only('azurerm_managed_redis');
    };
    expect(persistence('every-second')).toMatchObject({
      public_network_access: 'Disabled',
      default_database: { persistence_append_only_file_backup_frequency: '1s' },
    });
    expect(persistence('6h')).toMatchObject({ default_database: { persistence_redis_database_backup_frequency: '6h' } });
  });

  it('uses a cache that exists already, and is overridden with a reason', () => {
    const { prod, redis, render } = world();
    redis.override('default_database.module', [{ name: 'RedisJSON' }], { reason: 'documents' });
    const old = ManagedRedis.fromName(prod, 'old', { name: 'contoso-old', resourceGroupName: 'shared' });
    expect([old.hostName, resolved(prod, old.redisId)]).toEqual([
      'contoso-old.westeurope.redis.azure.net',
      '${data.azurerm_managed_redis.old.id}',
    ]);
    const rendered = render();
    expect(rendered.only('azurerm_managed_redis')).toMatchObject({ default_database: { module: [{ name: 'RedisJSON' }] } });
    expect(refused(rendered)).toEqual([]);
  });

  it('tells everything wrong with a cache at once', () => {
    expect(
      thrown(() =>
        world(
          {
            name: '-',
            sku: 'Premium_P1',
            eviction: 'Random' as never,
            clustering: 'Some' as never,
            persistence: '2h' as never,
          },
          { cloud: 'china', location: 'chinanorth3' },
        ),
      ),
    ).toEqual(
      [
        "'name' (-) is not the name of an Azure Managed Redis: 1 to 60 letters, digits, '-', starting and ending with a letter or digit. Write 1 to 60 letters, digits, '-', starting and ending with a letter or digit. (name/azure)",
        "'cloud' (china) has no Azure Managed Redis. Run Redis in the cluster. (redis/cloud)",
        "'sku' (Premium_P1) is no size of Azure Managed Redis. Write one such as 'Balanced_B5' or 'MemoryOptimized_M10'. (redis/sku)",
        "'eviction' (Random) is not a way to make room. Write one of 'NoEviction', 'AllKeysLFU', 'AllKeysLRU', 'AllKeysRandom', 'VolatileLFU', 'VolatileLRU', 'VolatileRandom', 'VolatileTTL'. (redis/eviction)",
        "'clustering' (Some) is not a way to show shards. Write one of 'OSSCluster', 'EnterpriseCluster', 'NoCluster'. (redis/clustering)",
        "'persistence' (2h) is not a way to keep data on disk. Write one of 'none', 'every-second', '1h', '6h', '12h'. (redis/persistence)",
      ].map((message) => `[prod/redis] ${message}`),
    );
  });
});
