import type { Cpu } from '../../core/cpu';
import { dnsLabel } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import type { Percent } from '../../core/percent';
import type { Size } from '../../core/size';
import { Metric } from './metric';
import type { TriggerAuthentication } from './trigger-authentication';
import { cronTrigger, type CronTriggerProps } from './triggers/cron';
import {
  azureMonitorTrigger,
  type AzureMonitorTriggerProps,
  dataExplorerTrigger,
  type DataExplorerTriggerProps,
  logAnalyticsTrigger,
  type LogAnalyticsTriggerProps,
} from './triggers/azure-metrics';
import { blobTrigger, type BlobTriggerProps } from './triggers/blob';
import { eventHubTrigger, type EventHubTriggerProps } from './triggers/event-hub';
import { genericTrigger, type GenericTriggerOptions, type TriggerType } from './triggers/generic';
import { kafkaTrigger, type KafkaTriggerProps } from './triggers/kafka';
import type { TriggerOptions, TriggerParts } from './triggers/parts';
import { prometheusTrigger, type PrometheusTriggerProps } from './triggers/prometheus';
import { rabbitMqTrigger, type RabbitMqTriggerProps } from './triggers/rabbit-mq';
import {
  redisListTrigger,
  type RedisListTriggerProps,
  redisStreamTrigger,
  type RedisStreamTriggerProps,
} from './triggers/redis';
import {
  azurePipelinesTrigger,
  type AzurePipelinesTriggerProps,
  gitHubRunnerTrigger,
  type GitHubRunnerTriggerProps,
} from './triggers/runners';
import {
  serviceBusQueueTrigger,
  type ServiceBusQueueTriggerProps,
  serviceBusTopicTrigger,
  type ServiceBusTopicTriggerProps,
} from './triggers/service-bus';
import {
  msSqlTrigger,
  type MsSqlTriggerProps,
  mySqlTrigger,
  type MySqlTriggerProps,
  postgreSqlTrigger,
  type PostgreSqlTriggerProps,
} from './triggers/sql';
import { storageQueueTrigger, type StorageQueueTriggerProps } from './triggers/storage-queue';

export interface ResourceTriggerOptions extends Omit<TriggerOptions, 'useCachedMetrics'> {
  /**
   * One container of the pod, so that a sidecar's use does not count.
   * @default - all containers together
   */
  readonly container?: string;
}

/** What KEDA watches to set a workload's number of pods. Field names are those of KEDA 2.21's scalers. */
export class Trigger {
  /** Messages in a queue of RabbitMQ. @throws CdkAksError without sign-in (trigger/authentication-missing), and others */
  static rabbitMq(props: RabbitMqTriggerProps): Trigger {
    return new Trigger(rabbitMqTrigger(props));
  }

  /** Active messages in a queue of Azure Service Bus. */
  static azureServiceBusQueue(props: ServiceBusQueueTriggerProps): Trigger {
    return new Trigger(serviceBusQueueTrigger(props));
  }

  /** Active messages in a subscription of an Azure Service Bus topic. */
  static azureServiceBusTopic(props: ServiceBusTopicTriggerProps): Trigger {
    return new Trigger(serviceBusTopicTrigger(props));
  }

  /** Messages in a queue of a storage account. */
  static azureStorageQueue(props: StorageQueueTriggerProps): Trigger {
    return new Trigger(storageQueueTrigger(props));
  }

  /** Blobs in a container of a storage account. */
  static azureBlob(props: BlobTriggerProps): Trigger {
    return new Trigger(blobTrigger(props));
  }

  /** Events in an event hub that a group of readers has not read. Event Grid has no scaler: it delivers here. */
  static azureEventHub(props: EventHubTriggerProps): Trigger {
    return new Trigger(eventHubTrigger(props));
  }

  /** Messages that a group of readers has not read, of Kafka or of Event Hubs over Kafka's protocol. */
  static kafka(props: KafkaTriggerProps): Trigger {
    return new Trigger(kafkaTrigger(props));
  }

  /** A metric of any resource of Azure. It comes minutes late: for a queue, ask the queue. */
  static azureMonitor(props: AzureMonitorTriggerProps): Trigger {
    return new Trigger(azureMonitorTrigger(props));
  }

  /** The answer to a query of a Log Analytics workspace. */
  static azureLogAnalytics(props: LogAnalyticsTriggerProps): Trigger {
    return new Trigger(logAnalyticsTrigger(props));
  }

  /** The answer to a query of Azure Data Explorer. */
  static azureDataExplorer(props: DataExplorerTriggerProps): Trigger {
    return new Trigger(dataExplorerTrigger(props));
  }

  /** Entries of a list in Redis, with or without Redis Cluster or sentinels. */
  static redisList(props: RedisListTriggerProps): Trigger {
    return new Trigger(redisListTrigger(props));
  }

  /** Entries of a stream in Redis, with or without Redis Cluster or sentinels. */
  static redisStream(props: RedisStreamTriggerProps): Trigger {
    return new Trigger(redisStreamTrigger(props));
  }

  /** The answer to a query of PostgreSQL. */
  static postgreSql(props: PostgreSqlTriggerProps): Trigger {
    return new Trigger(postgreSqlTrigger(props));
  }

  /** The answer to a query of MySQL. */
  static mySql(props: MySqlTriggerProps): Trigger {
    return new Trigger(mySqlTrigger(props));
  }

  /** The answer to a query of SQL Server or Azure SQL. */
  static msSql(props: MsSqlTriggerProps): Trigger {
    return new Trigger(msSqlTrigger(props));
  }

  /** Queued jobs of GitHub Actions; for workers of jobs: `mode: 'job'`. */
  static gitHubRunner(props: GitHubRunnerTriggerProps): Trigger {
    return new Trigger(gitHubRunnerTrigger(props));
  }

  /** Pending jobs of an agent pool of Azure Pipelines; for workers of jobs: `mode: 'job'`. */
  static azurePipelines(props: AzurePipelinesTriggerProps): Trigger {
    return new Trigger(azurePipelinesTrigger(props));
  }

  /** The answer to a query, of a Prometheus in the cluster or of an Azure Monitor workspace. */
  static prometheus(props: PrometheusTriggerProps): Trigger {
    return new Trigger(prometheusTrigger(props));
  }

  /** At least so many pods within a window of time; outside it the other triggers and the minimum count. */
  static cron(props: CronTriggerProps): Trigger {
    return new Trigger(cronTrigger(props));
  }

  /** Processor time of the pods; alone it can't wake a workload at zero. @param target share of the request, or an amount */
  static cpu(target: Percent | Cpu, options: ResourceTriggerOptions = {}): Trigger {
    const { container, name } = options;
    return ofMetric(container === undefined ? Metric.cpu(target) : Metric.containerCpu(container, target), name);
  }

  /** Memory of the pods; alone it can't wake a workload at zero. @param target share of the request, or an amount */
  static memory(target: Percent | Size, options: ResourceTriggerOptions = {}): Trigger {
    const { container, name } = options;
    return ofMetric(container === undefined ? Metric.memory(target) : Metric.containerMemory(container, target), name);
  }

  /**
   * Any other scaler.
   * @param type as KEDA calls it: `nats-jetstream`
   * @param metadata as KEDA's page of that scaler lists it
   * @param auth how KEDA signs in, or `'none'` where the source asks for nothing
   */
  static of(
    type: TriggerType,
    metadata: Readonly<Record<string, string | number | boolean>>,
    auth: TriggerAuthentication | 'none',
    options: GenericTriggerOptions = {},
  ): Trigger {
    return new Trigger(genericTrigger(type, metadata, auth, options));
  }

  readonly type: string;

  /** @internal */
  static fromParts(parts: TriggerParts): Trigger {
    return new Trigger(parts);
  }

  /** How it is told from the workload's other triggers. */
  get id(): string {
    return this.parts.name ?? this.parts.type;
  }

  /** True for what can wake a workload that has no pods: all but CPU and memory. */
  get wakes(): boolean {
    return this.parts.measured === undefined;
  }

  private constructor(
    /** @internal */
    readonly parts: TriggerParts,
  ) {
    const problems = new Problems();
    if (parts.name !== undefined) problems.attempt('name', () => dnsLabel(parts.name ?? ''));
    problems.throwIfAny();
    this.type = parts.type;
  }
}

function ofMetric({ spec, measured }: Metric, name: string | undefined): Trigger {
  const target = spec.resource?.target ?? spec.containerResource?.target;
  const container = measured?.container;
  return Trigger.fromParts({
    type: measured?.resource ?? '',
    name,
    measured,
    metricType: target?.type as 'Utilization' | 'AverageValue' | undefined,
    metadata: {
      value: String(target?.averageUtilization ?? target?.averageValue),
      ...(container !== undefined && { containerName: container }),
    },
  });
}
