export { KubernetesObject } from './object';
export { type ScalingBehavior, ScalingPolicy, type ScalingRules } from './scaling/behavior';
export type { IScaler, MeasuredResources, ScalingFacts } from './scaling/contracts';
export {
  Metric,
  type MetricAmount,
  type MetricObject,
  type MetricSelection,
  type MetricTarget,
  type ResourceMetric,
} from './scaling/metric';
export { QueueSource } from './scaling/queues/queue-source';
export { RabbitMq, type RabbitMqQueueProps, type RabbitMqVariables } from './scaling/queues/rabbit-mq';
export { ServiceBus, type ServiceBusQueueProps, type ServiceBusVariables } from './scaling/queues/service-bus';
export { type CpuScaleProps, type MemoryScaleProps, type MetricScaleProps, Scale } from './scaling/scale';
export { type JobScaleOptions, ScalingStrategy } from './scaling/scaled-job';
export type { EventScaleOptions, EventScaleProps, Fallback } from './scaling/scaled-object';
export { type ResourceTriggerOptions, Trigger } from './scaling/trigger';
export { type SecretParameter, TriggerAuthentication } from './scaling/trigger-authentication';
export type { CronTriggerProps } from './scaling/triggers/cron';
export type { GenericTriggerOptions, TriggerType } from './scaling/triggers/generic';
export type { TriggerMetricType, TriggerOptions } from './scaling/triggers/parts';
export type { PrometheusTriggerProps } from './scaling/triggers/prometheus';
export type { RabbitMqMode, RabbitMqTriggerProps } from './scaling/triggers/rabbit-mq';
export type {
  ServiceBusQueueTriggerProps,
  ServiceBusTopicTriggerProps,
  ServiceBusTriggerProps,
} from './scaling/triggers/service-bus';
export { Namespace, type NamespaceProps } from './tenancy/namespace';
export type { PodSecurityLevel } from './tenancy/pod-security';
export { Microservice, type MicroserviceProps } from './workload/microservice';
export { Disruption } from './workload/disruption';
export { EnvValue } from './workload/environment';
export { Probe, type Probes } from './workload/probes';
export { Spread, type ZoneSpreadOptions } from './workload/spread';
export type { PortProps } from './workload/ports';
export type { ResourceProps } from './workload/resources';
export type { WorkloadProps } from './workload/workload-props';
