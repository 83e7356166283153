// The Azure half: constructs of Terraform, each loading its provider resources on first use.
export { Backend, type AzureStorageBackendProps, type LocalBackendProps, type RemoteBackendProps } from './backend';
export { FluxConfiguration, type FluxConfigurationProps } from './deliver/flux-configuration';
export type { FluxKustomization } from './deliver/flux-kustomizations';
export { GitCredentials } from './deliver/git-credentials';
export { Environment, type EnvironmentProps } from './environment';
export { KeyVault, type KeyVaultProps, type KeyVaultSku } from './identity/key-vault';
export { WorkloadIdentity, type GrantOptions, type WorkloadIdentityProps } from './identity/workload-identity';
export type { ExistingResource } from './existing';
export {
  ApplicationGatewayForContainers,
  type ApplicationGatewayForContainersProps,
  type ExistingApplicationGateway,
} from './network/application-gateway-for-containers';
export {
  type MonitorAccess,
  MonitorPrivateLinkScope,
  type MonitorPrivateLinkScopeProps,
} from './observe/monitor-private-link-scope';
export type { OverrideOptions } from './override';
export type { Place, PlaceProps } from './place';
export {
  ContainerRegistry,
  type ContainerRegistryProps,
  type ExistingRegistry,
  type IContainerRegistry,
  type RegistrySku,
} from './registry/container-registry';
export type { GeoReplication } from './registry/registry-props';
export * from './cluster';
export * from './data';
export * from './network';
export * from './observe';
