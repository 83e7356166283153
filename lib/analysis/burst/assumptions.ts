/** How a cluster autoscaler chooses among pools. */
export type Expander = 'random' | 'most-pods' | 'least-waste' | 'priority';

/** Clocks and limits that the files do not tell. All times in seconds. */
export interface Assumptions {
  /** Interval of the HPA. Kubernetes: `--horizontal-pod-autoscaler-sync-period`. @default 15 */
  readonly hpaSync: number;
  /** Deviation that an HPA lets pass. Kubernetes: `--horizontal-pod-autoscaler-tolerance`. @default 0.1 */
  readonly hpaTolerance: number;
  /** Span over which CPU is measured. metrics-server: `--metric-resolution`. @default 15 */
  readonly cpuWindow: number;
  /** Share of its CPU request that a pod uses when it does all that it can, in percent. @default 100 */
  readonly cpuAtFullRate: number;
  /** Interval of the cluster autoscaler. AKS: cluster autoscaler profile, `scan-interval`. @default 10, or the cluster's own */
  readonly scanInterval: number;
  /** Age below which a pod waits without a node for it. AKS: `new-pod-scale-up-delay`. @default 0, or the cluster's own */
  readonly newPodDelay: number;
  /**
   * From the autoscaler's wish to a ready node. AKS names no figure; three minutes are usual, and the autoscaler's FAQ counts
   * with some five for a whole scale-up. @default 180
   */
  readonly nodeProvisioning: number;
  /** Longest that the autoscaler waits for a node. AKS: `max-node-provision-time`. @default 900, or the cluster's own */
  readonly mostProvisioning: number;
  /** First pause of a pool that has no nodes to give. Cluster autoscaler: `--initial-node-group-backoff-duration`. @default 300 */
  readonly firstBackoff: number;
  /** Longest pause. Cluster autoscaler: `--max-node-group-backoff-duration`. @default 1800 */
  readonly longestBackoff: number;
  /** How long a node is not needed before it goes. AKS: `scale-down-unneeded-time`. @default 600, or the cluster's own */
  readonly unneededTime: number;
  /**
   * Share of a node's CPU or memory below which it may go, if its pods have room elsewhere. AKS:
   * `scale-down-utilization-threshold`. @default 0.5, or the cluster's own
   */
  readonly utilizationThreshold: number;
  /** Pause of scale-down after scale-up. AKS: `scale-down-delay-after-add`. @default 600, or the cluster's own */
  readonly delayAfterAdd: number;
  /** How a pool is chosen. AKS: `expander`. @default 'random', or the cluster's own */
  readonly expander: Expander;
  /** Spreads new nodes over pools alike. AKS: `balance-similar-node-groups`. @default false, or the cluster's own */
  readonly balance: boolean;
  /** For `random`: the same seed gives the same choices. @default 1 */
  readonly seed: number;
  /** Pull of the image, once on each node. Depends on the image; no source. @default 10 */
  readonly imagePull: number;
  /** From the start of the containers to a program that answers, probes apart. Depends on the program; no source. @default 5 */
  readonly programStart: number;
  /**
   * From wish to ready on the virtual node, image included. 57 to 70 s were measured: azure-docs#79462, Azure/AKS#1266.
   * @default 60
   */
  readonly virtualStart: number;
  /** Metrics of pods on the virtual node come so late. azure-aci#119. @default 300 */
  readonly virtualMetricsDelay: number;
  /** Container groups of a region. Azure: "Service limits for Azure Container Instances". @default 100 */
  readonly containerGroups: number;
  /** Cores of a region. The same source. @default 100 */
  readonly containerCores: number;
  /** Creations in five minutes. The same source. @default 100 */
  readonly creationsPerFiveMinutes: number;
  /** Creations in an hour. The same source. @default 300 */
  readonly creationsPerHour: number;
}

/** What holds where neither files nor options tell otherwise. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  hpaSync: 15,
  hpaTolerance: 0.1,
  cpuWindow: 15,
  cpuAtFullRate: 100,
  scanInterval: 10,
  newPodDelay: 0,
  nodeProvisioning: 180,
  mostProvisioning: 900,
  firstBackoff: 300,
  longestBackoff: 1800,
  unneededTime: 600,
  utilizationThreshold: 0.5,
  delayAfterAdd: 600,
  expander: 'random',
  balance: false,
  seed: 1,
  imagePull: 10,
  programStart: 5,
  virtualStart: 60,
  virtualMetricsDelay: 300,
  containerGroups: 100,
  containerCores: 100,
  creationsPerFiveMinutes: 100,
  creationsPerHour: 300,
};
