import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import type { ClusterFeatures } from '../../core/contracts';
import type { Problems } from '../../core/errors';
import { azureName, deriveName } from '../../core/names';
import type { LogAnalyticsProps } from '../observe/container-insights';
import { identityOf } from '../expression';
import type { ISubnet } from '../network/contracts';
import { derivedName, environmentOf, type Place, resolvePlace } from '../place';
import { type ResolvedAccess, resolveAccess } from './access';
import { addonArguments } from './addons';
import type { AksClusterProps } from './aks-cluster-props';
import type { MetricsProps } from './observability';
import { ApiServer } from './api-server';
import { checkApiServer } from './api-server-checks';
import { autoscalerProfileBlock } from './autoscaler-profile';
import { NetworkProfile } from './network-profile';
import { resolveFeatures } from './optional-features';
import { linuxProfileBlock, windowsProfileBlock } from './os-profiles';
import { checkZones } from './pool-checks';
import { type ResolvedSupport, resolveSupport } from './support';
import { type ResolvedUpgrades, resolveUpgrades } from './upgrades';
import { checkVirtualNodes, type VirtualNodesProps } from './virtual-nodes';

/** A cluster's props with every default filled in. */
export interface ResolvedCluster {
  readonly name: string;
  readonly dnsPrefix: string;
  readonly place: Place;
  readonly support: ResolvedSupport;
  readonly profile: NetworkProfile;
  readonly apiServer: ApiServer;
  readonly upgrades: ResolvedUpgrades;
  readonly access: ResolvedAccess;
  readonly zones: readonly string[];
  readonly virtualNodes?: VirtualNodesProps;
  readonly meshRevisions: readonly string[];
  readonly logAnalytics?: LogAnalyticsProps;
  readonly metrics?: MetricsProps;
  readonly features: ReturnType<typeof resolveFeatures>;
  readonly addons: ReturnType<typeof addonArguments>;
  readonly autoscaler: ReturnType<typeof autoscalerProfileBlock>;
  readonly linuxProfile: ReturnType<typeof linuxProfileBlock>;
  readonly windowsProfile: ReturnType<typeof windowsProfileBlock>;
}

/** Adds to `problems` whatever is wrong with the cluster's own props; the result counts only without any. */
export function resolveCluster(scope: Construct, props: AksClusterProps, problems: Problems): ResolvedCluster {
  const place = resolvePlace(scope, props, problems);
  const name = props.name ?? derivedName(scope, 'kubernetesCluster');
  problems.attempt('name', () => azureName('kubernetesCluster', name));
  const dnsPrefix = props.dnsPrefix ?? deriveName('dnsPrefix', [name]);
  problems.attempt('dnsPrefix', () => azureName('dnsPrefix', dnsPrefix, 'dnsPrefix'));
  const nodeGroup = props.nodeResourceGroupName;
  if (nodeGroup !== undefined) {
    problems.attempt(undefined, () => azureName('resourceGroup', nodeGroup, 'nodeResourceGroupName'));
  }
  const profile = props.networkProfile ?? NetworkProfile.overlay();
  const zones = [...(props.zones ?? [])];
  checkIdentityRegion(place.location, problems);
  checkZones(zones, place.cloud, place.location, problems);
  const virtualNodes = onRequest<VirtualNodesProps>(props.virtualNodes);
  const apiServer = props.apiServer ?? ApiServer.public();
  checkApiServer(apiServer, props.authorizedIpRanges ?? [], place, problems);
  checkNetwork(scope, props, place, virtualNodes?.subnet, problems);
  if (virtualNodes) checkVirtualNodes(profile, virtualNodes, props.authorizedIpRanges ?? [], problems);
  const upgrades = resolveUpgrades(props.version, props.upgrades, problems);
  checkNetworkSecurity(profile, upgrades, problems);
  return {
    name,
    dnsPrefix,
    place,
    support: resolveSupport(props, props.storageDrivers?.disk ?? true, problems),
    profile,
    apiServer,
    upgrades,
    access: resolveAccess(props, environmentOf(scope)?.tenantId, apiServer.isVnetIntegrated, problems),
    zones,
    virtualNodes,
    meshRevisions: [...(props.serviceMesh?.revisions ?? [])],
    logAnalytics: onRequest<LogAnalyticsProps>(props.logAnalytics),
    metrics: onRequest<MetricsProps>(props.metrics),
    features: resolveFeatures(props, apiServer, profile, problems),
    addons: addonArguments(props, problems),
    autoscaler: autoscalerProfileBlock(props.autoscaler, problems),
    linuxProfile: linuxProfileBlock(props.linuxProfile, problems),
    windowsProfile: windowsProfileBlock(scope, props.windowsProfile, problems),
  };
}

export function featuresOf({ addons, access, features, meshRevisions, metrics }: ResolvedCluster): ClusterFeatures {
  return {
    keda: addons.workloadAutoscalerProfile.kedaEnabled,
    verticalPodAutoscaler: addons.workloadAutoscalerProfile.verticalPodAutoscalerEnabled,
    workloadIdentity: true,
    keyVaultSecrets: addons.keyVaultSecretsProvider !== undefined,
    azureRbac: access.azureRbac,
    appRouting: features.appRouting !== undefined,
    managedPrometheus: metrics !== undefined,
    ...(meshRevisions.length > 0 ? { meshRevisions } : {}),
  };
}

/** `true` asks for all defaults. */
function onRequest<T extends object>(asked: boolean | T | undefined): Partial<T> | T | undefined {
  return asked === true ? {} : asked || undefined;
}

/** DP15. */
function checkNetworkSecurity({ security }: NetworkProfile, { version }: ResolvedUpgrades, problems: Problems): void {
  if (!security || version.atLeast(29)) return;
  problems.add({
    property: 'networkProfile.security',
    value: true,
    rule: `came with Kubernetes 1.29, and the cluster has ${version.majorMinor}`,
    fix: 'Use a newer version, or leave it out (DP15)',
    code: 'network/security-version',
  });
}

/** ID23: the control plane's identity is user-assigned, so that it can have its roles beforehand. */
function checkIdentityRegion(location: string, problems: Problems): void {
  if (!['usdodcentral', 'usdodeast', 'usgoviowa'].includes(location)) return;
  problems.add({
    property: 'location',
    value: location,
    rule: 'takes no user-assigned identity for a cluster',
    fix: 'Take another region, such as usgovvirginia (ID23)',
    code: 'cluster/identity-region',
  });
}

/** A cluster, its network and all of its subnets are one place. */
function checkNetwork(
  scope: Construct,
  { network, subnet, apiServer }: AksClusterProps,
  place: Place,
  virtualSubnet: ISubnet | undefined,
  problems: Problems,
): void {
  const both = [place.location, network.location];
  if (place.location !== '' && !both.some((one) => Token.isUnresolved(one)) && both[0] !== both[1]) {
    problems.add({
      property: 'network',
      value: network.networkName,
      rule: `lies in ${network.location}, and the cluster in ${place.location}`,
      fix: 'A cluster and its network share a region',
      code: 'cluster/other-region',
    });
  }
  const home = identityOf(scope, network.networkId);
  for (const [property, one] of [
    ['subnet', subnet],
    ['apiServer.vnetIntegration.subnet', apiServer?.integration?.subnet],
    ['virtualNodes.subnet', virtualSubnet],
  ] as const) {
    if (one === undefined || identityOf(scope, one.network.networkId) === home) continue;
    problems.add({
      property,
      value: one.subnetName,
      rule: `lies in the network '${one.network.networkName}', and 'network' is '${network.networkName}'`,
      fix: 'Pass a subnet of that network',
      code: 'cluster/other-network',
    });
  }
}
