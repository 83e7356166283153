import { runFaults } from './run-faults';
import { ADDITIONS_IN_KUBERNETES } from './tables/additions-in-kubernetes';
import { AVAILABILITY } from './tables/availability';
import { CONTAINERS } from './tables/containers';
import { MOUNTS } from './tables/mounts';
import { POD_SECURITY } from './tables/pod-security';
import { SCALERS } from './tables/scalers';
import { SCALING } from './tables/scaling';

runFaults({
  'containers, and the kinds that make pods': CONTAINERS,
  'what pods mount, and when they run': MOUNTS,
  'pod security': POD_SECURITY,
  'probes, rollouts and budgets': AVAILABILITY,
  autoscalers: SCALING,
  'triggers, metrics and quotas': SCALERS,
  'what is added to the cluster': ADDITIONS_IN_KUBERNETES,
});
