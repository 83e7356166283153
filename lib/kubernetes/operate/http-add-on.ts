import type { Construct } from 'constructs';
import { type HasPlacement, renderPlacement } from '../workload/placement';
import { HelmRelease, type HelmReleaseOptions } from './helm-release';
import { HelmRepository } from './helm-repository';

const REPOSITORY = 'https://kedacore.github.io/charts';
/** kedacore/charts: releases, August 2026. */
const VERSION = '0.15.0';

export interface HttpAddOnProps extends HelmReleaseOptions {
  /**
   * Fewest interceptors, through which every request goes.
   * @default 3
   */
  readonly minInterceptors?: number;

  /**
   * Most interceptors.
   * @default 50
   */
  readonly maxInterceptors?: number;

  /**
   * Node pool that it runs on.
   * @default - any Linux pool without a taint
   */
  readonly on?: HasPlacement;

  /**
   * Version of the chart.
   * @default '0.15.0'
   */
  readonly version?: string;
}

/**
 * KEDA's HTTP add-on, for `Scale.onHttp`: an interceptor that passes requests on and wakes what sleeps. It runs in
 * namespace `keda`, beside the KEDA of AKS, which does not bring it.
 *
 * @example new HttpAddOn(cluster.kubernetes, 'keda-http');
 */
export class HttpAddOn extends HelmRelease {
  constructor(scope: Construct, id: string, props: HttpAddOnProps = {}) {
    const repository = new HelmRepository(scope, `${id}-charts`, {
      url: REPOSITORY,
      fluxNamespace: props.fluxNamespace,
    });
    super(scope, id, {
      ...props,
      chart: repository.chart('keda-add-ons-http', props.version ?? VERSION),
      targetNamespace: 'keda',
      values: valuesOf(props),
    });
  }
}

function valuesOf({
  minInterceptors = 3,
  maxInterceptors = 50,
  on,
}: HttpAddOnProps): Readonly<Record<string, unknown>> {
  const { nodeSelector, tolerations = [] } = renderPlacement({
    os: 'linux',
    place: on?.placement,
    overflow: false,
    tolerations: [],
  });
  const part = { nodeSelector, tolerations, pullPolicy: 'IfNotPresent' };
  return {
    operator: part,
    scaler: part,
    interceptor: {
      ...part,
      replicas: { min: minInterceptors, max: maxInterceptors },
      // Over zones as well as it goes: one that waits for a zone would be worse than two in one.
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: {
            matchLabels: { 'app.kubernetes.io/component': 'interceptor', 'app.kubernetes.io/name': 'http-add-on' },
          },
        },
      ],
    },
  };
}
