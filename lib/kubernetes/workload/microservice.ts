import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { appsV1 } from '../api';
import { KubernetesObject } from '../object';
import type { IScaler } from '../scaling/contracts';
import { checkBalance } from './balance';
import { OnePerZone } from './default-scale';
import { namespaceFactsOf } from '../tenancy/namespace-of';
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
   * @default - as its namespace says, else one, or a tenth from ten replicas on; no budget for a single replica
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
      renderDisruptionBudget(
        this,
        props.disruption ?? namespaceFactsOf(this)?.disruption ?? Disruption.byDefault(this.scale.min),
        {
          name: this.workloadName,
          labels: this.objectLabels,
          podLabels: this.podLabels,
        },
      );
    }
    this.scale.bind(this, this.scalingFacts);
    this.declarePods(() => this.scale.max + surgeOf(this.scale.max));
    addCheck(this, (problems) => checkBalance(this, { scale: this.scale, spread: this.spread }, problems));
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
}
