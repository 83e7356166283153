export { KubernetesObject, type KubernetesManifest } from './object';
export { declareDemand, type Demand } from './tenancy/demand';
export { type DefaultRequests } from './tenancy/limit-range';
export { Namespace, type NamespaceProps } from './tenancy/namespace';
export type { PodSecurityLevel } from './tenancy/pod-security';
export type { QuotaProps } from './tenancy/quota';
export type { NamespaceRoles } from './tenancy/role-bindings';
export type { IWorkload, Protocol, WorkloadPort } from './workload/contracts';
export { Disruption } from './workload/disruption';
export type { DrainProps } from './workload/drain';
export { EnvValue, type EnvironmentProps } from './workload/environment';
export type { ContainerProps } from './workload/extra-container';
export { Job, type JobProps } from './workload/job';
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
export type { ResourceProps } from './workload/resources';
export type { SecurityProps } from './workload/security';
export type { ApiRule } from './workload/service-account';
export { Spread, type ZoneSpreadOptions } from './workload/spread';
export { type Mounts, Volume } from './workload/volume';
export { Workload } from './workload/workload';
export type { WorkloadProps } from './workload/workload-props';
