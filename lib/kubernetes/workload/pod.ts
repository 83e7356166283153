import type { OperatingSystem } from '../../core/contracts';
import type { coreV1 } from '../api';
import type { PodPlacement } from './placement';

/** A pod as workloads put it together; turned into a template once the program has run. */
export interface PodModel {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly os: OperatingSystem;
  readonly serviceAccountName: string;
  /** Whether the pod gets a token for the API server. */
  readonly apiAccess: boolean;
  readonly placement: PodPlacement;
  readonly spread: readonly coreV1.TopologySpreadConstraint[];
  readonly security: coreV1.PodSecurityContext;
  readonly initContainers: readonly coreV1.Container[];
  readonly containers: readonly coreV1.Container[];
  readonly volumes: readonly coreV1.Volume[];
  readonly pullSecrets: readonly string[];
  readonly hostAliases: readonly coreV1.HostAlias[];
  readonly priorityClass?: string;
  readonly terminationGracePeriodSeconds: number;
  /** Left out for pods that always run. */
  readonly restartPolicy?: 'Never' | 'OnFailure';
}

/** The template in the order a reader expects: who it is, where it runs, what it runs. */
export function podTemplate(pod: PodModel): coreV1.PodTemplateSpec {
  return {
    metadata: {
      labels: pod.labels,
      ...(Object.keys(pod.annotations).length > 0 ? { annotations: pod.annotations } : {}),
    },
    spec: {
      os: { name: pod.os },
      serviceAccountName: pod.serviceAccountName,
      automountServiceAccountToken: pod.apiAccess,
      // Variables for every Service of the namespace slow the start of pods and collide with configuration.
      enableServiceLinks: false,
      ...(pod.priorityClass === undefined ? {} : { priorityClassName: pod.priorityClass }),
      ...(pod.restartPolicy === undefined ? {} : { restartPolicy: pod.restartPolicy }),
      terminationGracePeriodSeconds: pod.terminationGracePeriodSeconds,
      ...pod.placement,
      ...(pod.spread.length > 0 ? { topologySpreadConstraints: pod.spread } : {}),
      securityContext: pod.security,
      ...(pod.pullSecrets.length > 0 ? { imagePullSecrets: pod.pullSecrets.map((name) => ({ name })) } : {}),
      ...(pod.hostAliases.length > 0 ? { hostAliases: pod.hostAliases } : {}),
      ...(pod.initContainers.length > 0 ? { initContainers: pod.initContainers } : {}),
      containers: pod.containers,
      ...(pod.volumes.length > 0 ? { volumes: pod.volumes } : {}),
    },
  };
}
