/** What a trigger of KEDA must say. Source: the documentation of each scaler of KEDA 2.18. */
export interface TriggerKind {
  /** Fields of its metadata, each by the names that it goes by; one of them is enough. */
  readonly needs: readonly (readonly string[])[];
  /** Fields that hold a number above zero. */
  readonly targets?: readonly string[];
}

/** The scalers whose fields are known here, by type. Any other is somebody else's to know. */
export const TRIGGERS: Readonly<Record<string, TriggerKind>> = {
  'azure-blob': { needs: [['blobContainerName']], targets: ['blobCount'] },
  'azure-log-analytics': { needs: [['query'], ['threshold']], targets: ['threshold'] },
  'azure-queue': { needs: [['queueName']], targets: ['queueLength'] },
  'azure-servicebus': { needs: [['queueName', 'topicName']], targets: ['messageCount'] },
  cpu: { needs: [['value']] },
  cron: { needs: [['timezone'], ['start'], ['end'], ['desiredReplicas']], targets: ['desiredReplicas'] },
  external: { needs: [['scalerAddress']] },
  'external-push': { needs: [['scalerAddress']] },
  kafka: { needs: [['bootstrapServers'], ['consumerGroup']], targets: ['lagThreshold'] },
  'kubernetes-workload': { needs: [['podSelector'], ['value']], targets: ['value'] },
  memory: { needs: [['value']] },
  mssql: { needs: [['query'], ['targetValue']], targets: ['targetValue'] },
  mysql: { needs: [['query'], ['queryValue']], targets: ['queryValue'] },
  postgresql: { needs: [['query'], ['targetQueryValue']], targets: ['targetQueryValue'] },
  prometheus: { needs: [['serverAddress'], ['query'], ['threshold']], targets: ['threshold'] },
  rabbitmq: { needs: [['queueName']], targets: ['value', 'queueLength'] },
  redis: { needs: [['listName'], ['address', 'addresses', 'host', 'hosts']], targets: ['listLength'] },
};

/** Scalers of KEDA besides: enough to tell a slip of the pen from a scaler that is new. */
export const OTHER_TYPES: readonly string[] = [
  ...['activemq', 'apache-kafka', 'artemis-queue', 'aws-cloudwatch', 'aws-kinesis-stream', 'aws-sqs-queue'],
  ...['azure-app-insights', 'azure-data-explorer', 'azure-eventhub', 'azure-monitor', 'azure-pipelines', 'cassandra'],
  ...['datadog', 'elasticsearch', 'etcd', 'gcp-pubsub', 'github-runner', 'graphite', 'ibmmq', 'influxdb', 'loki'],
  ...['metrics-api', 'mongodb', 'nats-jetstream', 'new-relic', 'pulsar', 'redis-cluster', 'redis-sentinel'],
  ...[
    'redis-cluster-streams',
    'redis-sentinel-streams',
    'redis-streams',
    'selenium-grid',
    'splunk',
    'stan',
    'temporal',
  ],
];
