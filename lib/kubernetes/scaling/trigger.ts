import type { Cpu } from '../../core/cpu';
import { dnsLabel } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import type { Percent } from '../../core/percent';
import type { Size } from '../../core/size';
import { Metric } from './metric';
import type { TriggerAuthentication } from './trigger-authentication';
import { cronTrigger, type CronTriggerProps } from './triggers/cron';
import { genericTrigger, type GenericTriggerOptions, type TriggerType } from './triggers/generic';
import type { TriggerOptions, TriggerParts } from './triggers/parts';
import { prometheusTrigger, type PrometheusTriggerProps } from './triggers/prometheus';
import { rabbitMqTrigger, type RabbitMqTriggerProps } from './triggers/rabbit-mq';
import {
  serviceBusQueueTrigger,
  type ServiceBusQueueTriggerProps,
  serviceBusTopicTrigger,
  type ServiceBusTopicTriggerProps,
} from './triggers/service-bus';

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
   * @param type as KEDA calls it: `azure-queue`
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
