import type { kedaSh } from '../../../lib/kubernetes/api';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import type { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { fakeCluster, only, orders, rendered } from './world';

export interface RenderedTrigger {
  readonly trigger: kedaSh.ScaledObjectSpecTrigger | undefined;
  /** Undefined where it signs in with nothing. */
  readonly authentication: kedaSh.TriggerAuthenticationSpec | undefined;
}

/** A trigger as KEDA gets it; the ScaledObject and its authentication are checked against their schemas. */
export function renderTrigger(trigger: Trigger, cloud: 'public' | 'china' = 'public'): RenderedTrigger {
  const workload = orders(fakeCluster({ cloud }));
  Scale.onEvents({ min: 0, max: 30, triggers: [trigger] }).bind(workload, {});
  const [authentication] = rendered<kedaSh.TriggerAuthentication>(workload, 'TriggerAuthentication');
  const { triggers } = only<kedaSh.ScaledObject>(workload, 'ScaledObject').spec;
  expect(triggers).toHaveLength(1);
  return { trigger: triggers[0], authentication: authentication?.spec };
}
