import { invalid } from '../../core/errors';
import type { IWorkload } from '../workload/contracts';

const SCALER = Symbol.for('cdk-aks.scaler');

/**
 * Makes something the one scaler of a workload. Two would fight over `spec.replicas`: KEDA refuses a ScaledObject where
 * an HPA is already, and nothing refuses the reverse.
 *
 * @param what how messages call it: `a KEDA ScaledObject`
 * @throws CdkAksError when the workload has another (scale/two-scalers), or is of a kind that can't be scaled (scale/kind)
 */
export function claimScaler(workload: IWorkload, what: string): void {
  if (workload.kind !== 'Deployment' && workload.kind !== 'StatefulSet') {
    throw invalid(workload, {
      property: 'scale',
      value: workload.kind,
      rule: `has no number of pods that ${what} could set`,
      fix: 'Scale a Deployment or a StatefulSet',
      code: 'scale/kind',
    });
  }
  const holder = workload as IWorkload & { [SCALER]?: string };
  const other = holder[SCALER];
  if (other !== undefined) {
    throw invalid(workload, {
      property: 'scale',
      rule: `gives the workload ${what} besides ${other}, and two would fight over its number of pods`,
      fix: 'Use one; KEDA takes several triggers, cpu and memory among them: Scale.onEvents({ triggers: [Trigger.cpu(…), …] })',
      code: 'scale/two-scalers',
    });
  }
  Object.defineProperty(holder, SCALER, { value: what });
}

/** Labels of what scales a workload; the workload's own, so that all of it is found at once. */
export function scalerLabels({ podLabels }: IWorkload): Readonly<Record<string, string>> {
  return { ...podLabels, 'app.kubernetes.io/managed-by': 'cdk-aks' };
}
