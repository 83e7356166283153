import { accessArguments } from './access';
import type { AksClusterProps } from './aks-cluster-props';
import { apiServerArguments, type ApiServerPlace } from './api-server-place';
import { networkProfileBlock } from './network-profile';
import type { ResolvedCluster } from './resolve-cluster';
import { supportArguments } from './support';
import { upgradeArguments } from './upgrades';

/** The cluster as azurerm takes it, but for its pool and identity. Defaults are written out, so that drift is seen. */
export function clusterArguments(resolved: ResolvedCluster, props: AksClusterProps, apiServerPlace: ApiServerPlace) {
  const { place } = resolved;
  const { kubeletIdentity } = props;
  return {
    name: resolved.name,
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    tags: { ...place.tags },
    nodeResourceGroup: props.nodeResourceGroupName,
    ...supportArguments(resolved.support),
    ...upgradeArguments(resolved.upgrades),
    ...accessArguments(resolved.access),
    ...apiServerArguments(resolved.apiServer, apiServerPlace, resolved.access.authorizedIpRanges, resolved.dnsPrefix),
    ...resolved.addons,
    networkProfile: networkProfileBlock(resolved.profile),
    autoScalerProfile: resolved.autoscaler,
    linuxProfile: resolved.linuxProfile,
    windowsProfile: resolved.windowsProfile,
    oidcIssuerEnabled: true,
    workloadIdentityEnabled: true,
    kubeletIdentity: kubeletIdentity && {
      userAssignedIdentityId: kubeletIdentity.identityId,
      clientId: kubeletIdentity.clientId,
      objectId: kubeletIdentity.principalId,
    },
  };
}
