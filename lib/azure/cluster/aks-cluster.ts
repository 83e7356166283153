import { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { Cloud, ClusterFeatures, ClusterNetwork, ICluster, INodePool } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { requireJoin } from '../../core/join';
import { fixAddress } from '../address';
import type { ISubnet } from '../network/contracts';
import type { PrivateLink } from '../network/private-link';
import { ContainerInsights } from '../observe/container-insights';
import type { IMonitorWorkspace } from '../observe/contracts';
import { overrideProperty, type OverrideOptions } from '../override';
import type { AksClusterProps } from './aks-cluster-props';
import type { AnyNodePool, PoolHost } from './any-node-pool';
import { checkBootstrapRegistry, pullDependencies } from './bootstrap';
import { clusterArguments } from './cluster-arguments';
import { checkPools } from './cluster-checks';
import { ClusterIdentity } from './cluster-identity';
import { grantClusterUser } from './cluster-users';
import { apiServerLink } from './api-server-link';
import { type ApiServerPlace, placeApiServer } from './api-server-place';
import { grantAddons } from './addon-grants';
import { addressesOf, ownAddress, subnetAddresses } from './depends-on';
import { encryptionRoles } from './encryption';
import { type ExistingClusterProps, ImportedCluster } from './imported-cluster';
import type { NetworkProfile } from './network-profile';
import { collectMetrics } from './observability';
import { NodePool } from './node-pool';
import { checkNodeResourceGroup } from './node-resource-group';
import { poolHostOf } from './pool-host';
import type {
  GpuNodePoolProps,
  NodePoolProps,
  SpotNodePoolProps,
  SystemPoolProps,
  WindowsNodePoolProps,
} from './pool-props';
import type { PoolRequest } from './pool-resolve';
import { featuresOf, resolveCluster, type ResolvedCluster } from './resolve-cluster';
import { SystemPool } from './system-pool';
import { VirtualNodes } from './virtual-nodes';

/** A Kubernetes cluster of Azure with its identity, roles, pools and add-ons. Azure: "Azure Kubernetes Service (AKS)". */
export class AksCluster extends Construct implements ICluster {
  /** Uses a cluster that exists already, as far as it is told; nothing is created. */
  static fromName(scope: Construct, id: string, existing: ExistingClusterProps): ICluster {
    return new ImportedCluster(scope, id, existing);
  }

  readonly clusterName: string;
  /** `major.minor`. */
  readonly kubernetesVersion: string;
  readonly cloud: Cloud;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly features: ClusterFeatures;
  readonly networkProfile: NetworkProfile;
  /** Subnet of nodes, unless a pool has one of its own. */
  readonly subnet: ISubnet;
  /** The pool that is made with the cluster and runs its own pods. */
  readonly systemPool: SystemPool;
  /** Undefined unless the props ask for them. */
  readonly virtualNodes?: VirtualNodes;
  /** Late: the workspace that logs go to. Undefined unless the props ask for one. */
  readonly logWorkspaceId?: string;
  /** Where metrics go. Undefined unless the props ask for them. */
  readonly monitorWorkspace?: IMonitorWorkspace;
  /** How networks that are not joined with its own reach a private API server: by a `PrivateEndpoint` there. */
  readonly privateLink: PrivateLink;
  private readonly kubeletPrincipalId?: string;
  private readonly resource: KubernetesCluster;
  private readonly identity: ClusterIdentity;
  private readonly host: PoolHost;
  private readonly apiServer: ApiServerPlace;
  private readonly pools: NodePool[] = [];

  /** @throws CdkAksError with everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: AksClusterProps) {
    super(scope, id);
    const problems = new Problems(this);
    const resolved = resolveCluster(this, props, problems);
    const { name, place, profile } = resolved;
    this.clusterName = name;
    this.kubernetesVersion = resolved.upgrades.version.majorMinor;
    this.cloud = place.cloud;
    this.location = place.location;
    this.resourceGroupName = place.resourceGroupName;
    this.features = featuresOf(resolved);
    this.networkProfile = profile;
    this.subnet = props.subnet ?? props.network.addSubnet(`${id}-nodes`);
    this.host = poolHostOf(this, resolved, props);
    this.systemPool = problems.attempt(undefined, () => this.createSystemPool(props.systemPool)) as SystemPool;
    problems.throwIfAny();

    props.network.reserve(profile.serviceCidr, `the service range of cluster '${name}'`);
    if (profile.podCidr) props.network.reserve(profile.podCidr, `the pod range of cluster '${name}'`);
    const [nodes] = this.systemPool.subnets as [ISubnet];
    this.apiServer = placeApiServer(resolved.apiServer, id, name, props.network, nodes);
    this.privateLink = apiServerLink(this, resolved.apiServer);
    this.identity = new ClusterIdentity(this, name, place);
    for (const subnet of this.systemPool.subnets) this.identity.grantSubnet(subnet);
    for (const group of this.systemPool.capacityGroups) this.identity.grantGroupOf(group);
    if (this.apiServer.subnet) this.identity.grantSubnet(this.apiServer.subnet);
    if (this.apiServer.zone) this.identity.grantPrivateDnsZone(this.apiServer.zone, props.network);
    for (const addressId of profile.outbound.resourceIds) this.identity.grantAddress(addressId);
    for (const { role, scopeId } of encryptionRoles(props)) this.identity.grant(scopeId, role);
    if (props.kubeletIdentity) this.identity.grantKubeletIdentity(props.kubeletIdentity.identityId);
    if (resolved.virtualNodes) {
      this.virtualNodes = new VirtualNodes(this, resolved.virtualNodes, (delegation) =>
        props.network.addSubnet(`${id}-virtual-nodes`, { delegation }),
      );
    }
    this.kubeletPrincipalId = props.kubeletIdentity?.principalId;
    // Before there is a node: it pulls what it starts from.
    props.bootstrap?.registry?.grantPull(this);
    const { logAnalytics } = resolved;
    const insights = logAnalytics && new ContainerInsights(this, 'logs', name, place, logAnalytics);
    this.logWorkspaceId = insights?.workspaceId;

    this.resource = this.create(resolved, props);
    insights?.associate(this.resource.id);
    this.monitorWorkspace = collectMetrics(this, resolved.metrics, {
      place,
      privateCluster: resolved.apiServer.isPrivate,
    });
    this.virtualNodes?.grantConnector(this.resource);
    grantAddons(this, this.resource, resolved.features.appRouting, props.serviceMesh);
    addCheck(this, (problems) => {
      checkPools(this.host.addresses.sizes, profile, resolved.support.tier, problems);
      checkBootstrapRegistry(props.bootstrap, problems);
      if (props.nodeResourceGroupName) checkNodeResourceGroup(this, props.nodeResourceGroupName, problems);
    });
  }

  /** A pool of Linux nodes. */
  addNodePool(id: string, props: NodePoolProps): NodePool {
    return this.addPool(id, { kind: 'linux', props });
  }

  /** A pool of Windows nodes, tainted `os=windows:NoSchedule`. Its name has at most six characters. */
  addWindowsNodePool(id: string, props: WindowsNodePoolProps): NodePool {
    return this.addPool(id, { kind: 'windows', props });
  }

  /** A pool of Linux nodes at a discount, which Azure may take back at any time. */
  addSpotNodePool(id: string, props: SpotNodePoolProps): NodePool {
    return this.addPool(id, { kind: 'spot', props });
  }

  /** A pool of Linux nodes with GPUs, tainted `sku=gpu:NoSchedule`. */
  addGpuNodePool(id: string, props: GpuNodePoolProps): NodePool {
    return this.addPool(id, { kind: 'gpu', props });
  }

  /** The pools of the program, the system pool first; virtual nodes are apart. */
  get nodePools(): readonly INodePool[] {
    return [this.systemPool, ...this.pools];
  }

  /** Scope of everything that runs on this cluster. @throws CdkAksError `app/join-needed` outside an AksApp */
  get kubernetes(): Construct {
    return requireJoin(this, 'cluster.kubernetes').kubernetesScope(this);
  }

  /** Lets members of an Entra group fetch the kubeconfig, and no more. Calling it again changes nothing. */
  grantUser(groupId: string): void {
    grantClusterUser(this, groupId);
  }

  /** The revision of the mesh that namespaces are injected by unless they name another; undefined without a mesh. */
  get meshRevision(): string | undefined {
    return this.features.meshRevisions?.[0];
  }

  /** Late. */
  get clusterId(): string {
    return this.resource.id;
  }

  /** `azurerm_kubernetes_cluster.aks` */
  get terraformAddress(): string {
    return `${this.resource.terraformResourceType}.${this.resource.friendlyUniqueId}`;
  }

  /** Late. */
  get oidcIssuerUrl(): string {
    return this.resource.oidcIssuerUrl;
  }

  /** Late: object id of the identity that pulls images. */
  get kubeletObjectId(): string {
    return this.kubeletPrincipalId ?? this.resource.kubeletIdentity.objectId;
  }

  /** Late: id of the resource group that AKS makes for nodes and load balancers. */
  get nodeResourceGroupId(): string {
    return this.resource.nodeResourceGroupId;
  }

  get network(): ClusterNetwork {
    const { policy, serviceCidr, dnsServiceIp, podCidr } = this.networkProfile;
    return {
      policyEngine: policy,
      serviceCidr,
      dnsServiceIp,
      podCidr,
      nodeCidrs: this.host.addresses.subnets('subnet').map((subnet) => subnet.prefix),
      podSubnetCidrs: this.host.addresses.subnets('podSubnet').map((subnet) => subnet.prefix),
      apiServerCidr: this.apiServer.entrance?.prefix,
      localDns: false,
    };
  }

  /**
   * Sets a property of the rendered cluster past the typed surface, in Terraform's own words:
   * `cluster.override('open_service_mesh_enabled', true, { reason })`.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  private addPool(id: string, request: PoolRequest): NodePool {
    // What the cluster itself waits for is there already.
    const own = (pool: AnyNodePool) => pool.subnets.filter((subnet) => !this.systemPool.subnets.includes(subnet));
    const pool: NodePool = new NodePool(this, id, request, this.host, () => [
      ...addressesOf(this, this.identity.grantsOn(own(pool))),
      ...addressesOf(this, this.identity.grantsOnGroupsOf(pool.capacityGroups)),
      ...subnetAddresses(this, own(pool)),
    ]);
    for (const subnet of own(pool)) this.identity.grantSubnet(subnet);
    for (const group of pool.capacityGroups) this.identity.grantGroupOf(group);
    this.pools.push(pool);
    return pool;
  }

  private createSystemPool(props: SystemPoolProps): SystemPool {
    return new SystemPool(this, props.name ?? 'system', props, this.host, () => this.resource);
  }

  private create(resolved: ResolvedCluster, props: AksClusterProps): KubernetesCluster {
    const moved = resolved.upgrades.versionMoves ? ['kubernetes_version'] : [];
    const ignoreChanges = [...this.systemPool.ignoredChanges, ...moved];
    const resource = new KubernetesCluster(this, 'Resource', {
      ...clusterArguments(resolved, props, this.apiServer),
      ...resolved.features.arguments({
        scope: this,
        logWorkspaceId: this.logWorkspaceId,
        nodeRanges: () => this.network.nodeCidrs,
      }),
      defaultNodePool: this.systemPool.arguments,
      identity: { type: 'UserAssigned', identityIds: [this.identity.identityId] },
      aciConnectorLinux: this.virtualNodes && { subnetName: this.virtualNodes.subnet.subnetName },
      omsAgent: this.logWorkspaceId
        ? { logAnalyticsWorkspaceId: this.logWorkspaceId, msiAuthForMonitoringEnabled: true }
        : undefined,
      lifecycle: ignoreChanges.length > 0 ? { ignoreChanges } : undefined,
    });
    const subnets = [...this.systemPool.subnets, ...(this.apiServer.subnet ? [this.apiServer.subnet] : [])];
    const grants = [...this.identity.allGrants, ...pullDependencies(this, props.bootstrap)];
    // Named in the add-on, not referred to.
    const virtual = this.virtualNodes ? ownAddress(this, this.virtualNodes.subnet) : [];
    resource.dependsOn = Lazy.listValue({
      produce: () => [...addressesOf(this, grants), ...subnetAddresses(this, subnets), ...virtual],
    });
    return fixAddress(resource);
  }
}
