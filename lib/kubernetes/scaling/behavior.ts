import { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';
import { Percent } from '../../core/percent';
import { Quantity } from '../../core/quantity';
import type { autoscalingV2 } from '../api';

export interface ScalingBehavior {
  /**
   * How fast pods are added.
   * @default - at once: the larger of 4 pods and 100 % each 15 seconds
   */
  readonly scaleUp?: ScalingRules;

  /**
   * How fast pods are removed.
   * @default - to the highest number that was wanted in the last 5 minutes, then all at once
   */
  readonly scaleDown?: ScalingRules;
}

export interface ScalingRules {
  /**
   * For how long past recommendations count, so that a short change moves nothing. Whole seconds, at most an hour.
   * @default - none to scale up, 5 minutes to scale down
   */
  readonly stabilizationWindow?: Duration;

  /**
   * Which policy counts where they differ: `Max` changes most, `Min` least, `Disabled` never scales in this direction.
   * @default 'Max'
   */
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled';

  /**
   * How much may change in which time; at least one.
   * @default - up: 4 pods or 100 % each 15 seconds; down: 100 % each 15 seconds
   */
  readonly policies?: readonly ScalingPolicy[];

  /**
   * How far the metric may be from its target before pods are added or removed. Needs Kubernetes 1.35: the field is
   * there from 1.33 on, but behind a feature gate that AKS leaves off, and the API server drops it then.
   * @default - the cluster's, 10 %
   */
  readonly tolerance?: Percent;
}

/** How much may change in which time. */
export class ScalingPolicy {
  /** @param per whole seconds, at most 30 minutes. @throws CdkAksError (scale/policy) */
  static pods(value: number, per: Duration): ScalingPolicy {
    return new ScalingPolicy('Pods', value, per);
  }

  /** @param value share of the present pods, from 1 %. @param per whole seconds, at most 30 minutes */
  static percent(value: Percent, per: Duration): ScalingPolicy {
    return new ScalingPolicy('Percent', value.value, per);
  }

  private constructor(
    readonly type: 'Pods' | 'Percent',
    readonly value: number,
    readonly per: Duration,
  ) {}
}

/** What Kubernetes does where nothing is written. Kubernetes: "Horizontal Pod Autoscaling, default behavior". */
const DEFAULT_UP = {
  window: Duration.zero,
  policies: [ScalingPolicy.pods(4, Duration.seconds(15)), ScalingPolicy.percent(Percent.of(100), Duration.seconds(15))],
};
const DEFAULT_DOWN = {
  window: Duration.minutes(5),
  policies: [ScalingPolicy.percent(Percent.of(100), Duration.seconds(15))],
};

const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;
/** The first minor whose API server keeps the field without a feature gate (KEP-4951). */
export const TOLERANCE_MINOR = 35;

/** Collects what the API server would refuse. */
export function checkBehavior(problems: Problems, behavior: ScalingBehavior = {}): void {
  checkRules(problems, 'behavior.scaleUp', behavior.scaleUp ?? {});
  checkRules(problems, 'behavior.scaleDown', behavior.scaleDown ?? {});
}

/** Everything written out, so that a change by hand is seen. */
export function renderBehavior(behavior: ScalingBehavior = {}): autoscalingV2.HorizontalPodAutoscalerBehavior {
  return {
    scaleDown: renderRules(behavior.scaleDown ?? {}, DEFAULT_DOWN),
    scaleUp: renderRules(behavior.scaleUp ?? {}, DEFAULT_UP),
  };
}

/** The direction that sets a tolerance, if any does. */
export function toleranceOf(behavior: ScalingBehavior = {}): 'scaleUp' | 'scaleDown' | undefined {
  return (['scaleUp', 'scaleDown'] as const).find((direction) => behavior[direction]?.tolerance !== undefined);
}

function renderRules(
  rules: ScalingRules,
  defaults: { readonly window: Duration; readonly policies: readonly ScalingPolicy[] },
): autoscalingV2.HPAScalingRules {
  return {
    stabilizationWindowSeconds: (rules.stabilizationWindow ?? defaults.window).toSeconds(),
    selectPolicy: rules.selectPolicy ?? 'Max',
    policies: (rules.policies ?? defaults.policies).map(({ type, value, per }) => ({
      type,
      value,
      periodSeconds: per.toSeconds(),
    })),
    ...(rules.tolerance && { tolerance: Quantity.nanos(BigInt(rules.tolerance.value) * 10_000_000n).toString() }),
  };
}

function checkRules(problems: Problems, property: string, rules: ScalingRules): void {
  if (rules.stabilizationWindow) {
    checkSeconds(problems, `${property}.stabilizationWindow`, rules.stabilizationWindow, 0, LONGEST_WINDOW);
  }
  if (rules.policies?.length === 0) {
    problems.add({
      property: `${property}.policies`,
      rule: 'is empty, and the API server wants at least one policy',
      fix: "Leave 'policies' out, or write selectPolicy: 'Disabled' to never scale in this direction",
      code: 'scale/policy',
    });
  }
  rules.policies?.forEach((policy, at) => {
    const name = `${property}.policies[${at}]`;
    if (!Number.isSafeInteger(policy.value) || policy.value < 1) {
      problems.add({
        property: name,
        value: String(policy.value),
        rule: 'is not a whole number from 1',
        fix: "Write at least 1, or selectPolicy: 'Disabled' to never scale in this direction",
        code: 'scale/policy',
      });
    }
    checkSeconds(problems, `${name}.per`, policy.per, 1, LONGEST_PERIOD);
  });
}

function checkSeconds(problems: Problems, property: string, value: Duration, least: number, most: number): void {
  const seconds = problems.attempt(property, () => value.toSeconds());
  if (seconds === undefined || (seconds >= least && seconds <= most)) return;
  problems.add({
    property,
    value: value.toGo(),
    rule: `is not from ${least} to ${most} seconds, which is what the API server takes`,
    fix: `Write Duration.seconds(${seconds < least ? least : most})`,
    code: 'scale/policy',
  });
}
