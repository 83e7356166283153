import type { Construct } from 'constructs';
import { InvalidValue } from '../../core/errors';
import type { Percent } from '../../core/percent';
import type { policyV1 } from '../api';
import { KubernetesObject } from '../object';

/** From so many pods on, one at a time makes the upgrade of a node pool a matter of hours. */
const MANY = 10;

/** How many pods may be taken away at a time when nodes are upgraded or removed. */
export class Disruption {
  /**
   * @param pods a whole number from 1, or a share, which Kubernetes rounds up
   * @throws InvalidValue for 0 (disruption/none-allowed): no node could ever be upgraded
   */
  static atMost(pods: number | Percent): Disruption {
    const count = typeof pods === 'number' ? pods : pods.value;
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new InvalidValue({
        property: 'disruption',
        value: String(pods),
        rule: 'lets no pod go, so that the upgrade of a node would fail',
        fix: 'Let at least one go',
        code: 'disruption/none-allowed',
      });
    }
    return new Disruption(typeof pods === 'number' ? pods : pods.toString());
  }

  /** No budget: all pods may go at once. */
  static unlimited(): Disruption {
    return new Disruption(undefined);
  }

  /** One at a time; a tenth at a time where there are many. */
  static byDefault(minReplicas: number): Disruption {
    return new Disruption(minReplicas >= MANY ? '10%' : 1);
  }

  private constructor(readonly maxUnavailable: number | string | undefined) {}
}

export interface DisruptionFacts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
}

/** Renders the budget, if there is any. */
export function renderDisruptionBudget(scope: Construct, disruption: Disruption, facts: DisruptionFacts): void {
  if (disruption.maxUnavailable === undefined) return;
  new KubernetesObject<policyV1.PodDisruptionBudget>(scope, 'DisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: facts.name, labels: facts.labels },
    spec: {
      maxUnavailable: disruption.maxUnavailable,
      // A pod that isn't ready protects nothing, and must not hold up the upgrade of its node.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: facts.podLabels },
    },
  });
}
