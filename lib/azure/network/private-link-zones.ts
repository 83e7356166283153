import type { Cloud } from '../../core/contracts';

/** A part of a service that a private endpoint leads to, in Azure's words; their case counts. */
export type PrivateLinkSubresource =
  | 'vault'
  | 'registry'
  | 'blob'
  | 'file'
  | 'queue'
  | 'table'
  | 'dfs'
  | 'web'
  | 'namespace'
  | 'Sql'
  | 'MongoDB'
  | 'sqlServer'
  | 'postgresqlServer'
  | 'redisEnterprise'
  | 'azuremonitor'
  | 'management';

type Zones = Readonly<Record<Cloud, readonly string[]>>;

const zones = (pub: string, usgovernment: string, china: string): Zones => ({
  public: [`privatelink.${pub}`],
  usgovernment: [`privatelink.${usgovernment}`],
  china: [`privatelink.${china}`],
});

const storage = (part: string): Zones =>
  zones(`${part}.core.windows.net`, `${part}.core.usgovcloudapi.net`, `${part}.core.chinacloudapi.cn`);

/** Azure Monitor's parts share one endpoint; the last zone holds the storage that agents download solutions from. */
const MONITOR: Zones = {
  public: [
    'privatelink.monitor.azure.com',
    'privatelink.oms.opinsights.azure.com',
    'privatelink.ods.opinsights.azure.com',
    'privatelink.agentsvc.azure-automation.net',
    'privatelink.blob.core.windows.net',
  ],
  usgovernment: [
    'privatelink.monitor.azure.us',
    'privatelink.adx.monitor.azure.us',
    'privatelink.oms.opinsights.azure.us',
    'privatelink.ods.opinsights.azure.us',
    'privatelink.agentsvc.azure-automation.us',
    'privatelink.blob.core.usgovcloudapi.net',
  ],
  china: [],
};

/**
 * Names that clients resolve by, so that no other zone will do. Empty where Azure tells none.
 * Azure: "Azure Private Endpoint private DNS zone values"; "What is Azure Managed Redis private link".
 */
const ZONES: Readonly<Record<PrivateLinkSubresource, Zones>> = {
  vault: zones('vaultcore.azure.net', 'vaultcore.usgovcloudapi.net', 'vaultcore.azure.cn'),
  registry: zones('azurecr.io', 'azurecr.us', 'azurecr.cn'),
  blob: storage('blob'),
  file: storage('file'),
  queue: storage('queue'),
  table: storage('table'),
  dfs: storage('dfs'),
  web: storage('web'),
  namespace: zones('servicebus.windows.net', 'servicebus.usgovcloudapi.net', 'servicebus.chinacloudapi.cn'),
  Sql: zones('documents.azure.com', 'documents.azure.us', 'documents.azure.cn'),
  MongoDB: zones('mongo.cosmos.azure.com', 'mongo.cosmos.azure.us', 'mongo.cosmos.azure.cn'),
  sqlServer: zones('database.windows.net', 'database.usgovcloudapi.net', 'database.chinacloudapi.cn'),
  postgresqlServer: zones(
    'postgres.database.azure.com',
    'postgres.database.usgovcloudapi.net',
    'postgres.database.chinacloudapi.cn',
  ),
  redisEnterprise: { public: ['privatelink.redis.azure.net'], usgovernment: [], china: [] },
  azuremonitor: MONITOR,
  management: zones(
    '{region}.azmk8s.io',
    '{region}.cx.aks.containerservice.azure.us',
    '{region}.cx.prod.service.azk8s.cn',
  ),
};

/** Names of the zones that the endpoint of a part needs; none where Azure tells none for that cloud. */
export function privateLinkZones(subresource: PrivateLinkSubresource, cloud: Cloud, location = ''): readonly string[] {
  return ZONES[subresource][cloud].map((name) => name.replace('{region}', location));
}
