export { AksCluster } from './aks-cluster';
export type { AksClusterProps } from './aks-cluster-props';
export {
  ApiServer,
  ApiServerDns,
  type ApiServerZoneProps,
  type PrivateApiServerProps,
  type PublicApiServerProps,
  type VnetIntegrationProps,
} from './api-server';
export type { AccessProps } from './access';
export type { AddonProps, StorageDriverProps } from './addons';
export type { AppRoutingProps, ZoneOfNames } from './app-routing';
export type { AutoscalerProfileProps } from './autoscaler-profile';
export { Bootstrap } from './bootstrap';
export type { KubeletIdentityProps } from './cluster-identity';
export type { EncryptionProps, EtcdEncryptionProps } from './encryption';
export type { HttpProxyProps } from './http-proxy';
export type { ExistingClusterProps } from './imported-cluster';
export type { KubeletConfig } from './kubelet-config';
export type { LinuxOsConfig, NodeSysctl } from './linux-os-config';
export {
  type Blackout,
  MaintenanceWindow,
  type Weekday,
  type WeekOfMonth,
  type WindowProps,
} from './maintenance-window';
export { NetworkProfile, type NetworkProfileProps, type OverlayProps, type PodSubnetProps } from './network-profile';
export { NodePool } from './node-pool';
export type { DefenderProps, MetricKeys, MetricsProps, ObservabilityProps } from './observability';
export type { LinuxProfileProps, WindowsProfileProps } from './os-profiles';
export { type LoadBalancerOutboundProps, Outbound, type OutboundType } from './outbound';
export { POOL_LABEL } from './pool-labels';
export type { HostPortRange, NodePublicIpProps, PoolPlacementProps } from './pool-placement-props';
export type * from './pool-props';
export type { AutoscaledNodes, FixedNodes, NodeScale } from './pool-scale';
export type { ChosenPoolUpgradeProps, NodeUpgradeProps } from './pool-upgrade';
export type { MeshAuthorityProps, ServiceMeshProps } from './service-mesh';
export type { ClusterTier, SupportPlan, SupportProps } from './support';
export { SystemPool } from './system-pool';
export type { ReleaseHours, ReleaseWindowProps } from './release-window';
export type { ForcedUpgradeProps, NodeImageChannel, UpgradeChannel, UpgradeProps } from './upgrades';
export { VirtualNodes, type VirtualNodesProps } from './virtual-nodes';
export type { LogAnalyticsProps } from '../observe/container-insights';
