import type { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { Cloud, ICluster, IWorkloadIdentity, Placement } from '../../core/contracts';
import { InvalidValue, invalid, type Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import { KubernetesVersion } from '../../core/kubernetes-version';
import { type HasPlacement, renderPlacement, VIRTUAL_NODES } from '../workload/placement';
import { HelmRelease, type HelmReleaseOptions } from './helm-release';
import { HelmRepository } from './helm-repository';

const REPOSITORY = 'https://microsoft.github.io/virtualnodesOnAzureContainerInstances/';
/** microsoft/virtualnodesOnAzureContainerInstances: releases, August 2026. */
const VERSION = '1.3409.26080501';
/** Minors of Kubernetes that each build is tested with, by its own. The same: "Version Compatibility". */
const TESTED: Readonly<Record<number, readonly number[]>> = {
  29: [29],
  30: [29, 30, 31, 32],
  32: [32],
  33: [32, 33, 34],
  34: [33, 34],
};
/** The chart's own: whose account its pods have, where it installs to. */
const ACCOUNT = { namespace: 'vn2', name: 'virtual-node2-helm' };
const MOST_NODES = 100;

const ARM_ENDPOINT: Readonly<Record<Cloud, string | undefined>> = {
  public: undefined,
  usgovernment: 'https://management.usgovcloudapi.net/',
  china: 'https://management.chinacloudapi.cn/',
};

export interface ContainerInstanceNodesProps extends HelmReleaseOptions {
  /**
   * Subnet of the pods, in the cluster's network, delegated to `Microsoft.ContainerInstance/containerGroups`. Pods that call
   * out of the network need a NAT gateway on it.
   */
  readonly subnet: { readonly subnetName: string; readonly subnetId: string };

  /**
   * Whom the nodes create container groups as. It becomes Contributor of the cluster's node resource group, where the
   * groups lie, and Network Contributor of the subnet.
   */
  readonly identity: IWorkloadIdentity;

  /**
   * Virtual nodes, each of up to 200 pods and of 3 cores and 12 GB on a real node; 1 to 100.
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Node pool that the nodes themselves run on, with machines of 4 cores and 16 GB at least.
   * @default - any Linux pool without a taint
   */
  readonly on?: HasPlacement;

  /**
   * Zone in which all their pods start.
   * @default - Azure chooses, and the pods tell of none
   */
  readonly zone?: '1' | '2' | '3';

  /**
   * Version of the chart.
   * @default '1.3409.26080501', for Kubernetes 1.33 and 1.34
   */
  readonly version?: string;
}

/**
 * Virtual nodes on Azure Container Instances, the successor of the add-on's virtual nodes: Flux installs them from their own
 * chart. Workloads run there with `on: nodes`, or overflow with `burst: nodes`.
 *
 * Unlike on the add-on's, hooks, init containers, claims, host aliases and workload identity work; policies apply there no
 * more than on those. The cluster needs Azure CNI with pods in the network, and no authorized ranges. Its namespace, `vn2`,
 * holds privileged pods.
 */
export class ContainerInstanceNodes extends HelmRelease implements HasPlacement {
  readonly cluster?: ICluster;
  readonly placement: Placement;

  constructor(scope: Construct, id: string, props: ContainerInstanceNodesProps) {
    const { version = VERSION, replicas = 1, identity } = props;
    const cluster = joinOf(scope)?.clusterOf(scope);
    const repository = new HelmRepository(scope, `${id}-charts`, {
      url: REPOSITORY,
      fluxNamespace: props.fluxNamespace,
    });
    super(scope, id, {
      ...props,
      chart: repository.chart('virtualnode', version),
      targetNamespace: ACCOUNT.namespace,
      values: valuesOf(props, cluster),
    });
    this.cluster = cluster;
    this.checkNodes(replicas, version);
    const { label } = VIRTUAL_NODES['container-instances'];
    this.placement = {
      description: `virtual nodes '${this.releaseName}' on Azure Container Instances`,
      os: 'linux',
      architecture: 'amd64',
      zones: [],
      nodeLabels: { [label.key]: label.value },
      taints: [{ key: 'virtual-kubelet.io/provider', effect: 'NoSchedule' }],
      virtual: true,
      virtualNodes: 'container-instances',
      system: false,
    };
    if (cluster) {
      identity.trust({ cluster, ...ACCOUNT });
      identity.grant('Contributor', cluster.nodeResourceGroupId);
      identity.grant('Network Contributor', props.subnet.subnetId);
    }
    addCheck(this, (problems) => this.checkCluster(problems));
  }

  private checkNodes(replicas: number, version: string): void {
    if (!Number.isSafeInteger(replicas) || replicas < 1 || replicas > MOST_NODES) {
      throw invalid(this, {
        property: 'replicas',
        value: String(replicas),
        rule: `is not a whole number from 1 to ${MOST_NODES}`,
        fix: 'Write 1, or one for every 200 pods',
        code: 'virtual-nodes/replicas',
      });
    }
    const { cluster } = this;
    const tested = TESTED[buildMinor(version)];
    if (!cluster || !tested) return;
    const { minor } = KubernetesVersion.parse(cluster.kubernetesVersion);
    if (tested.includes(minor)) return;
    const fitting = Object.entries(TESTED).filter(([, minors]) => minors.includes(minor));
    throw invalid(this, {
      property: 'version',
      value: version,
      rule: `is tested with Kubernetes ${tested.map((one) => `1.${one}`).join(', ')}, and cluster '${cluster.clusterName}' has ${cluster.kubernetesVersion}`,
      fix:
        fitting.length > 0
          ? `Take a build for 1.${String(fitting.at(-1)?.[0])}`
          : "Wait for a build of that minor, or use the add-on: virtualNodes: true for the cluster, and burst: 'virtual-nodes'",
      code: 'helm/kubernetes-version',
    });
  }

  /** What may come after this: the add-on, whose nodes bear the same taint, and the network as it is planned. */
  private checkCluster(problems: Problems): void {
    const { cluster } = this;
    if (!cluster) return;
    if (cluster.virtualNodes) {
      problems.add({
        rule: `stands beside the add-on's virtual nodes of cluster '${cluster.clusterName}': whatever bears the taint of one bears that of the other`,
        fix: "Leave 'virtualNodes' out on the cluster",
        code: 'virtual-nodes/both',
      });
    }
    if (cluster.network.podCidr !== undefined) {
      problems.add({
        rule: `needs pods with addresses of the network, and cluster '${cluster.clusterName}' has an overlay (${cluster.network.podCidr})`,
        fix: "Write networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }) for the cluster",
        code: 'virtual-nodes/overlay',
      });
    }
    if (!cluster.features.workloadIdentity) {
      problems.add({
        property: 'identity',
        rule: `gets no token: cluster '${cluster.clusterName}' has workload identity off`,
        fix: 'Turn on workload identity and its OIDC issuer',
        code: 'identity/not-enabled',
      });
    }
  }
}

/** `1.3409.…` is built from Kubernetes 1.34.09. */
function buildMinor(version: string): number {
  const minor = /^1\.(\d{2})\d{2}\.\d+$/.exec(version)?.[1];
  if (minor !== undefined) return Number(minor);
  throw new InvalidValue({
    property: 'version',
    value: version,
    rule: 'is no version of the chart',
    fix: `Write one such as '${VERSION}'`,
    code: 'helm/version',
  });
}

function valuesOf(
  { subnet, identity, replicas = 1, zone, on }: ContainerInstanceNodesProps,
  cluster: ICluster | undefined,
): Readonly<Record<string, unknown>> {
  const { nodeSelector, tolerations = [] } = renderPlacement({
    os: 'linux',
    place: on?.placement,
    overflow: false,
    tolerations: [],
  });
  const armEndpoint = cluster && ARM_ENDPOINT[cluster.cloud];
  return {
    replicaCount: replicas,
    admissionControllerReplicaCount: 2,
    aciSubnetName: subnet.subnetName,
    IsWorkloadIdentityEnabled: 'Enabled',
    IdentityClientId: identity.clientId,
    IdentityTenantId: identity.tenantId,
    nodeSelector,
    tolerations,
    podDisruptionBudget: replicas > 1 ? { maxUnavailable: 1 } : {},
    admissionControllerPodDisruptionBudget: { maxUnavailable: 1 },
    ...(zone === undefined ? {} : { zones: zone }),
    ...(armEndpoint === undefined ? {} : { armEndpointBaseUrl: armEndpoint }),
  };
}
