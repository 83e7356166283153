import { ContainerRegistryCacheRule } from '@cdktf/provider-azurerm/lib/container-registry-cache-rule';
import type { Construct } from 'constructs';
import { fixAddress } from '../address';

/** Keeps the images of AKS itself in a registry, under the names by which nodes ask for them. */
export function aksImageCache(registry: Construct & { readonly registryId: string }): ContainerRegistryCacheRule {
  return fixAddress(
    new ContainerRegistryCacheRule(registry, 'cache-of-aks', {
      name: 'aks-managed-mcr',
      containerRegistryId: registry.registryId,
      sourceRepo: 'mcr.microsoft.com/*',
      targetRepo: 'aks-managed-repository/*',
    }),
  );
}
