import type { Cpu } from '../../core/cpu';
import type { Size } from '../../core/size';
import type { IWorkload } from '../workload/contracts';

/** What a scaler must know of the workload's pods. */
export interface ScalingFacts {
  /** CPU request of a pod; utilisation is measured against it. */
  readonly cpu?: Cpu;
  /** Memory request of a pod. */
  readonly memory?: Size;
}

/** Decides how many pods a workload has. A workload has one scaler at the most. */
export interface IScaler {
  /** Fewest pods, once rendered. */
  readonly min: number;
  /** Most pods. */
  readonly max: number;
  /** True where an autoscaler owns `spec.replicas`, so that manifests must not set it. */
  readonly ownsReplicas: boolean;
  /** Renders the autoscaler beside the workload. @throws CdkAksError where the pods lack what it measures */
  bind(workload: IWorkload, facts: ScalingFacts): void;
}
