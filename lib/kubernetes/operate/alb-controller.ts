import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cloud, IApplicationGateway } from '../../core/contracts';
import { invalid } from '../../core/errors';
import { joinOf } from '../../core/join';
import { KubernetesVersion } from '../../core/kubernetes-version';
import { mark } from '../../core/marks';
import { ALB_CONTROLLER } from '../../core/service-accounts';
import { type HasPlacement, renderPlacement } from '../workload/placement';
import { HelmChart } from './helm-chart';
import { HelmRelease, type HelmReleaseOptions } from './helm-release';

/** On a release that brings the definitions of the Gateway API. */
export const BRINGS_GATEWAY_API = Symbol.for('cdk-aks.brings-gateway-api');

/** Releases beside another one that must be ready before it can ask for objects of the Gateway API. */
export function bringersOfGatewayApi(release: HelmRelease): readonly HelmRelease[] {
  return Chart.of(release)
    .node.findAll()
    .filter((node): node is HelmRelease => BRINGS_GATEWAY_API in node)
    .filter(({ fluxNamespace }) => fluxNamespace === release.fluxNamespace);
}

const CHART = 'oci://mcr.microsoft.com/application-lb/charts/alb-controller';
/** Azure: "Release notes for ALB Controller", September 2026. */
const VERSION = '1.12.1';
const LEAST_KUBERNETES = '1.32';

/** Azure: "ALB Controller Helm Chart", `albController.cloudEnvironment`. */
const CLOUD_ENVIRONMENT: Readonly<Record<Cloud, string>> = {
  public: 'AzureCloud',
  usgovernment: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
};

export interface AlbControllerProps extends HelmReleaseOptions {
  /** The Application Gateway for Containers that it drives. */
  readonly gateway: IApplicationGateway;
  /**
   * Version of the chart.
   * @default '1.12.1', which needs Kubernetes 1.32
   */
  readonly version?: string;
  /**
   * Brings the definitions of the Gateway API along. `false` where AKS manages them or another chart does.
   * @default true
   */
  readonly gatewayApiCrds?: boolean;
  /**
   * Node pool that it runs on.
   * @default - any Linux pool without a taint
   */
  readonly on?: HasPlacement;
}

/**
 * The controller of Application Gateway for Containers: it turns Gateways and routes into the gateway's configuration.
 * It brings the GatewayClass `azure-alb-external` and the definitions of the Gateway API.
 *
 * @example new AlbController(cluster.kubernetes, 'alb-controller', { gateway });
 */
export class AlbController extends HelmRelease {
  constructor(scope: Construct, id: string, props: AlbControllerProps) {
    super(scope, id, {
      ...props,
      chart: HelmChart.oci(CHART, props.version ?? VERSION),
      // The chart makes the controller's namespace itself and would stumble over it, so the release installs elsewhere.
      targetNamespace: undefined,
      values: valuesOf(props),
    });
    if (props.gatewayApiCrds ?? true) mark(this, BRINGS_GATEWAY_API);
    this.checkCluster(props);
  }

  private checkCluster({ gateway, version }: AlbControllerProps): void {
    const cluster = joinOf(this)?.clusterOf(this);
    if (cluster && cluster !== gateway.cluster) {
      throw invalid(this, {
        property: 'gateway',
        value: gateway.node.path,
        rule: `belongs to cluster '${gateway.cluster.clusterName}', and this controller runs on '${cluster.clusterName}'`,
        fix: 'Install the controller on the cluster of its gateway',
        code: 'helm/other-cluster',
      });
    }
    const { kubernetesVersion, clusterName } = gateway.cluster;
    const tooOld = KubernetesVersion.parse(kubernetesVersion).compare(KubernetesVersion.parse(LEAST_KUBERNETES)) < 0;
    if (version !== undefined || !tooOld) return;
    throw invalid(this, {
      property: 'version',
      value: VERSION,
      rule: `needs Kubernetes ${LEAST_KUBERNETES}, and cluster '${clusterName}' has ${kubernetesVersion}`,
      fix: "Upgrade the cluster, or pin an older controller such as '1.11.5'",
      code: 'helm/kubernetes-version',
    });
  }
}

function valuesOf({ gateway, gatewayApiCrds, on }: AlbControllerProps): Readonly<Record<string, unknown>> {
  const { nodeSelector, tolerations = [] } = renderPlacement({
    os: 'linux',
    place: on?.placement,
    overflow: false,
    tolerations: [],
  });
  return {
    albController: {
      // Where the gateway's identity trusts its service account.
      namespace: ALB_CONTROLLER.namespace,
      podIdentity: { clientID: gateway.controllerClientId },
      cloudEnvironment: CLOUD_ENVIRONMENT[gateway.cluster.cloud],
      installGatewayApiCRDs: gatewayApiCrds ?? true,
      logLevel: 'info',
      controller: {
        replicaCount: 2,
        nodeSelector,
        tolerations,
        resource: { requests: { cpu: '100m', memory: '200Mi' }, limits: { cpu: '400m', memory: '400Mi' } },
      },
    },
  };
}
