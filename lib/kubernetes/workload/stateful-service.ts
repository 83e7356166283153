import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { appsV1, coreV1 } from '../api';
import { KubernetesObject } from '../object';
import type { IScaler } from '../scaling/contracts';
import { renderClaim } from '../storage/claim';
import { checkBalance } from './balance';
import { OnePerZone } from './default-scale';
import { namespaceFactsOf } from '../tenancy/namespace-of';
import { Disruption, renderDisruptionBudget } from './disruption';
import { checkStateful, withClaims } from './stateful-checks';
import type { StatefulServiceProps } from './stateful-props';
import { Spread, spreadConstraints } from './spread';
import { Workload } from './workload';

const MANAGED_BY = 'app.kubernetes.io/managed-by';

/**
 * A service whose pods have names and volumes of their own, which come back after a restart: `db-0`, `db-1`. Each pod is
 * found by its name behind `headlessServiceName`, and any of them behind `serviceName`.
 *
 * Removing it, or a pod of it, leaves its volumes: they hold the data, and are deleted by hand.
 */
export class StatefulService extends Workload {
  /** What decides how many pods there are. */
  readonly scale: IScaler;
  /** Name of the Service that gives each pod a name, and is found before the pods are ready. */
  readonly headlessServiceName: string;
  private readonly spread: Spread;

  constructor(
    scope: Construct,
    id: string,
    private readonly stateful: StatefulServiceProps,
  ) {
    super(scope, id, withClaims(stateful), {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      serves: true,
      claims: Object.keys(stateful.claims ?? {}),
      check: (workload, problems) => checkStateful(workload, stateful, problems),
    });
    this.scale = stateful.scale ?? new OnePerZone(() => this.zones);
    this.spread = stateful.spread ?? Spread.zones();
    this.headlessServiceName = `${this.workloadName}-headless`;
    this.renderHeadlessService();
    new KubernetesObject<appsV1.StatefulSet>(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: this.workloadName, labels: this.versionedLabels },
      spec: Lazy.any({ produce: () => this.statefulSetSpec() }),
    });
    if (this.scale.max > 1) {
      renderDisruptionBudget(
        this,
        stateful.disruption ?? namespaceFactsOf(this)?.disruption ?? Disruption.byDefault(this.scale.min),
        {
          name: this.workloadName,
          labels: this.objectLabels,
          podLabels: this.podLabels,
        },
      );
    }
    this.scale.bind(this, this.scalingFacts);
    // A rolling update takes a pod away before it makes its successor.
    this.declarePods(() => this.scale.max);
    addCheck(this, (problems) => checkBalance(this, { scale: this.scale, spread: this.spread }, problems));
  }

  /**
   * The name that one pod is found by within the cluster: `db-0.db-headless.shop.svc`.
   * @param ordinal from 0
   */
  hostOf(ordinal: number): string {
    return `${this.workloadName}-${ordinal}.${this.headlessServiceName}.${this.namespaceName}.svc`;
  }

  private renderHeadlessService(): void {
    new KubernetesObject<coreV1.Service>(this, 'HeadlessService', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: this.headlessServiceName, labels: this.objectLabels },
      spec: {
        type: 'ClusterIP',
        clusterIP: 'None',
        // Pods that form a cluster look for each other before they are ready.
        publishNotReadyAddresses: true,
        // AKS deployment safeguards refuse two Services with one selector; all pods of this library have this label.
        selector: { ...this.podLabels, [MANAGED_BY]: this.objectLabels[MANAGED_BY] as string },
        ...(this.ports.length > 0
          ? {
              ports: this.ports.map(({ name, containerPort, protocol, appProtocol }) => ({
                name,
                port: containerPort,
                targetPort: name,
                protocol,
                ...(appProtocol === undefined ? {} : { appProtocol }),
              })),
            }
          : {}),
      },
    });
  }

  private statefulSetSpec(): appsV1.StatefulSetSpec {
    const { scale, podLabels, zones, onVirtualNodes } = this;
    const { claims = {}, claimRetention = {}, podManagement = 'OrderedReady' } = this.stateful;
    return {
      ...(scale.ownsReplicas ? {} : { replicas: scale.min }),
      revisionHistoryLimit: 5,
      serviceName: this.headlessServiceName,
      selector: { matchLabels: podLabels },
      podManagementPolicy: podManagement,
      updateStrategy: { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: claimRetention.whenDeleted ?? 'Retain',
        whenScaled: claimRetention.whenScaled ?? 'Retain',
      },
      template: this.pods.template({
        placement: this.podPlacement(),
        spread:
          scale.max <= 1
            ? []
            : spreadConstraints(this.spread, { podLabels, zones, onVirtualNodes, perRevision: false }),
      }),
      ...(Object.keys(claims).length > 0
        ? {
            volumeClaimTemplates: Object.entries(claims).map(([name, claim]) => ({
              metadata: { name, labels: this.podLabels },
              spec: renderClaim(claim),
            })),
          }
        : {}),
    };
  }
}
