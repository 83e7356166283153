import type { IConstruct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import type { CollectionProps } from './prometheus-collection';

/** Where metrics of managed Prometheus are kept, created here or brought. */
export interface IMonitorWorkspace extends IConstruct {
  readonly workspaceName: string;
  /** Late. */
  readonly workspaceId: string;
  /** Azure's short name of its region; rules of data collection that lead here lie in it too. */
  readonly location: string;
  /** Late: where PromQL is asked. */
  readonly queryEndpoint: string;
  /** Has metrics of a cluster arrive here. Calling it again changes nothing. */
  collectFrom(cluster: ICluster, props?: CollectionProps): void;
}
