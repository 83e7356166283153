import type { ScalerModel } from './model';

/** Most pods that a scaler lets a workload have. */
export function mostOf(scaler: ScalerModel): number {
  switch (scaler.kind) {
    case 'fixed':
      return scaler.replicas;
    case 'scaled-object':
      return scaler.hpa.max;
    case 'scaled-job':
      return scaler.min + scaler.max;
    default:
      return scaler.max;
  }
}
