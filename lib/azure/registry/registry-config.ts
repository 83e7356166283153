import type { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry';
import type { PrivateLink } from '../network/private-link';
import type { ResolvedRegistry } from './registry-props';

type RegistryConfig = ConstructorParameters<typeof ContainerRegistry>[2];

/** A registry as azurerm takes it. */
export function registryConfig(resolved: ResolvedRegistry, privateLink: PrivateLink): RegistryConfig {
  const { place } = resolved;
  return {
    name: resolved.name,
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    sku: resolved.sku,
    adminEnabled: false,
    anonymousPullEnabled: resolved.anonymousPull,
    zoneRedundancyEnabled: resolved.zoneRedundant,
    georeplications: resolved.geoReplications.length > 0 ? [...resolved.geoReplications] : undefined,
    retentionPolicyInDays: resolved.retentionDays,
    publicNetworkAccessEnabled: privateLink.publicAccess(resolved.publicNetworkAccess),
    networkRuleBypassOption: resolved.trustedServices ? 'AzureServices' : 'None',
    networkRuleSet: firewall(resolved),
    dataEndpointEnabled: resolved.dataEndpoint,
    exportPolicyEnabled: resolved.exportPolicy,
    tags: place.tags,
  };
}

/** Written out even where it admits all: an argument that is left out keeps what an earlier version of the program set. */
function firewall({ sku, allowedIpRanges }: ResolvedRegistry): RegistryConfig['networkRuleSet'] {
  if (sku !== 'Premium') return undefined;
  return [
    {
      defaultAction: allowedIpRanges.length === 0 ? 'Allow' : 'Deny',
      ipRule: allowedIpRanges.map((ipRange) => ({ action: 'Allow', ipRange })),
    },
  ];
}
