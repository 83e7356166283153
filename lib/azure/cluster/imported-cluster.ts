import { DataAzurermKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import { Construct } from 'constructs';
import { Cidr } from '../../core/cidr';
import type { Cloud, ClusterFeatures, ClusterNetwork, ICluster, INodePool, PolicyEngine } from '../../core/contracts';
import { type Problem, Problems } from '../../core/errors';
import { requireJoin } from '../../core/join';
import { KubernetesVersion } from '../../core/kubernetes-version';
import { azureName } from '../../core/names';
import { terraformAddress } from '../../core/terraform-address';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { environmentOf } from '../place';
import { TerraformStack } from 'cdktf';
import { grantClusterUser } from './cluster-users';

/** What is known of a cluster that exists already. Workloads are rendered by it, so it must be true. */
export interface ExistingClusterProps extends ExistingResource {
  /** Version of Kubernetes: `1.35`. A patch is taken and ignored. */
  readonly version: string;
  /**
   * Azure region.
   * @default - the environment's
   */
  readonly location?: string;
  /** What enforces NetworkPolicies there. */
  readonly policy: PolicyEngine;
  /** Addresses of its Services. */
  readonly serviceCidr: string;
  /** Address of its DNS Service. */
  readonly dnsServiceIp: string;
  /**
   * Addresses of pods, where the network is an overlay.
   * @default - none
   */
  readonly podCidr?: string;
  /**
   * Ranges of the subnets that hold nodes, and pods where they take addresses there.
   * @default - none: policies can't name them
   */
  readonly nodeCidrs?: readonly string[];
  /**
   * Ranges of the subnets that hold pods alone.
   * @default - none
   */
  readonly podSubnetCidrs?: readonly string[];
  /**
   * Range that holds the address of the API server, where that lies in the network: a private cluster, or VNet integration.
   * @default - it is on the internet
   */
  readonly apiServerCidr?: string;
  /**
   * LocalDNS answers pods.
   * @default false
   */
  readonly localDns?: boolean;
  /**
   * What it runs and allows.
   * @default - all of it but KEDA, the Vertical Pod Autoscaler and managed Prometheus
   */
  readonly features?: Partial<ClusterFeatures>;
}

/** See `AksCluster.fromName`. */
export class ImportedCluster extends Construct implements ICluster {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly cloud: Cloud;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly terraformAddress: string;
  readonly network: ClusterNetwork;
  readonly features: ClusterFeatures;
  /** Not known: workloads may name no pool of it. */
  readonly nodePools: readonly INodePool[] = [];
  private readonly data: DataAzurermKubernetesCluster;

  constructor(scope: Construct, id: string, existing: ExistingClusterProps) {
    super(scope, id);
    const problems = new Problems(this);
    const found = problems.attempt(undefined, () =>
      findExisting(this, existing, (name) => azureName('kubernetesCluster', name)),
    );
    const version = problems.attempt('version', () => KubernetesVersion.parse(existing.version));
    const location = existing.location ?? environmentOf(this)?.location;
    checkRanges(existing, problems);
    if (location === undefined) {
      problems.add({
        property: 'location',
        rule: 'is needed in a stack that is no Environment',
        fix: 'Set location',
        code: 'place/missing',
      });
    }
    problems.throwIfAny();

    const { name, resourceGroupName, cloud } = found as NonNullable<typeof found>;
    this.clusterName = name;
    this.kubernetesVersion = (version as KubernetesVersion).majorMinor;
    this.cloud = cloud;
    this.location = location as string;
    this.resourceGroupName = resourceGroupName;
    this.network = networkOf(existing);
    this.features = { ...DEFAULT_FEATURES, ...existing.features };
    this.data = fixAddress(new DataAzurermKubernetesCluster(this, 'Resource', { name, resourceGroupName }));
    const ids = this.node.scopes.slice(TerraformStack.of(this).node.scopes.length).map((part) => part.node.id);
    this.terraformAddress = `data.azurerm_kubernetes_cluster.${terraformAddress(ids)}`;
  }

  get clusterId(): string {
    return this.data.id;
  }

  get nodeResourceGroupId(): string {
    return this.data.nodeResourceGroupId;
  }

  get oidcIssuerUrl(): string {
    return this.data.oidcIssuerUrl;
  }

  get kubeletObjectId(): string {
    return this.data.kubeletIdentity.get(0).objectId;
  }

  get kubernetes(): Construct {
    return requireJoin(this, 'cluster.kubernetes').kubernetesScope(this);
  }

  /** Lets members of an Entra group fetch the kubeconfig, and no more. Calling it again changes nothing. */
  grantUser(groupId: string): void {
    grantClusterUser(this, groupId);
  }
}

const DEFAULT_FEATURES: ClusterFeatures = {
  keda: false,
  verticalPodAutoscaler: false,
  workloadIdentity: true,
  keyVaultSecrets: true,
  azureRbac: true,
};

function networkOf(existing: ExistingClusterProps): ClusterNetwork {
  return {
    policyEngine: existing.policy,
    serviceCidr: existing.serviceCidr,
    dnsServiceIp: existing.dnsServiceIp,
    podCidr: existing.podCidr,
    nodeCidrs: [...(existing.nodeCidrs ?? [])],
    podSubnetCidrs: [...(existing.podSubnetCidrs ?? [])],
    apiServerCidr: existing.apiServerCidr,
    localDns: existing.localDns ?? false,
  };
}

function checkRanges(existing: ExistingClusterProps, problems: Problems): void {
  const services = problems.attempt('serviceCidr', () => Cidr.parse(existing.serviceCidr));
  const { podCidr, dnsServiceIp } = existing;
  if (podCidr !== undefined) problems.attempt('podCidr', () => Cidr.parse(podCidr));
  const { apiServerCidr } = existing;
  if (apiServerCidr !== undefined) problems.attempt('apiServerCidr', () => Cidr.parse(apiServerCidr));
  for (const range of existing.nodeCidrs ?? []) problems.attempt('nodeCidrs', () => Cidr.parse(range));
  for (const range of existing.podSubnetCidrs ?? []) problems.attempt('podSubnetCidrs', () => Cidr.parse(range));
  const outside: Problem = {
    property: 'dnsServiceIp',
    value: dnsServiceIp,
    rule: `lies outside 'serviceCidr' (${existing.serviceCidr})`,
    fix: 'Write what `az aks show` says',
    code: 'network/dns-outside',
  };
  if (services && problems.attempt('dnsServiceIp', () => services.contains(dnsServiceIp)) === false)
    problems.add(outside);
}
