// The Azure half: constructs of Terraform, each loading its provider resources on first use.
export { Backend, type AzureStorageBackendProps, type LocalBackendProps, type RemoteBackendProps } from './backend';
export { Environment, type EnvironmentProps } from './environment';
export { grantRole, type PrincipalType, type RoleGrant } from './identity/role-assignment';
export type { OverrideOptions } from './override';
export type { Place, PlaceProps } from './place';
