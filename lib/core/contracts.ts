import type { Construct, IConstruct } from 'constructs';

/**
 * The interfaces that both halves share. Azure constructs implement them, Kubernetes constructs read them,
 * and neither imports the other.
 *
 * Strings marked *late* are known only to Azure until it has deployed; see `platform/late-values`.
 */

export type Cloud = 'public' | 'usgovernment' | 'china';
export type OperatingSystem = 'linux' | 'windows';
export type Architecture = 'amd64' | 'arm64';
export type TaintEffect = 'NoSchedule' | 'NoExecute' | 'PreferNoSchedule';

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: TaintEffect;
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: 'Equal' | 'Exists';
  readonly value?: string;
  readonly effect?: TaintEffect;
}

/** Virtual nodes of AKS' add-on, or of its successor, which a chart installs. */
export type VirtualNodeKind = 'add-on' | 'container-instances';

/** What a pod may ask of the largest node there, after what AKS and the kubelet reserve. */
export interface NodeCapacity {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  readonly gpus: number;
}

/** Where pods may run, in the scheduler's words. */
export interface Placement {
  /** What messages call it: `pool 'apps'`. */
  readonly description: string;
  readonly os: OperatingSystem;
  /** Unknown for a VM size that is not in the data. */
  readonly architecture?: Architecture;
  /** Zones in which this place has nodes; none for a regional place. */
  readonly zones: readonly string[];
  /** Node labels that select this place and no other. */
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** Unknown for a VM size that is not in the data. */
  readonly largestNode?: NodeCapacity;
  /** Virtual nodes take only a part of what a pod may ask. */
  readonly virtual: boolean;
  /**
   * Which of the two they are, where they are virtual.
   * @default 'add-on'
   */
  readonly virtualNodes?: VirtualNodeKind;
  /** True for a place that is meant for the cluster's own pods. */
  readonly system: boolean;
}

/** One node pool, or the pools that make up one logical pool over several zones. */
export interface INodePool extends IConstruct {
  /** Name in the program; the Azure names of its parts may carry a zone digit. */
  readonly poolName: string;
  readonly cluster: ICluster;
  readonly placement: Placement;
  readonly minCount: number;
  readonly maxCount: number;
}

export type PolicyEngine = 'cilium' | 'calico' | 'azure' | 'none';

/** What workloads must know about the network of their cluster. Ranges are literal once rendered. */
export interface ClusterNetwork {
  readonly policyEngine: PolicyEngine;
  readonly serviceCidr: string;
  readonly dnsServiceIp: string;
  /** Overlay only. */
  readonly podCidr?: string;
  /** Prefixes of the subnets that hold nodes (and pods, where pods take addresses of the network). */
  readonly nodeCidrs: readonly string[];
  /** Prefixes of the subnets that hold pods apart from the nodes' own. */
  readonly podSubnetCidrs: readonly string[];
  /** The address of the API server's front end, where it lies in the network. */
  readonly apiServerCidr?: string;
  /** LocalDNS answers at 169.254.10.0/24 instead of the cluster's DNS Service. */
  readonly localDns: boolean;
}

export interface ClusterFeatures {
  readonly keda: boolean;
  readonly verticalPodAutoscaler: boolean;
  readonly workloadIdentity: boolean;
  readonly keyVaultSecrets: boolean;
  readonly azureRbac: boolean;
  /** Runs the ingress controller of app routing; undefined where nobody told. */
  readonly appRouting?: boolean;
  /** Azure Monitor's managed Prometheus collects metrics. @default false */
  readonly managedPrometheus?: boolean;
  /** Revisions of the service mesh, such as `asm-1-29`; the first is what namespaces are injected by. @default - no mesh */
  readonly meshRevisions?: readonly string[];
}

/** A Kubernetes cluster on Azure, created here or brought. */
export interface ICluster extends IConstruct {
  /** Azure's name: literal, unique in the App; also the name of its folder of manifests. */
  readonly clusterName: string;
  /** Late. */
  readonly clusterId: string;
  /** `major.minor`. */
  readonly kubernetesVersion: string;
  readonly cloud: Cloud;
  readonly location: string;
  /** @default - not known */
  readonly resourceGroupName?: string;
  /** Terraform address: `azurerm_kubernetes_cluster.aks`. */
  readonly terraformAddress: string;
  /** Scope of everything that runs on this cluster. @throws outside an AksApp */
  readonly kubernetes: Construct;
  /** Late. */
  readonly oidcIssuerUrl: string;
  /** Late: object id of the identity that pulls images. */
  readonly kubeletObjectId: string;
  /** Late: resource id of the group that Azure keeps the nodes in. */
  readonly nodeResourceGroupId: string;
  readonly network: ClusterNetwork;
  readonly features: ClusterFeatures;
  readonly nodePools: readonly INodePool[];
  /** Undefined where the cluster has none. */
  readonly virtualNodes?: INodePool;
  /** Lets members of an Entra group fetch the cluster's kubeconfig, and no more. Calling it again changes nothing. */
  grantUser?(groupId: string): void;
}

/** An image by tag or digest, and where it comes from if that is one of our registries. */
export interface Image {
  /** `contoso.azurecr.io/cart.api@sha256:…` */
  readonly reference: string;
  readonly registry?: IImageSource;
}

/** What a workload asks of the registry of its image. */
export interface IImageSource {
  readonly loginServer: string;
  /** Undefined if the cluster's kubelet may pull; otherwise what to do about it. */
  whyNotPullable(cluster: ICluster): string | undefined;
  /** Name of the pull Secret that pods must name, if one is needed. */
  readonly pullSecretName?: string;
}

/** A registry as programs name images in it. */
export interface IRegistry {
  /** @param tagOrDigest `1.4.2`, `sha256:<64 hex>`, or both: `1.4.2@sha256:<64 hex>` */
  image(repository: string, tagOrDigest: string): Image;
}

/** A ServiceAccount of a cluster that may act as an identity. */
export interface ServiceAccountRef {
  readonly cluster: ICluster;
  readonly namespace: string;
  readonly name: string;
}

/** A user-assigned identity that workloads sign in with. */
export interface IWorkloadIdentity extends IConstruct {
  readonly identityName: string;
  /** Late. */
  readonly clientId: string;
  /** Late unless the tenant was given. */
  readonly tenantId: string;
  /** Late. */
  readonly principalId: string;
  /** Lets a ServiceAccount act as this identity. Calling it again changes nothing. */
  trust(account: ServiceAccountRef): void;
  /** Assigns an Azure role. Calling it again changes nothing. */
  grant(role: string, scopeId: string): void;
}

/** A vault whose secrets are mounted into pods. */
export interface IKeyVault extends IConstruct {
  readonly vaultName: string;
  /** Known at synth: `https://<name>.vault.azure.net/`. */
  readonly vaultUri: string;
  /** Late unless the tenant was given. */
  readonly tenantId: string;
  /** Key Vault Secrets User. Calling it again changes nothing. */
  grantRead(identity: IWorkloadIdentity): void;
  secret(name: string, options?: VaultSecretOptions): VaultSecret;
}

export interface VaultSecretOptions {
  /** @default - the latest version */
  readonly version?: string;
}

/** One secret of a vault, as a workload refers to it. The value is never known here. */
export interface VaultSecret {
  readonly vault: IKeyVault;
  readonly secretName: string;
  readonly version?: string;
}

/** A gateway of Azure that routes into a cluster (Application Gateway for Containers), seen from one of its frontends. */
export interface IApplicationGateway extends IConstruct {
  readonly cluster: ICluster;
  /** Late: resource id, for the annotation `alb.networking.azure.io/alb-id`. */
  readonly gatewayId: string;
  /** Literal: the address of type `alb.networking.azure.io/alb-frontend` that a Gateway asks for. */
  readonly frontendName: string;
  /** Late: host name that Azure gives the frontend; DNS records point at it. */
  readonly frontendHostName: string;
  /** Range that its proxies send from: a literal once rendered, in both halves. */
  readonly subnetCidr: string;
  /** Late: client id that the controller in the cluster signs in with. */
  readonly controllerClientId: string;
}

/** A network of Azure, as far as others must tell it from the rest. */
export interface INetworkReference extends IConstruct {
  readonly networkName: string;
  /** Late. */
  readonly networkId: string;
}

export interface PrivateDnsLinkOptions {
  /**
   * Azure's name of the link: 1 to 80 characters. Fixed at creation.
   * @creation
   * @default - the network's name
   */
  readonly name?: string;
  /**
   * Writes the virtual machines of the network into the zone. A network does that in one zone at the most.
   * @default false
   */
  readonly autoRegistration?: boolean;
  /**
   * Asks public DNS for what the zone does not hold, so that services of other tenants stay within reach. Only for zones
   * of private endpoints, `privatelink.…`.
   * @default false
   */
  readonly fallbackToInternet?: boolean;
}

/** A zone of names that only the networks linked to it resolve, created here or brought. */
export interface IPrivateDnsZone extends IConstruct {
  /** Literal: `privatelink.vaultcore.azure.net`. */
  readonly zoneName: string;
  /** Late, or a literal where the zone was brought by its id. */
  readonly zoneId: string;
  /** Lets a network resolve the names of the zone. Calling it again changes nothing. */
  linkTo(network: INetworkReference, options?: PrivateDnsLinkOptions): void;
  /** True where the program links the network, or was told that it is linked. */
  isLinkedTo(network: INetworkReference): boolean;
  /** The links that the program makes, for what must not be there before them: `dependsOn`. */
  readonly dependencies: readonly { readonly fqn: string }[];
}
