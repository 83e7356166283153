import { CosmosAccount } from '../../../lib/azure/data/cosmos-account';
import type { CosmosContainerProps, CosmosDatabaseProps } from '../../../lib/azure/data/cosmos-entities';
import type { CosmosAccountProps } from '../../../lib/azure/data/cosmos-props';
import { Duration } from '../../../lib/core/duration';
import { refused, thrown } from '../network/world';
import { dataWorld, GROUP } from './world';

function world(props: Partial<CosmosAccountProps> = {}) {
  const made = dataWorld();
  const cosmos = new CosmosAccount(made.prod, 'cosmos', { name: 'contoso', ...props });
  return { ...made, cosmos };
}

describe('CosmosAccount', () => {
  it('is in several zones and regions, restored to any moment, without keys, private once an endpoint leads there', () => {
    const { cosmos, subnet, endpoint, render } = world({ geoReplications: ['northeurope'] });
    const demands: number[] = [];
    const addDemand = subnet.addDemand.bind(subnet);
    subnet.addDemand = (demand) => {
      demands.push(demand.addresses());
      addDemand(demand);
    };
    endpoint(cosmos);
    expect(demands).toEqual([3]);
    const rendered = render();
    expect(rendered.only('azurerm_cosmosdb_account')).toEqual({
      name: 'contoso',
      resource_group_name: GROUP,
      location: 'westeurope',
      offer_type: 'Standard',
      kind: 'GlobalDocumentDB',
      capabilities: [],
      consistency_policy: { consistency_level: 'Session' },
      geo_location: [
        { location: 'westeurope', failover_priority: 0, zone_redundant: true },
        { location: 'northeurope', failover_priority: 1, zone_redundant: true },
      ],
      automatic_failover_enabled: true,
      multiple_write_locations_enabled: false,
      backup: { type: 'Continuous', tier: 'Continuous7Days' },
      local_authentication_disabled: true,
      access_key_metadata_writes_enabled: false,
      minimal_tls_version: 'Tls12',
      public_network_access_enabled: false,
      ip_range_filter: [],
      lifecycle: { prevent_destroy: true },
      tags: {},
    });
    expect(rendered.only('azurerm_private_dns_zone')).toMatchObject({ name: 'privatelink.documents.azure.com' });
    expect([cosmos.hostName, cosmos.ports]).toEqual(['contoso.documents.azure.com', [443]]);
    expect(refused(rendered)).toEqual([]);
  });

  it('gives roles of its own, once', () => {
    const { cosmos, identity, render } = world();
    cosmos.grantRead(identity);
    cosmos.grantWrite(identity);
    cosmos.grantWrite(identity);
    const rendered = render();
    expect(rendered.all('azurerm_cosmosdb_sql_role_assignment')).toEqual({
      'shop_cosmos-read-contoso': expect.objectContaining({
        role_definition_id:
          '${azurerm_cosmosdb_account.cosmos.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001',
      }) as unknown,
      'shop_cosmos-write-contoso': {
        account_name: '${azurerm_cosmosdb_account.cosmos.name}',
        resource_group_name: GROUP,
        principal_id: '${azurerm_user_assigned_identity.shop.principal_id}',
        role_definition_id:
          '${azurerm_cosmosdb_account.cosmos.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002',
        scope: '${azurerm_cosmosdb_account.cosmos.id}',
      },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('holds databases and containers, each with its own throughput or that of the database', () => {
    const { cosmos, render } = world();
    cosmos.addDatabase('shop').addContainer('orders', {
      partitionKey: ['/tenant', '/customer'],
      timeToLive: Duration.days(1),
    });
    const shared = cosmos.addDatabase('shared', { maxThroughput: 4000 });
    shared.addContainer('carts', { partitionKey: '/id' });
    shared.addContainer('hot', { partitionKey: '/id', maxThroughput: 10_000 });
    const rendered = render();
    expect(rendered.all('azurerm_cosmosdb_sql_container')).toMatchObject({
      cosmos_shop_orders: {
        name: 'orders',
        database_name: '${azurerm_cosmosdb_sql_database.cosmos_shop.name}',
        partition_key_paths: ['/tenant', '/customer'],
        partition_key_kind: 'MultiHash',
        default_ttl: 86_400,
        autoscale_settings: { max_throughput: 1000 },
        lifecycle: { prevent_destroy: true },
      },
      cosmos_shared_hot: { autoscale_settings: { max_throughput: 10_000 }, partition_key_kind: 'Hash' },
    });
    expect(rendered.all('azurerm_cosmosdb_sql_container').cosmos_shared_carts).not.toHaveProperty('autoscale_settings');
    expect(rendered.all('azurerm_cosmosdb_sql_database').cosmos_shared).toMatchObject({
      autoscale_settings: { max_throughput: 4000 },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('speaks Mongo, by keys, without throughput where it is serverless', () => {
    const { cosmos, identity, endpoint, render } = world({ api: 'Mongo', serverless: true, deletionProtection: false });
    cosmos.addDatabase('shop').addContainer('orders', { partitionKey: 'customer', timeToLive: Duration.hours(1) });
    endpoint(cosmos);
    const rendered = render();
    expect(rendered.only('azurerm_cosmosdb_account')).toMatchObject({
      kind: 'MongoDB',
      mongo_server_version: '7.0',
      capabilities: [{ name: 'EnableMongo' }, { name: 'EnableServerless' }],
      local_authentication_disabled: false,
    });
    expect(rendered.only('azurerm_cosmosdb_mongo_collection')).toEqual({
      name: 'orders',
      account_name: '${azurerm_cosmosdb_account.cosmos.name}',
      resource_group_name: GROUP,
      database_name: '${azurerm_cosmosdb_mongo_database.cosmos_shop.name}',
      shard_key: 'customer',
      default_ttl_seconds: 3600,
      index: [{ keys: ['_id'], unique: true }],
    });
    expect([cosmos.hostName, cosmos.ports]).toEqual(['contoso.mongo.cosmos.azure.com', [10_255]]);
    expect(rendered.only('azurerm_private_dns_zone')).toMatchObject({ name: 'privatelink.mongo.cosmos.azure.com' });
    expect(refused(rendered)).toEqual([]);
    expect(thrown(() => cosmos.grantRead(identity))).toEqual([
      "[prod/cosmos] 'api' (Mongo) lets nobody in but by keys, so that no identity can be given a role. Put a connection string into a Key Vault, or use api: 'Sql'. (cosmos/mongo-keys)",
    ]);
  });

  it('takes writes everywhere on request, and is overridden with a reason', () => {
    const { cosmos, render } = world({
      geoReplications: [{ location: 'northeurope', zoneRedundant: false }],
      multipleWrites: true,
      backup: 'Periodic',
      consistency: 'BoundedStaleness',
      allowedIpRanges: ['20.1.2.3'],
    });
    cosmos.override('free_tier_enabled', true, { reason: 'a trial' });
    const database = cosmos.addDatabase('shop');
    database.override('throughput', 400, { reason: 'small' });
    database.addContainer('orders', { partitionKey: '/id' }).override('analytical_storage_ttl', -1, { reason: 'reports' });
    const rendered = render();
    expect(rendered.only('azurerm_cosmosdb_account')).toMatchObject({
      free_tier_enabled: true,
      consistency_policy: { max_interval_in_seconds: 300, max_staleness_prefix: 100_000 },
      backup: { type: 'Periodic', interval_in_minutes: 240, retention_in_hours: 8, storage_redundancy: 'Geo' },
      automatic_failover_enabled: false,
      multiple_write_locations_enabled: true,
      public_network_access_enabled: true,
      ip_range_filter: ['20.1.2.3'],
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('uses an account that exists already, and adds to it', () => {
    const { prod, identity, render } = dataWorld();
    const cosmos = CosmosAccount.fromName(prod, 'cosmos', { name: 'contoso', resourceGroupName: 'shared' });
    cosmos.addDatabase('shop');
    cosmos.grantRead(identity);
    const rendered = render();
    expect(rendered.only('azurerm_cosmosdb_sql_database')).toMatchObject({
      account_name: 'contoso',
      resource_group_name: 'shared',
    });
    expect(rendered.only('azurerm_cosmosdb_sql_role_assignment')).toMatchObject({
      scope: '${data.azurerm_cosmosdb_account.cosmos.id}',
    });
    expect(refused(rendered)).toEqual([]);
  });

  it.each<[string, Partial<CosmosAccountProps>, readonly string[]]>([
    [
      'what Cosmos DB does not know',
      { name: 'Contoso!', api: 'Graph' as never, consistency: 'Perfect' as never, backup: 'Never' as never },
      [
        "'name' (Contoso!) is not the name of a Cosmos DB account: 3 to 44 lower-case letters, digits and '-', starting and ending with a letter or digit. Did you mean 'contoso'? (name/azure)",
        "'api' (Graph) is not an API of Cosmos DB here. Write one of 'Sql', 'Mongo'. (cosmos/api)",
        "'consistency' (Perfect) is not a level of consistency. Write one of 'Strong', 'BoundedStaleness', 'Session', 'ConsistentPrefix', 'Eventual'. (cosmos/consistency)",
        "'backup' (Never) is not a way of backing up. Write one of 'Continuous7Days', 'Continuous30Days', 'Periodic'. (cosmos/backup)",
      ],
    ],
    [
      'zones where there are none, and regions twice or unknown',
      { location: 'westcentralus', geoReplications: ['westus', 'westcentralus', 'westerope'] },
      [
        "'zoneRedundant' (true) needs availability zones, and westcentralus has none. Set zoneRedundant: false. (cosmos/no-zones)",
        "'geoReplications' (westus) needs availability zones, and westus has none. Write { location: 'westus', zoneRedundant: false }. (cosmos/no-zones)",
        "'geoReplications' (westcentralus) needs availability zones, and westcentralus has none. Write { location: 'westcentralus', zoneRedundant: false }. (cosmos/no-zones)",
        "'geoReplications' (westcentralus) holds a copy already. Leave it out. (cosmos/region-twice)",
        "'geoReplications' (westerope) is not a region of the public cloud. Did you mean 'westeurope'? (region/unknown)",
      ],
    ],
    [
      'several regions of a serverless account',
      { serverless: true, geoReplications: ['northeurope'] },
      ["'serverless' runs in one region, and geoReplications name more. Keep one of the two. (cosmos/serverless)"],
    ],
    [
      'writes everywhere of one region, strongly, with any moment to go back to',
      { multipleWrites: true, consistency: 'Strong' },
      [
        "'multipleWrites' needs a second region. Name one in geoReplications, or leave it out. (cosmos/one-region)",
        "'consistency' Strong is not there where every region takes writes. Write 'BoundedStaleness'. (cosmos/consistency)",
        "'backup' is periodic where every region takes writes. Write 'Periodic'. (cosmos/backup)",
      ],
    ],
    [
      'Mongo without keys',
      { api: 'Mongo', localAuth: false },
      ["'localAuth' is off, and Mongo lets nobody in but by keys. Leave it out. (cosmos/mongo-keys)"],
    ],
  ])('refuses %s', (_, props, messages) => {
    expect(thrown(() => world(props))).toEqual(messages.map((message) => `[prod/cosmos] ${message}`));
  });

  it.each<[Partial<CosmosAccountProps>, CosmosDatabaseProps, CosmosContainerProps, readonly string[]]>([
    [
      {},
      {},
      { name: 'a#b', partitionKey: 'id', maxThroughput: 1500 },
      [
        "'name' (a#b) is not the name of a database or container of Cosmos DB: 1 to 255 characters without '/', '\\', '#' and '?', not ending with a space. Write another one. (name/azure)",
        "'partitionKey' (id) is not one to three paths. Write '/customerId'. (cosmos/partition-key)",
        "'maxThroughput' (1500) is not a number of thousands from 1000. Write 2000. (cosmos/throughput)",
      ],
    ],
    [
      { api: 'Mongo', serverless: true },
      {},
      { partitionKey: ['a', 'b'], maxThroughput: 1000 },
      [
        "'partitionKey' (a, b) is not the name of one field. Write 'customerId'. (cosmos/partition-key)",
        "'maxThroughput' (1000) is not there for a serverless account, which bills for each request. Leave it out. (cosmos/throughput)",
      ],
    ],
  ])('refuses containers that Azure would refuse', (account, database, container, messages) => {
    const made = world(account).cosmos.addDatabase('shop', database);
    expect(thrown(() => made.addContainer('orders', container))).toEqual(
      messages.map((message) => `[prod/cosmos/shop/orders] ${message}`),
    );
  });
});
