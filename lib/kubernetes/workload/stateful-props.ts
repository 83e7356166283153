import type { IScaler } from '../scaling/contracts';
import type { ClaimProps } from '../storage/claim';
import type { Disruption } from './disruption';
import type { Spread } from './spread';
import type { WorkloadProps } from './workload-props';

/** A volume that each pod has of its own. */
export interface PodClaimProps extends ClaimProps {
  /** Where the workload's container sees it: an absolute path, not of a folder that the image fills. */
  readonly path: string;
}

/** What becomes of the volumes of pods that are gone. */
export interface ClaimRetention {
  /** When the StatefulService is removed. @default 'Retain' */
  readonly whenDeleted?: 'Retain' | 'Delete';
  /** When it is scaled down. @default 'Retain' */
  readonly whenScaled?: 'Retain' | 'Delete';
}

export interface StatefulServiceProps extends WorkloadProps {
  /**
   * Volumes of each pod, by their names: `{ data: { path: '/var/lib/data', size: Size.gibibytes(32) } }`. The names are
   * part of the names of the volumes. Fixed at creation: the set is replaced to change them, and its volumes stay.
   *
   * On Linux the files belong to `fsGroup`, which is `runAsGroup`, `runAsUser` or 1000 where it is not given: a new
   * volume belongs to root, and no container runs as that.
   * @creation
   * @default - none
   */
  readonly claims?: Readonly<Record<string, PodClaimProps>>;

  /**
   * What becomes of the volumes when their pods are gone for good.
   * @default - they stay, with the data
   */
  readonly claimRetention?: ClaimRetention;

  /**
   * `OrderedReady` starts and stops pods one after another; `Parallel` at once, updates apart. Fixed at creation.
   * @creation
   * @default 'OrderedReady'
   */
  readonly podManagement?: 'OrderedReady' | 'Parallel';

  /**
   * How many pods there are, and what decides it.
   * @default - one for each zone of its pools, at least two; three where the cluster is not known
   */
  readonly scale?: IScaler;

  /**
   * How the pods are balanced over zones.
   * @default - Spread.zones(): evenly, enforced
   */
  readonly spread?: Spread;

  /**
   * How many pods may go at a time when nodes are upgraded.
   * @default - as its namespace says, else one, or a tenth from ten replicas on; no budget for a single replica
   */
  readonly disruption?: Disruption;
}
