import type { Body } from '../../artifact/read/model';
import { quantityOf } from '../scheduling/requests';
import { asBody, asList } from '../workload/workloads';
import { type Behavior, DEFAULT_BEHAVIOR, type ScalingRules } from './hpa-behavior';

/** `spec.behavior` of an HPA; what is not written is what Kubernetes fills in. */
export function readBehavior(behavior: unknown): Behavior {
  const { scaleUp, scaleDown } = asBody(behavior) ?? {};
  return {
    up: readRules(asBody(scaleUp), DEFAULT_BEHAVIOR.up),
    down: readRules(asBody(scaleDown), DEFAULT_BEHAVIOR.down),
  };
}

function readRules(rules: Body | undefined, defaults: ScalingRules): ScalingRules {
  if (!rules) return defaults;
  const { stabilizationWindowSeconds, selectPolicy, policies, tolerance } = rules;
  const window = Number(stabilizationWindowSeconds ?? defaults.stabilizationWindow);
  const read = asList(policies).map((item) => {
    const { type, value, periodSeconds } = asBody(item) ?? {};
    return {
      type: type === 'Percent' ? ('Percent' as const) : ('Pods' as const),
      value: Number(value),
      period: Number(periodSeconds),
    };
  });
  return {
    stabilizationWindow: Number.isFinite(window) ? window : defaults.stabilizationWindow,
    select: selectPolicy === 'Min' || selectPolicy === 'Disabled' ? selectPolicy : 'Max',
    policies: read.length > 0 ? read : defaults.policies,
    tolerance: quantityOf(tolerance)?.approximately,
  };
}
