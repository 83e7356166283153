export { KubernetesObject, type KubernetesManifest } from './object';
export { Application, type ApplicationProps, type ApplicationServiceOptions } from './application/application';
export { ApplicationService } from './application/application-service';
export { adopt, AdoptedWorkload, type AdoptOptions } from './adopt/adopted-workload';
export { type ConnectionOptions, type ConnectionPeer, Connections } from './connect/connections';
export type { IConnectable, INamespace } from './connect/contracts';
export type { ConnectionOwner } from './connect/end';
export { type CidrPeerOptions, Peer, type PodsPeerOptions } from './connect/peer';
export { Port, type PortLike, type Ports } from './connect/port';
export { Certificate, type CertificateProps, type ICertificate } from './expose/certificate';
export { Frontend, type InternalFrontendOptions, type PublicFrontendOptions } from './expose/frontend';
export { Gateway, type GatewayProps } from './expose/gateway';
export { GatewayRoute, type GatewayRouteProps } from './expose/gateway-route';
export { GrpcRoute, type GrpcRouteProps } from './expose/grpc-route';
export { type ContourHttpProxyProps, HttpProxy, type HttpProxyRouteProps } from './expose/http-proxy';
export { HttpRoute, type HttpRouteProps } from './expose/http-route';
export { Ingress, type IngressProps, type IngressRouteProps } from './expose/ingress';
export { IngressController } from './expose/ingress-controller';
export { AcmeIssuer, type AcmeIssuerProps, type ExistingIssuer, type IIssuer } from './expose/issuer';
export type { IRabbitmqBroker } from './messaging/broker';
export { ExistingRabbitmq, type ExistingRabbitmqProps } from './messaging/existing-rabbitmq';
export { RabbitmqCluster } from './messaging/rabbitmq-cluster';
export type { BrokerResources, RabbitmqClusterProps } from './messaging/rabbitmq-cluster-props';
export {
  type RabbitmqBindingOptions,
  RabbitmqExchange,
  type RabbitmqExchangeProps,
} from './messaging/rabbitmq-exchange';
export { RabbitmqPolicy, type RabbitmqPolicyProps } from './messaging/rabbitmq-policy';
export { RabbitmqQueue, type RabbitmqQueueProps } from './messaging/rabbitmq-queue';
export { RabbitmqTopology } from './messaging/rabbitmq-topology';
export {
  type RabbitmqPermissions,
  RabbitmqUser,
  type RabbitmqUserProps,
  type RabbitmqUserTag,
} from './messaging/rabbitmq-user';
export { RabbitmqVhost, type RabbitmqVhostProps, type Vhost } from './messaging/rabbitmq-vhost';
export { LoadBalancer, type LoadBalancerProps, type NodeProbeProps } from './expose/load-balancer';
export {
  ReferenceGrant,
  type ReferenceGrantProps,
  type ReferredProps,
  type ReferrerProps,
} from './expose/reference-grant';
export { AlbController, type AlbControllerProps } from './operate/alb-controller';
export { CertManager, type CertManagerProps } from './operate/cert-manager';
export type { DnsZoneReference, ResourceGroupReference } from './operate/dns-zones';
export { ExternalDns, type ExternalDnsProps } from './operate/external-dns';
export { ContainerInstanceNodes, type ContainerInstanceNodesProps } from './operate/container-instance-nodes';
export { HelmChart, type OciChartOptions } from './operate/helm-chart';
export { type CrdPolicy, HelmRelease, type HelmReleaseOptions, type HelmReleaseProps } from './operate/helm-release';
export { HelmRepository, type HelmRepositoryProps } from './operate/helm-repository';
export { HttpAddOn, type HttpAddOnProps } from './operate/http-add-on';
export { type MetricsEndpoint, PodMonitor, type PodMonitorProps } from './operate/pod-monitor';
export { RabbitmqOperators, type RabbitmqOperatorsProps } from './operate/rabbitmq-operators';
export { type IPriorityClass, PriorityClass, type PriorityClassProps } from './operate/priority-class';
export { type MountedSecrets, vaultSecrets, type VaultSecretsProps } from './secrets/vault-secrets';
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
export { HttpMetric, type HttpScaleProps } from './scaling/http-scaled-object';
export {
  type AzurePipelinesProps,
  type AzurePipelinesVariables,
  BuildAgents,
  type GitHubRunnerProps,
  type GitHubRunnerVariables,
} from './scaling/queues/build-agents';
export {
  type EventHubProps,
  EventHubs,
  type EventHubSourceProps,
  type EventHubVariables,
} from './scaling/queues/event-hubs';
export { Kafka, type KafkaTopicProps, type KafkaVariables } from './scaling/queues/kafka';
export { Redis, type RedisListProps, type RedisStreamProps, type RedisVariables } from './scaling/queues/redis';
export { QueueSource } from './scaling/queues/queue-source';
export {
  StorageQueue,
  type StorageQueueProps,
  type StorageQueueSourceProps,
  type StorageQueueVariables,
} from './scaling/queues/storage-queue';
export { RabbitMq, type RabbitMqQueueProps, type RabbitMqVariables } from './scaling/queues/rabbit-mq';
export {
  ServiceBus,
  type ServiceBusQueueProps,
  type ServiceBusSourceProps,
  type ServiceBusVariables,
} from './scaling/queues/service-bus';
export { type CpuScaleProps, type MemoryScaleProps, type MetricScaleProps, Scale } from './scaling/scale';
export { type JobScaleOptions, ScalingStrategy } from './scaling/scaled-job';
export type { EventScaleOptions, EventScaleProps, Fallback } from './scaling/scaled-object';
export { type ResourceTriggerOptions, Trigger } from './scaling/trigger';
export { type SecretParameter, TriggerAuthentication } from './scaling/trigger-authentication';
export type { ScalingModifiers } from './scaling/scaling-modifiers';
export type {
  AzureMonitorTriggerProps,
  DataExplorerTriggerProps,
  LogAnalyticsTriggerProps,
} from './scaling/triggers/azure-metrics';
export type { BlobTriggerProps } from './scaling/triggers/blob';
export type { CronTriggerProps } from './scaling/triggers/cron';
export type { CheckpointStrategy, EventHubTriggerProps } from './scaling/triggers/event-hub';
export type { GenericTriggerOptions, TriggerType } from './scaling/triggers/generic';
export type { KafkaSasl, KafkaTriggerProps } from './scaling/triggers/kafka';
export type { RoleAt, TriggerMetricType, TriggerOptions } from './scaling/triggers/parts';
export type { PrometheusTriggerProps } from './scaling/triggers/prometheus';
export type { RabbitMqMode, RabbitMqTriggerProps } from './scaling/triggers/rabbit-mq';
export type { RedisListTriggerProps, RedisStreamTriggerProps, RedisTriggerOptions } from './scaling/triggers/redis';
export { RedisServer } from './scaling/triggers/redis-server';
export type { AzurePipelinesTriggerProps, GitHubRunnerTriggerProps } from './scaling/triggers/runners';
export type { MsSqlTriggerProps, MySqlTriggerProps, PostgreSqlTriggerProps } from './scaling/triggers/sql';
export type { StorageQueueTriggerProps } from './scaling/triggers/storage-queue';
export type {
  ServiceBusQueueTriggerProps,
  ServiceBusTopicTriggerProps,
  ServiceBusTriggerProps,
} from './scaling/triggers/service-bus';
export { Vpa, type VpaBound, type VpaProps } from './scaling/vpa';
export type { ClaimProps } from './storage/claim';
export type { StorageDriver } from '../core/storage-classes';
export { AzureBlobStorageClass, type AzureBlobStorageClassProps } from './storage/azure-blob-class';
export { AzureDiskStorageClass, type AzureDiskStorageClassProps, type DiskSku } from './storage/azure-disk-class';
export { AzureFilesStorageClass, type AzureFilesStorageClassProps, type FilesSku } from './storage/azure-files-class';
export type { AccessMode, IStorageClass, IVolumeClaim } from './storage/contracts';
export {
  type ExistingContainer,
  type ExistingNfs,
  type ExistingShare,
  ExistingStorage,
} from './storage/existing-storage';
export { ExistingVolume, type ExistingVolumeProps } from './storage/existing-volume';
export { PersistentVolumeClaim, type PersistentVolumeClaimProps } from './storage/persistent-volume-claim';
export { StorageAccess } from './storage/storage-access';
export type { StorageClassProps } from './storage/storage-class';
export { type IVolumeSnapshot, VolumeSnapshot, type VolumeSnapshotProps } from './storage/volume-snapshot';
export {
  type IVolumeSnapshotClass,
  type SnapshotDriver,
  VolumeSnapshotClass,
  type VolumeSnapshotClassProps,
} from './storage/volume-snapshot-class';
export { type DefaultRequests } from './tenancy/limit-range';
export { Namespace, type NamespaceProps } from './tenancy/namespace';
export type { PodSecurityLevel } from './tenancy/pod-security';
export type { QuotaProps } from './tenancy/quota';
export type { NamespaceRoles } from './tenancy/role-bindings';
export { Team, type TeamProps } from './tenancy/team';
export type { IWorkload, Protocol, WorkloadPort } from './workload/contracts';
export { DaemonService, type DaemonServiceProps } from './workload/daemon-service';
export { DaemonUpdate } from './workload/daemon-update';
export { Disruption } from './workload/disruption';
export type { DrainProps } from './workload/drain';
export { EnvValue, type EnvProps } from './workload/environment';
export type { ContainerProps } from './workload/extra-container';
export { Headroom, type HeadroomProps } from './workload/headroom';
export { Job, type JobProps, type TaskProps } from './workload/job';
export type { MetadataProps } from './workload/labels';
export { Microservice, type MicroserviceProps } from './workload/microservice';
export type { HasPlacement, PlacementProps } from './workload/placement';
export type { PortProps } from './workload/ports';
export {
  type GrpcProbeOptions,
  type HttpProbeOptions,
  type PortProbeOptions,
  Probe,
  type ProbeOptions,
  type Probes,
} from './workload/probes';
export { QueueWorker } from './workload/queue-worker';
export type { QueueJobProps, QueueScaleProps, QueueWorkerProps } from './workload/queue-worker-props';
export type { ResourceProps } from './workload/resources';
export type { SecurityProps } from './workload/security';
export type { ApiRule } from './workload/service-account';
export { Spread, type ZoneSpreadOptions } from './workload/spread';
export { type Mounts, Volume } from './workload/volume';
export { Room } from './workload/room';
export { ScheduledJob, type ScheduledJobProps } from './workload/scheduled-job';
export { StatefulService } from './workload/stateful-service';
export type { ClaimRetention, PodClaimProps, StatefulServiceProps } from './workload/stateful-props';
export { Workload } from './workload/workload';
export type { WorkloadProps } from './workload/workload-props';
