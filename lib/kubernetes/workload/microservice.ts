import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { appsV1 } from '../api';
import { KubernetesObject } from '../object';
import type { IScaler } from '../scaling/contracts';
import { OnePerZone } from './default-scale';
import { Disruption, renderDisruptionBudget } from './disruption';
import { rollingUpdate, surgeOf } from './rollout';
import { Spread, spreadConstraints } from './spread';
import { Workload } from './workload';
import type { WorkloadProps } from './workload-props';

export interface MicroserviceProps extends WorkloadProps {
  /**
   * How many pods there are, and what decides it: `Scale.onCpu({ min: 3, max: 40, target: Percent.of(60) })`.
   * @default - one for each zone of its pools, at least two; three where the cluster is not known
   */
  readonly scale?: IScaler;

  /**
   * How the pods are balanced over zones.
   * @default - Spread.zones(): evenly, enforced
   */
  readonly spread?: Spread;

  /**
   * How many pods may go at a time when nodes are upgraded.
   * @default - one, or a tenth from ten replicas on; no budget for a single replica
   */
  readonly disruption?: Disruption;
}

/** A service that always runs: a Deployment with all that it needs to be safe, balanced and reachable. */
export class Microservice extends Workload {
  /** What decides how many pods there are. */
  readonly scale: IScaler;
  private readonly spread: Spread;

  constructor(scope: Construct, id: string, props: MicroserviceProps) {
    super(scope, id, props, { apiVersion: 'apps/v1', kind: 'Deployment', serves: true });
    this.scale = props.scale ?? new OnePerZone(() => this.zones);
    this.spread = props.spread ?? Spread.zones();
    this.renderDeployment();
    if (this.scale.max > 1) {
      renderDisruptionBudget(this, props.disruption ?? Disruption.byDefault(this.scale.min), {
        name: this.workloadName,
        labels: this.objectLabels,
        podLabels: this.podLabels,
      });
    }
    this.scale.bind(this, this.scalingFacts);
    this.declarePods(() => this.scale.max + surgeOf(this.scale.max));
    addCheck(this, (problems) => {
      this.acknowledgeSpread();
      this.checkReplicas(problems);
    });
  }

  private renderDeployment(): void {
    new KubernetesObject<appsV1.Deployment>(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: this.workloadName, labels: this.versionedLabels },
      spec: Lazy.any({ produce: () => this.deploymentSpec() }),
    });
  }

  private deploymentSpec(): appsV1.DeploymentSpec {
    const { scale, podLabels } = this;
    const single = scale.max <= 1;
    return {
      ...(scale.ownsReplicas ? {} : { replicas: scale.min }),
      revisionHistoryLimit: 5,
      selector: { matchLabels: podLabels },
      strategy: { type: 'RollingUpdate', rollingUpdate: rollingUpdate(scale.min) },
      template: this.pods.template({
        placement: this.podPlacement(),
        spread: single
          ? []
          : spreadConstraints(this.spread, {
              podLabels,
              zones: this.zones,
              onVirtualNodes: this.onVirtualNodes,
              perRevision: true,
            }),
      }),
    };
  }

  /** What is accepted on purpose is listed with its reason in every report: each risk by its rule, as far as there is one. */
  private acknowledgeSpread(): void {
    const { scale, spread, zones = [], serviceName } = this;
    const reason = spread.acceptedReason;
    if (reason === undefined) return;
    const isSingle = scale.max === 1;
    const isSpread = spread.zoneRule !== undefined;
    const accepted = {
      'availability/one-replica': isSingle && serviceName !== undefined && !scale.ownsReplicas,
      'zones/no-spread': !isSingle && !isSpread && zones.length > 1,
      'zones/fewer-replicas-than-zones': !isSingle && isSpread && zones.length > scale.min && scale.min > 0,
    };
    for (const [rule, isAccepted] of Object.entries(accepted)) {
      if (isAccepted) joinOf(this)?.acknowledge({ path: this.node.path, rule, reason });
    }
  }

  private checkReplicas(problems: Problems): void {
    const zones = this.zones ?? [];
    const { min } = this.scale;
    if (zones.length < 2 || min >= zones.length || this.spread.acceptedReason !== undefined) return;
    problems.add({
      property: 'scale.min',
      value: min,
      rule: `is below the number of zones of its pools (${zones.length}), so that a zone has no pod`,
      fix: `Write ${zones.length} or more, or accept it with spread: Spread.zones({ acceptFewerReplicas: 'why' })`,
      code: 'workload/fewer-replicas-than-zones',
    });
  }
}
