import type { Cpu } from '../../core/cpu';
import type { Size } from '../../core/size';
import type { IWorkload } from '../workload/contracts';

/** What one container, or all containers of a pod together, ask for and may use. */
export interface MeasuredResources {
  /** CPU request; utilisation is measured against it. */
  readonly cpu?: Cpu;
  /** Memory request; utilisation is measured against it. */
  readonly memory?: Size;
  /** CPU limit: a target that pods cannot exceed below it never adds a pod. */
  readonly cpuLimit?: Cpu;
  /** Memory limit. */
  readonly memoryLimit?: Size;
}

/** What a scaler must know of the workload's pods. The resources are those of all containers of a pod together. */
export interface ScalingFacts extends MeasuredResources {
  /** Each container by name; left out where they are not known apart. */
  readonly containers?: Readonly<Record<string, MeasuredResources>>;
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
