import type { Construct } from 'constructs';
import { type HasPlacement, renderPlacement } from '../workload/placement';
import { bringersOfGatewayApi } from './alb-controller';
import { HelmChart } from './helm-chart';
import { HelmRelease, type HelmReleaseOptions } from './helm-release';

const CHART = 'oci://quay.io/jetstack/charts/cert-manager';
/** cert-manager: releases, August 2026. */
const VERSION = 'v1.21.1';

export interface CertManagerProps extends HelmReleaseOptions {
  /**
   * Version of the chart, with its `v`.
   * @default 'v1.21.1'
   */
  readonly version?: string;
  /**
   * Proves hosts through Gateways. Their definitions must be there before it starts: a controller beside it that brings
   * them is waited for.
   * @default true
   */
  readonly gatewayApi?: boolean;
  /**
   * Replicas of each of its three parts.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Node pool that it runs on.
   * @default - any Linux pool without a taint
   */
  readonly on?: HasPlacement;
}

/**
 * cert-manager: it asks for certificates, renews them and keeps them in Secrets.
 *
 * @example new CertManager(cluster.kubernetes, 'cert-manager');
 */
export class CertManager extends HelmRelease {
  constructor(
    scope: Construct,
    id: string,
    private readonly certManagerProps: CertManagerProps = {},
  ) {
    super(scope, id, {
      ...certManagerProps,
      chart: HelmChart.oci(CHART, certManagerProps.version ?? VERSION),
      targetNamespace: 'cert-manager',
      values: valuesOf(certManagerProps),
    });
  }

  protected override dependencies(options: HelmReleaseOptions): readonly HelmRelease[] {
    const given = super.dependencies(options);
    return this.certManagerProps.gatewayApi === false ? given : [...given, ...bringersOfGatewayApi(this)];
  }
}

/** cert-manager: "Best Practice", resources and high availability; measured use is a fraction of each request. */
const RESOURCES = {
  controller: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
  webhook: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  cainjector: { requests: { cpu: '20m', memory: '128Mi' }, limits: { memory: '256Mi' } },
  startupapicheck: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
};

const POD_SECURITY = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containerSecurityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },
};

function valuesOf(props: CertManagerProps): Readonly<Record<string, unknown>> {
  const { replicas = 2, gatewayApi = true } = props;
  const { nodeSelector, tolerations = [] } = renderPlacement({
    os: 'linux',
    place: props.on?.placement,
    overflow: false,
    tolerations: [],
  });
  const placed = { nodeSelector, tolerations };
  const part = (component: keyof typeof RESOURCES) => ({
    ...placed,
    ...POD_SECURITY,
    replicaCount: replicas,
    podDisruptionBudget: { enabled: replicas > 1, ...(replicas > 1 ? { maxUnavailable: 1 } : {}) },
    resources: RESOURCES[component],
    topologySpreadConstraints: spread(component),
  });
  return {
    global: { priorityClassName: 'system-cluster-critical', leaderElection: { namespace: 'cert-manager' } },
    crds: { enabled: true, keep: true },
    // Newer charts call it gatewayAPI.enabled and still read this one, which older ones need.
    config: { enableGatewayAPI: gatewayApi },
    ...part('controller'),
    webhook: part('webhook'),
    cainjector: part('cainjector'),
    startupapicheck: { ...placed, ...POD_SECURITY, resources: RESOURCES.startupapicheck },
  };
}

/**
 * Over zones and hosts as well as it goes: a replica that waits for a zone would be worse than two in one, since
 * existing certificates keep working without cert-manager.
 */
function spread(component: string) {
  const labelSelector = { matchLabels: { 'app.kubernetes.io/component': component } };
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector,
  }));
}
