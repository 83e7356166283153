import type { Rule } from '../rule';
import { authorizedRanges } from './authorized-ranges';
import { autoscalerProfile } from './autoscaler-profile';
import { autoProvisioning } from './auto-provisioning';
import { azurePolicyAddOn } from './azure-policy-add-on';
import { azureRbacTenant } from './azure-rbac-tenant';
import { basicLoadBalancer } from './basic-load-balancer';
import { ciliumFeatures } from './cilium-features';
import { collectionElsewhere } from './collection-elsewhere';
import { diskClass } from './disk-class';
import { diskEncryptionRegion } from './disk-key-elsewhere';
import { dnsZones } from './dns-zones';
import { dualStack } from './dual-stack';
import { encryptedNetwork } from './encrypted-network';
import { extensionUnsupported } from './extension';
import { userIdentityRegion } from './feature-not-in-region';
import { httpProxy } from './http-proxy';
import { identityTooLate } from './identity-too-late';
import { imageCleaner } from './image-cleaner';
import { keyManagement } from './key-management';
import { kubenetIdentity } from './kubenet-identity';
import { kubenet } from './kubenet';
import { loadBalancer } from './load-balancer';
import { localAccounts } from './local-accounts';
import { noMaintenanceWindow, maintenanceWindow } from './maintenance-window';
import { mesh } from './mesh';
import { clusterName } from './name';
import { metricsNotSent } from './metrics-not-sent';
import { networkCombination } from './network-combination';
import { networkElsewhere } from './network-elsewhere';
import { noAddOnGrant } from './no-add-on-grant';
import { noCreationGrant } from './no-creation-grant';
import { noEntra } from './no-entra';
import { noKeyGrant } from './no-key-grant';
import { noNetworkGrant } from './no-network-grant';
import { noNetworkPolicy } from './no-network-policy';
import { noRbac } from './no-rbac';
import { noSla } from './no-sla';
import { noUpgradeChannel } from './no-upgrade-channel';
import { noWayOut } from './no-way-out';
import { nobodyCanSignIn } from './nobody-can-sign-in';
import { nodeResourceGroup } from './node-resource-group';
import { notObserved } from './not-observed';
import { openApiServer } from './open-api-server';
import { outbound } from './outbound';
import { podRangePublic } from './pod-range';
import { azurePolicyEngine } from './policy-engine-retires';
import { privateZone } from './private-zone';
import { retiredAddons } from './retired-add-on';
import { secretRotation } from './secret-rotation';
import { servicePrincipal } from './service-principal';
import { clusterTags } from './tags';
import { tierAndSupport } from './tier-and-support';
import { unsupportedVersion } from './unsupported-version';
import { upgradeChannels } from './upgrade-channels';
import { versionBesideChannel } from './version-beside-channel';
import { virtualNodesSubnet } from './virtual-nodes-subnet';
import { virtualNodesUnsupported } from './virtual-nodes-unsupported';
import { vnetIntegration } from './vnet-integration';
import { workloadIdentityIssuer } from './workload-identity';

export const CLUSTER_RULES: readonly Rule[] = [
  authorizedRanges,
  autoscalerProfile,
  autoProvisioning,
  azurePolicyAddOn,
  azureRbacTenant,
  basicLoadBalancer,
  ciliumFeatures,
  collectionElsewhere,
  diskClass,
  diskEncryptionRegion,
  dnsZones,
  dualStack,
  encryptedNetwork,
  extensionUnsupported,
  userIdentityRegion,
  httpProxy,
  identityTooLate,
  imageCleaner,
  keyManagement,
  kubenetIdentity,
  kubenet,
  loadBalancer,
  localAccounts,
  noMaintenanceWindow,
  maintenanceWindow,
  mesh,
  clusterName,
  metricsNotSent,
  networkCombination,
  networkElsewhere,
  noAddOnGrant,
  noCreationGrant,
  noEntra,
  noKeyGrant,
  noNetworkGrant,
  noNetworkPolicy,
  noRbac,
  noSla,
  noUpgradeChannel,
  noWayOut,
  nobodyCanSignIn,
  nodeResourceGroup,
  notObserved,
  openApiServer,
  outbound,
  podRangePublic,
  azurePolicyEngine,
  privateZone,
  retiredAddons,
  secretRotation,
  servicePrincipal,
  clusterTags,
  tierAndSupport,
  unsupportedVersion,
  upgradeChannels,
  versionBesideChannel,
  virtualNodesSubnet,
  virtualNodesUnsupported,
  vnetIntegration,
  workloadIdentityIssuer,
];
