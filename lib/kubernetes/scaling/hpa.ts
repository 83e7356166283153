import type { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import type { autoscalingV2 } from '../api';
import { KubernetesObject } from '../object';
import type { IWorkload } from '../workload/contracts';
import { renderBehavior, type ScalingBehavior } from './behavior';
import type { ScalingFacts } from './contracts';
import { checkMeasured, checkTolerance } from './measured';
import type { Metric } from './metric';
import { claimScaler, scalerLabels } from './one-scaler';
import type { ReplicaRange } from './range';

export interface HpaOptions extends ReplicaRange {
  readonly metrics: readonly Metric[];
  readonly behavior?: ScalingBehavior;
}

/** Renders a HorizontalPodAutoscaler beside its workload. @throws CdkAksError with everything that would keep it idle */
export function renderHpa(workload: IWorkload, facts: ScalingFacts, options: HpaOptions): void {
  const { min, max, metrics, behavior } = options;
  claimScaler(workload, 'a HorizontalPodAutoscaler');
  const problems = new Problems(workload);
  checkTolerance(problems, workload, behavior);
  for (const { measured } of metrics) {
    if (measured) checkMeasured(problems, measured, facts, behavior?.scaleUp?.tolerance);
  }
  if (workload.cluster?.features.keda && metrics.some(({ spec }) => spec.type === 'External')) {
    problems.add({
      property: 'scale.metrics',
      rule: 'has an external metric, and KEDA is the only server of external metrics that a cluster with KEDA can have',
      fix: "Use Scale.onEvents with a trigger, such as Trigger.prometheus, or leave 'keda' out on the cluster",
      code: 'scale/external-metrics-server',
    });
  }
  problems.throwIfAny();
  new KubernetesObject<autoscalingV2.HorizontalPodAutoscaler>(
    workload as unknown as Construct,
    'HorizontalPodAutoscaler',
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: workload.workloadName, labels: scalerLabels(workload) },
      spec: {
        scaleTargetRef: { apiVersion: workload.apiVersion, kind: workload.kind, name: workload.workloadName },
        minReplicas: min,
        maxReplicas: max,
        metrics: metrics.map(({ spec }) => spec),
        behavior: renderBehavior(behavior),
      },
    },
  );
}
