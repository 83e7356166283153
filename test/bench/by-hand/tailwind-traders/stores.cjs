// Databases with the names that the code of the services expects, each at a private endpoint in a subnet of its own.
const { TerraformVariable } = require('cdktf');
const { CosmosdbAccount } = require('@cdktf/provider-azurerm/lib/cosmosdb-account');
const { CosmosdbMongoCollection } = require('@cdktf/provider-azurerm/lib/cosmosdb-mongo-collection');
const { CosmosdbMongoDatabase } = require('@cdktf/provider-azurerm/lib/cosmosdb-mongo-database');
const { CosmosdbSqlContainer } = require('@cdktf/provider-azurerm/lib/cosmosdb-sql-container');
const { CosmosdbSqlDatabase } = require('@cdktf/provider-azurerm/lib/cosmosdb-sql-database');
const { MssqlDatabase } = require('@cdktf/provider-azurerm/lib/mssql-database');
const { MssqlServer } = require('@cdktf/provider-azurerm/lib/mssql-server');
const { NetworkSecurityGroup } = require('@cdktf/provider-azurerm/lib/network-security-group');
const { PrivateDnsZone } = require('@cdktf/provider-azurerm/lib/private-dns-zone');
const {
  PrivateDnsZoneVirtualNetworkLink,
} = require('@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link');
const { PrivateEndpoint } = require('@cdktf/provider-azurerm/lib/private-endpoint');
const { Subnet } = require('@cdktf/provider-azurerm/lib/subnet');
const {
  SubnetNetworkSecurityGroupAssociation,
} = require('@cdktf/provider-azurerm/lib/subnet-network-security-group-association');

const lifecycle = { preventDestroy: true };
const DATABASES = {
  Products: { ProductContext: '/__partitionKey' },
  Profiles: { ProfileContext: '/__partitionKey' },
  Stock: { StockCollection: '/partition' },
  Orders: { Orders: '/customerId' },
  ShoppingCart: { Products: '/_partitionKey', recommendations: '/_partitionKey' },
};

exports.createStores = (platform) => {
  const { here, environment } = platform;
  const { stem } = environment;
  const resourceGroupName = platform.group.name;
  const throughput = environment.premium ? { autoscaleSettings: { maxThroughput: 1000 } } : {};

  const shopping = account(platform, 'shopping', 'GlobalDocumentDB');
  const inShopping = { accountName: shopping.name, resourceGroupName, lifecycle };
  for (const [name, containers] of Object.entries(DATABASES)) {
    const database = new CosmosdbSqlDatabase(platform, `shopping-${name}`, { ...inShopping, name });
    for (const [container, key] of Object.entries(containers)) {
      new CosmosdbSqlContainer(platform, `shopping-${name}-${container}`, {
        ...inShopping,
        ...throughput,
        name: container,
        databaseName: database.name,
        partitionKeyKind: 'Hash',
        partitionKeyPaths: [key],
        partitionKeyVersion: 2,
      });
    }
  }

  const coupons = account(platform, 'coupons', 'MongoDB');
  const inCoupons = { accountName: coupons.name, resourceGroupName, lifecycle };
  const coupon = new CosmosdbMongoDatabase(platform, 'coupons-coupon', { ...inCoupons, name: 'Coupon' });
  new CosmosdbMongoCollection(platform, 'coupons-coupon-coupons', {
    ...inCoupons,
    ...throughput,
    name: 'CouponCollection',
    databaseName: coupon.name,
    index: [{ keys: ['_id'], unique: true }],
    shardKey: '_id',
  });

  const password = new TerraformVariable(platform, 'rewards_password', {
    type: 'string',
    sensitive: true,
    description: `Password of rewardsadmin on ${stem}-rewards.`,
  });
  const rewards = new MssqlServer(platform, 'rewards', {
    ...here,
    name: `${stem}-rewards`,
    version: '12.0',
    minimumTlsVersion: '1.2',
    connectionPolicy: 'Proxy',
    publicNetworkAccessEnabled: false,
    administratorLogin: 'rewardsadmin',
    administratorLoginPassword: password.stringValue,
    azureadAdministrator: {
      azureadAuthenticationOnly: false,
      loginUsername: 'tailwind-database-admins',
      objectId: '33333333-3333-3333-3333-333333333333',
      tenantId: platform.client.tenantId,
    },
    lifecycle,
  });
  new MssqlDatabase(platform, 'rewards-rewardsdb', {
    name: 'rewardsdb',
    serverId: rewards.id,
    ...environment.sql,
    tags: environment.tags,
    lifecycle,
  });

  return [
    endpoint(platform, 'shopping', shopping, 'Sql', 'privatelink.documents.azure.com'),
    endpoint(platform, 'coupons', coupons, 'MongoDB', 'privatelink.mongo.cosmos.azure.com'),
    endpoint(platform, 'rewards', rewards, 'sqlServer', 'privatelink.database.windows.net'),
  ];
};

function account(platform, id, kind) {
  const { premium, location, stem } = platform.environment;
  const isMongo = kind === 'MongoDB';
  return new CosmosdbAccount(platform, id, {
    ...platform.here,
    name: `${stem}-${id}`,
    kind,
    offerType: 'Standard',
    mongoServerVersion: isMongo ? '7.0' : undefined,
    capabilities: [...(isMongo ? [{ name: 'EnableMongo' }] : []), ...(premium ? [] : [{ name: 'EnableServerless' }])],
    consistencyPolicy: { consistencyLevel: 'Session' },
    geoLocation: [{ location, failoverPriority: 0, zoneRedundant: premium }],
    backup: { type: 'Continuous', tier: premium ? 'Continuous30Days' : 'Continuous7Days' },
    automaticFailoverEnabled: false,
    multipleWriteLocationsEnabled: false,
    localAuthenticationDisabled: false,
    accessKeyMetadataWritesEnabled: false,
    minimalTlsVersion: 'Tls12',
    publicNetworkAccessEnabled: false,
    ipRangeFilter: [],
    lifecycle,
  });
}

function endpoint(platform, store, target, subresource, zoneName) {
  const { here, environment } = platform;
  const { stem, tags } = environment;
  const resourceGroupName = platform.group.name;
  const id = `${store}-endpoint`;
  const subnet = new Subnet(platform, `${id}-subnet`, {
    name: id,
    resourceGroupName,
    virtualNetworkName: platform.virtualNetwork.name,
    addressPrefixes: [environment.network.endpoints[store]],
    defaultOutboundAccessEnabled: false,
    privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled',
  });
  const rules = new NetworkSecurityGroup(platform, `${id}-nsg`, { ...here, name: `${stem}-network-${id}-nsg` });
  new SubnetNetworkSecurityGroupAssociation(platform, `${id}-nsg-association`, {
    networkSecurityGroupId: rules.id,
    subnetId: subnet.id,
  });
  const zone = new PrivateDnsZone(platform, `${id}-zone`, { name: zoneName, resourceGroupName, tags });
  new PrivateDnsZoneVirtualNetworkLink(platform, `${id}-zone-link`, {
    name: `${stem}-network`,
    resourceGroupName,
    privateDnsZoneName: zone.name,
    virtualNetworkId: platform.virtualNetwork.id,
    registrationEnabled: false,
    resolutionPolicy: 'Default',
    tags,
  });
  const name = `${stem}-${id}`;
  return new PrivateEndpoint(platform, id, {
    ...here,
    name,
    subnetId: subnet.id,
    privateServiceConnection: {
      name,
      privateConnectionResourceId: target.id,
      subresourceNames: [subresource],
      isManualConnection: false,
    },
    privateDnsZoneGroup: { name: 'default', privateDnsZoneIds: [zone.id] },
  });
}
