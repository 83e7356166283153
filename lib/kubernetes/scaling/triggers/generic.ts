import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import {
  asMetadata,
  missingAuthentication,
  refuseCredential,
  type RoleAt,
  type TriggerMetricType,
  type TriggerOptions,
  type TriggerParts,
} from './parts';

/** Scalers of KEDA 2.21, without those for which there is a factory of their own. */
const TYPES = [
  'activemq',
  'apache-kafka',
  'arangodb',
  'artemis-queue',
  'aws-cloudwatch',
  'aws-dynamodb',
  'aws-dynamodb-streams',
  'aws-kinesis-stream',
  'aws-sqs-queue',
  'azure-app-insights',
  'beanstalkd',
  'cassandra',
  'clickhouse',
  'couchdb',
  'datadog',
  'dynatrace',
  'elastic-forecast',
  'elasticsearch',
  'etcd',
  'external',
  'external-push',
  'forgejo-runner',
  'gcp-cloudtasks',
  'gcp-pubsub',
  'gcp-spanner',
  'gcp-stackdriver',
  'gcp-storage',
  'graphite',
  'huawei-cloudeye',
  'ibmmq',
  'influxdb',
  'kubernetes-resource',
  'kubernetes-workload',
  'liiklus',
  'loki',
  'metrics-api',
  'mongodb',
  'nats-jetstream',
  'new-relic',
  'nsq',
  'opensearch',
  'openstack-metric',
  'openstack-swift',
  'predictkube',
  'pulsar',
  'selenium-grid',
  'solace-direct-messaging',
  'solace-event-queue',
  'solarwinds',
  'solr',
  'splunk',
  'splunk-observability',
  'sumologic',
  'temporal',
] as const;
const OWN_FACTORY: Readonly<Record<string, string>> = {
  rabbitmq: 'Trigger.rabbitMq',
  'azure-servicebus': 'Trigger.azureServiceBusQueue or Trigger.azureServiceBusTopic',
  prometheus: 'Trigger.prometheus',
  'azure-blob': 'Trigger.azureBlob',
  'azure-data-explorer': 'Trigger.azureDataExplorer',
  'azure-eventhub': 'Trigger.azureEventHub',
  'azure-log-analytics': 'Trigger.azureLogAnalytics',
  'azure-monitor': 'Trigger.azureMonitor',
  'azure-pipelines': 'Trigger.azurePipelines',
  'azure-queue': 'Trigger.azureStorageQueue',
  'github-runner': 'Trigger.gitHubRunner',
  kafka: 'Trigger.kafka',
  mssql: 'Trigger.msSql',
  mysql: 'Trigger.mySql',
  postgresql: 'Trigger.postgreSql',
  redis: 'Trigger.redisList',
  'redis-cluster': 'Trigger.redisList',
  'redis-sentinel': 'Trigger.redisList',
  'redis-streams': 'Trigger.redisStream',
  'redis-cluster-streams': 'Trigger.redisStream',
  'redis-sentinel-streams': 'Trigger.redisStream',
  cpu: 'Trigger.cpu',
  memory: 'Trigger.memory',
  cron: 'Trigger.cron',
};

/** What people look for and KEDA has not, with the way round. */
const NO_SCALER: Readonly<Record<string, string>> = {
  azureeventgrid: 'Let Event Grid deliver to Service Bus, Event Hubs or a storage queue, and scale on that',
};

/** A scaler of KEDA; those of later versions are taken as well. */
export type TriggerType = (typeof TYPES)[number] | (string & {});

export interface GenericTriggerOptions extends TriggerOptions {
  /**
   * `Value` holds the metric itself at the target, `AverageValue` its share per pod.
   * @default 'AverageValue'
   */
  readonly metricType?: TriggerMetricType;

  /**
   * A role that the identity of `auth` needs at an Azure resource, which is assigned then.
   * @default - roles are assigned elsewhere
   */
  readonly grant?: RoleAt;
}

/** @throws CdkAksError for a misspelt type, a credential among the metadata, or an Azure service without sign-in */
export function genericTrigger(
  type: TriggerType,
  metadata: Readonly<Record<string, string | number | boolean>>,
  auth: TriggerAuthentication | 'none',
  options: GenericTriggerOptions = {},
): TriggerParts {
  const problems = new Problems();
  checkType(problems, type);
  for (const [key, value] of Object.entries(metadata)) {
    refuseCredential(problems, `metadata.${key}`, String(value), key);
  }
  const signIn = auth === 'none' ? undefined : auth;
  const fromEnvironment = Object.keys(metadata).some((key) => key.endsWith('FromEnv'));
  if (auth === undefined || (auth === 'none' && /^(azure|aws|gcp)-/.test(type) && !fromEnvironment)) {
    problems.add(
      missingAuthentication(type, "Pass a TriggerAuthentication, or 'none' where the source asks for nothing"),
    );
  }
  if (options.grant && !signIn?.identity) {
    problems.add({
      property: 'grant',
      rule: "assigns a role, and 'auth' has no workload identity to assign it to",
      fix: 'Leave it out, or pass TriggerAuthentication.workloadIdentity(…)',
      code: 'trigger/grant-without-identity',
    });
  }
  problems.throwIfAny();
  const { name, useCachedMetrics, grant, metricType = 'AverageValue' } = options;
  return {
    type,
    name,
    useCachedMetrics,
    ...(grant && { grants: [grant] }),
    metricType,
    auth: signIn,
    azure: type.startsWith('azure-'),
    metadata: asMetadata(metadata),
  };
}

function checkType(problems: Problems, type: string): void {
  const own = OWN_FACTORY[type];
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const known = [...TYPES, ...Object.keys(OWN_FACTORY)];
  const noScaler = NO_SCALER[plain(type)];
  const near = known.find((candidate) => candidate !== type && plain(candidate) === plain(type));
  if (own === undefined && near === undefined && noScaler === undefined && type !== '') return;
  problems.add({
    property: 'type',
    value: type,
    rule: own ? 'has a factory that checks what KEDA would refuse' : 'is no scaler of KEDA',
    fix:
      noScaler ?? (own ? `Use ${own}` : near ? `Did you mean '${near}'?` : "Write its type, such as 'nats-jetstream'"),
    code: 'trigger/type',
  });
}
