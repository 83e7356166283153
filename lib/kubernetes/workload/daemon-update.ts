import { InvalidValue } from '../../core/errors';
import type { Percent } from '../../core/percent';
import type { appsV1 } from '../api';

/** How the pods of a DaemonService are replaced when it changes. */
export class DaemonUpdate {
  /**
   * The old pod of a node goes before the new one comes: for what holds a port or a device of its node.
   * @param maxUnavailable nodes at a time: a whole number from 1, or a share, which Kubernetes rounds up
   * @throws InvalidValue for none (daemon/update)
   */
  static rolling(maxUnavailable: number | Percent = 1): DaemonUpdate {
    const most = atLeastOne('maxUnavailable', maxUnavailable);
    return new DaemonUpdate({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: most, maxSurge: 0 } });
  }

  /**
   * The new pod of a node comes before the old one goes.
   * @param maxSurge nodes at a time: a whole number from 1, or a share, which Kubernetes rounds up
   * @throws InvalidValue for none (daemon/update)
   */
  static surge(maxSurge: number | Percent = 1): DaemonUpdate {
    const most = atLeastOne('maxSurge', maxSurge);
    return new DaemonUpdate({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: most } });
  }

  /** Pods change when somebody deletes them, or their node goes. */
  static onDelete(): DaemonUpdate {
    return new DaemonUpdate({ type: 'OnDelete' });
  }

  private constructor(
    /** @internal */
    readonly strategy: appsV1.DaemonSetUpdateStrategy,
  ) {}
}

function atLeastOne(property: string, nodes: number | Percent): number | string {
  if (typeof nodes === 'number' && Number.isSafeInteger(nodes) && nodes >= 1) return nodes;
  if (typeof nodes !== 'number' && nodes.value >= 1 && nodes.value <= 100) return nodes.toString();
  throw new InvalidValue({
    property,
    value: String(nodes),
    rule: 'is no number of nodes whose pods are replaced at a time',
    fix: 'Write a whole number from 1, or a share from 1 % to 100 %',
    code: 'daemon/update',
  });
}
