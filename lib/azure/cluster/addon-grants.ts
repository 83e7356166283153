import type { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { Construct } from 'constructs';
import { grantRole } from '../identity/role-assignment';
import type { AppRoutingProps } from './app-routing';
import type { ServiceMeshProps } from './service-mesh';

/** Roles of the identities that AKS makes with the cluster for its add-ons: they can't be given before (ID15, ID20). */
export function grantAddons(
  owner: Construct,
  resource: KubernetesCluster,
  appRouting: AppRoutingProps | undefined,
  serviceMesh: ServiceMeshProps | undefined,
): void {
  if (appRouting) {
    const principalId = resource.webAppRouting.webAppRoutingIdentity.get(0).objectId;
    const grant = (role: string, scopeId: string) =>
      grantRole(owner, { role, scopeId, principalId, description: 'For app routing.' });
    for (const { zoneId } of appRouting.dnsZones ?? []) grant('DNS Zone Contributor', zoneId);
    for (const { zoneId } of appRouting.privateDnsZones ?? []) grant('Private DNS Zone Contributor', zoneId);
    for (const vaultId of appRouting.certificateVaultIds ?? []) grant('Key Vault Certificate User', vaultId);
  }
  const authority = serviceMesh?.certificateAuthority;
  if (authority) {
    grantRole(owner, {
      role: 'Key Vault Secrets User',
      scopeId: authority.vaultId,
      principalId: resource.keyVaultSecretsProvider.secretIdentity.get(0).objectId,
      description: "For the certificate authority of the cluster's mesh.",
    });
  }
}
