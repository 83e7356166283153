import {
  type AcmeIssuerProps,
  type ContainerRegistryProps,
  type CosmosAccountProps,
  Duration,
  type NodeScale,
  type SqlDatabaseProps,
} from 'cdk-aks';

/** What one environment has that another has not. */
export interface Settings {
  readonly location: string;
  readonly addressSpace: string;
  /** Zones of all nodes; each service has at least a pod in each. */
  readonly zones: readonly string[];
  /** Nodes of each pool, over all zones together. */
  readonly nodes: { readonly system: NodeScale; readonly apps: NodeScale; readonly windows: NodeScale };
  readonly registry: Pick<ContainerRegistryProps, 'sku' | 'geoReplications' | 'retentionDays'>;
  readonly stores: {
    readonly cosmos: Pick<CosmosAccountProps, 'serverless' | 'zoneRedundant' | 'backup'>;
    readonly sql: Pick<SqlDatabaseProps, 'sku' | 'zoneRedundant' | 'backupRedundancy' | 'backupRetention'>;
  };
  /** Tag of all images; left out where a lock names each, as in `images.prod.json`. */
  readonly build?: string;
  /** Name of the Grafana that shows what managed Prometheus measures; left out where nobody watches. */
  readonly grafana?: string;
  readonly host: string;
  readonly acmeServer: AcmeIssuerProps['server'];
  /** Most pods of `product` when everybody buys at once. */
  readonly burst: number;
  /** Most pods that process orders. */
  readonly processors: number;
}

/** One zone and one pod of each service. */
export const dev: Settings = {
  location: 'westeurope',
  addressSpace: '10.40.0.0/16',
  zones: ['1'],
  nodes: { system: { min: 2, max: 3 }, apps: { min: 2, max: 4 }, windows: { count: 1 } },
  registry: { sku: 'Standard' },
  stores: {
    cosmos: { serverless: true, zoneRedundant: false },
    sql: { sku: 'S0', backupRedundancy: 'Local' },
  },
  build: '2026.11.2', // enough where nobody is hurt by a tag that moves
  host: 'dev.tailwindtraders.com',
  acmeServer: 'letsencrypt-staging',
  burst: 4,
  processors: 4,
};

export const prod: Settings = {
  location: 'westeurope',
  addressSpace: '10.50.0.0/16',
  zones: ['1', '2', '3'],
  nodes: { system: { min: 3, max: 6 }, apps: { min: 6, max: 12 }, windows: { min: 3, max: 6 } },
  registry: { sku: 'Premium', geoReplications: ['northeurope'], retentionDays: 90 }, // tags of releases don't move
  stores: {
    cosmos: { backup: 'Continuous30Days' },
    sql: { sku: 'GP_Gen5_2', backupRetention: Duration.days(30) },
  },
  grafana: 'tailwind-prod-grafana',
  host: 'www.tailwindtraders.com',
  acmeServer: 'letsencrypt-production',
  burst: 20,
  processors: 30,
};
