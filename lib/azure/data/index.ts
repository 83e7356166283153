export { type ExistingServiceBus, ServiceBusBase, ServiceBusNamespace } from './service-bus-namespace';
export { ServiceBusQueue, ServiceBusSubscription, ServiceBusTopic } from './service-bus-entities';
export type {
  ServiceBusQueueOptions,
  ServiceBusSubscriptionOptions,
  ServiceBusTopicOptions,
} from './service-bus-entity-props';
export type { ServiceBusNamespaceProps, ServiceBusSku } from './service-bus-props';
export { EventHub, EventHubsBase, EventHubsNamespace, type ExistingEventHubs } from './event-hubs-namespace';
export type { EventHubOptions, EventHubsNamespaceProps, EventHubsSku } from './event-hubs-props';
export { type ExistingStorageAccount, StorageAccount, StorageAccountBase } from './storage-account';
export { BlobContainer, FileShare, type FileShareProps, type StoragePartProps, StorageAccountQueue } from './storage-parts';
export type { StorageAccountProps, StorageKind, StorageReplication } from './storage-props';
export type { ProtectionProps } from './protection';
export { CosmosAccount, CosmosAccountBase, type ExistingCosmosAccount } from './cosmos-account';
export { CosmosContainer, type CosmosContainerProps, CosmosDatabase, type CosmosDatabaseProps } from './cosmos-entities';
export type { CosmosAccountProps, CosmosApi, CosmosBackup, CosmosConsistency, CosmosReplica } from './cosmos-props';
export type { EntraAdministrator } from './entra-administrator';
export * from './managed-redis';
export { PostgresDatabase, type PostgresDatabaseProps, PostgresServer, PostgresServerBase } from './postgres-server';
export type { PostgresHighAvailability, PostgresIntegration, PostgresServerProps, PostgresVersion } from './postgres-props';
export { SqlDatabase, SqlServer, SqlServerBase } from './sql-server';
export type { SqlDatabaseProps, SqlServerProps } from './sql-props';
