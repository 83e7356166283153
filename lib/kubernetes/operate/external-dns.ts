import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cloud, ICluster, IWorkloadIdentity } from '../../core/contracts';
import { invalid, Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { coreV1, networkingV1 } from '../api';
import { allowHostDns, dnsRules, needsHostDns } from '../connect/dns';
import { Peer } from '../connect/peer';
import { toEgress } from '../connect/rules';
import { KubernetesObject, objectName } from '../object';
import { podSecurityLabels } from '../tenancy/pod-security';
import { type HasPlacement, renderPlacement } from '../workload/placement';
import { bringersOfGatewayApi } from './alb-controller';
import { type DnsZoneReference, groupOfZones, type ResourceGroupReference } from './dns-zones';
import { HelmRelease, type HelmReleaseOptions } from './helm-release';
import { HelmRepository } from './helm-repository';

/** kubernetes-sigs/external-dns: Helm chart, releases, August 2026. */
const VERSION = '1.21.1';
/** ExternalDNS: provider/azure, names of clouds. */
const CLOUDS: Readonly<Record<Cloud, string>> = {
  public: 'AzurePublicCloud',
  usgovernment: 'AzureUSGovernmentCloud',
  china: 'AzureChinaCloud',
};
const KINDS = {
  public: { provider: 'azure', role: 'DNS Zone Contributor' },
  private: { provider: 'azure-private-dns', role: 'Private DNS Zone Contributor' },
} as const;

export interface ExternalDnsProps extends HelmReleaseOptions {
  /** Zones that it writes into, all of one resource group. */
  readonly zones: readonly DnsZoneReference[];
  /**
   * Whether they are zones of Azure DNS, or Private DNS zones.
   * @default 'public'
   */
  readonly kind?: 'public' | 'private';
  /**
   * The resource group of the zones; needed where their ids are known only after the deploy.
   * @default - as the ids of the zones say
   */
  readonly resourceGroup?: ResourceGroupReference;
  /** What it signs in to Azure with. It gets the roles on the zones, and trusts the release's service account. */
  readonly identity: IWorkloadIdentity;
  /**
   * By what it knows its own records among others of the zone: each cluster must have another one.
   * @default - name of the cluster
   */
  readonly ownerId?: string;
  /**
   * Objects that it reads names from. For those of the Gateway API it waits for a release beside it that defines them.
   * @default ['service', 'ingress']
   */
  readonly sources?: readonly (
    'service' | 'ingress' | 'gateway-httproute' | 'gateway-grpcroute' | 'gateway-tlsroute' | 'contour-httpproxy' | 'crd'
  )[];
  /**
   * `sync` removes records whose object is gone; `upsert-only` leaves them.
   * @default 'upsert-only'
   */
  readonly policy?: 'sync' | 'upsert-only' | 'create-only';
  /**
   * Version of the chart.
   * @default '1.21.1'
   */
  readonly version?: string;
  /**
   * Node pool that it runs on.
   * @default - any Linux pool without a taint
   */
  readonly on?: HasPlacement;
}

/**
 * ExternalDNS: it writes the names of Services, Ingresses and routes into zones of Azure. It runs in a namespace of its
 * own id, cut off but for names, the API server and Azure, and signs in without a secret.
 *
 * @example
 * new ExternalDns(cluster.kubernetes, 'external-dns', {
 *   zones: [{ zoneName: 'contoso.com', zoneId: '/subscriptions/…/dnsZones/contoso.com' }],
 *   identity: new WorkloadIdentity(prod, 'external-dns') });
 */
export class ExternalDns extends HelmRelease {
  /**
   * @throws CdkAksError for zones that it can't write to (external-dns/…), and in a chart of no cluster
   *   (external-dns/no-cluster)
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly externalDnsProps: ExternalDnsProps,
  ) {
    const props = externalDnsProps;
    const cluster = clusterOf(scope, id);
    const name = [objectName(scope), id].filter((part) => part !== '').join('-');
    const group = checkedGroup(scope, id, props);
    const charts = new HelmRepository(scope, `${id}-charts`, {
      url: 'https://kubernetes-sigs.github.io/external-dns/',
      ...(props.fluxNamespace === undefined ? {} : { fluxNamespace: props.fluxNamespace }),
    });
    super(scope, id, {
      ...props,
      chart: charts.chart('external-dns', props.version ?? VERSION),
      targetNamespace: name,
      createNamespace: false,
      values: valuesOf(name, props, cluster, group),
    });
    this.renderNamespace(cluster);
    const { identity, zones, kind = 'public' } = props;
    identity.trust({ cluster, namespace: this.releaseName, name: this.releaseName });
    for (const { zoneId } of zones) identity.grant(KINDS[kind].role, zoneId);
    // It lists the zones of the group before it looks at any.
    identity.grant('Reader', `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`);
  }

  /** What it reads of the Gateway API must be defined before it starts. */
  protected override dependencies(options: HelmReleaseOptions): readonly HelmRelease[] {
    const given = super.dependencies(options);
    const reads = this.externalDnsProps.sources?.some((source) => source.startsWith('gateway-')) ?? false;
    return reads ? [...given, ...bringersOfGatewayApi(this)] : given;
  }

  private renderNamespace(cluster: ICluster): void {
    const namespace = this.releaseName;
    new KubernetesObject<coreV1.Namespace>(this, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        // A namespace is in none, whatever its chart says.
        namespace: Lazy.any({ produce: () => undefined }),
        labels: {
          'app.kubernetes.io/managed-by': 'cdk-aks',
          ...podSecurityLabels('restricted', cluster.kubernetesVersion),
        },
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
    });
    const https = [{ port: 443, protocol: 'TCP' }] as const;
    const { apiServerCidr } = cluster.network;
    const outside = [Peer.internet(), ...(apiServerCidr === undefined ? [] : [Peer.privateEndpoint(apiServerCidr)])];
    const peers = outside.flatMap((peer) => peer.toPolicyPeers(namespace));
    new KubernetesObject<networkingV1.NetworkPolicy>(this, 'NetworkPolicy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: namespace, namespace },
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        egress: toEgress([...dnsRules(cluster), ...peers.map((peer) => ({ peer, ports: https }))]),
      },
    });
    if (needsHostDns(cluster)) allowHostDns(this, 'HostDns', `${namespace}-host-dns`, {}, undefined, namespace);
  }
}

function clusterOf(scope: Construct, id: string): ICluster {
  const cluster = joinOf(scope)?.clusterOf(scope);
  if (cluster) return cluster;
  throw invalid(scope, {
    property: 'id',
    value: id,
    rule: 'is in a chart of no cluster, and its identity must trust a cluster',
    fix: 'Put it below `cluster.kubernetes` of an AksApp',
    code: 'external-dns/no-cluster',
  });
}

function checkedGroup(
  scope: Construct,
  id: string,
  { zones, resourceGroup }: ExternalDnsProps,
): ResourceGroupReference {
  const path = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
  const problems = new Problems({ node: { path, id } });
  const group = problems.attempt(undefined, () => groupOfZones(zones, resourceGroup));
  problems.throwIfAny();
  return group as ResourceGroupReference;
}

function valuesOf(
  name: string,
  props: ExternalDnsProps,
  cluster: ICluster,
  group: ResourceGroupReference,
): Readonly<Record<string, unknown>> {
  const { identity, kind = 'public', sources = ['service', 'ingress'], policy = 'upsert-only' } = props;
  const { nodeSelector, tolerations = [] } = renderPlacement({
    os: 'linux',
    place: props.on?.placement,
    overflow: false,
    tolerations: [],
  });
  const signsIn = { 'azure.workload.identity/use': 'true' };
  const configuration = {
    cloud: CLOUDS[cluster.cloud],
    tenantId: identity.tenantId,
    subscriptionId: group.subscriptionId,
    resourceGroup: group.name,
    useWorkloadIdentityExtension: true,
  };
  return {
    fullnameOverride: name,
    provider: { name: KINDS[kind].provider },
    sources: [...sources],
    policy,
    registry: 'txt',
    txtOwnerId: props.ownerId ?? cluster.clusterName,
    domainFilters: props.zones.map(({ zoneName }) => zoneName),
    serviceAccount: {
      name,
      labels: signsIn,
      annotations: { 'azure.workload.identity/client-id': identity.clientId },
    },
    podLabels: signsIn,
    // No secret: where the zones are, and that it signs in by its service account.
    secretConfiguration: {
      enabled: true,
      mountPath: '/etc/kubernetes/',
      data: { 'azure.json': JSON.stringify(configuration) },
    },
    nodeSelector,
    tolerations,
    resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  };
}
