import type { Rule } from '../rule';
import { autoscalerFixed } from './autoscaler-fixed';
import { autoscalerMinimum } from './autoscaler-minimum';
import { budgetKeepsBrokenPods } from './budget-keeps-broken-pods';
import { budgetSaysNothing } from './budget-says-nothing';
import { livenessMissing } from './liveness-missing';
import { nakedPod } from './naked-pod';
import { noBudget } from './no-budget';
import { noHostSpread } from './no-host-spread';
import { oneReplica } from './one-replica';
import { probePort } from './probe-port';
import { probesAlike } from './probes-alike';
import { progressDeadline } from './progress-deadline';
import { quorumTooSmall } from './quorum-too-small';
import { readinessMissing } from './readiness-missing';
import { replicasFightAutoscaler } from './replicas-fight-autoscaler';
import { statefulSetService } from './stateful-set-service';
import { stopTooShort } from './stop-too-short';
import { stopsBeforeStart } from './stops-before-start';

/** Rules about replicas, budgets, spread, autoscaling and probes that look at manifests alone. */
export const AVAILABILITY_RULES: readonly Rule[] = [
  autoscalerFixed,
  autoscalerMinimum,
  budgetKeepsBrokenPods,
  budgetSaysNothing,
  livenessMissing,
  nakedPod,
  noBudget,
  noHostSpread,
  oneReplica,
  probePort,
  probesAlike,
  progressDeadline,
  quorumTooSmall,
  readinessMissing,
  replicasFightAutoscaler,
  statefulSetService,
  stopTooShort,
  stopsBeforeStart,
];
