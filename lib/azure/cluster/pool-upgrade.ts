import { Duration } from '../../core/duration';
import type { Problems } from '../../core/errors';
import { Percent } from '../../core/percent';

/** How the nodes of a pool are replaced during an upgrade. Azure: "Upgrade AKS node pools with rolling upgrades". */
export interface NodeUpgradeProps {
  /**
   * Nodes added while others are drained: a count from 1, or a share of the pool. Not for spot pools.
   * @default Percent.of(33) - Azure's recommendation for production
   */
  readonly maxSurge?: Percent | number;
  /**
   * How long pods of one node may take to leave, from 5 minutes to 24 hours.
   * @default 30 minutes
   */
  readonly drainTimeout?: Duration;
  /**
   * Pause after each node, up to 30 minutes.
   * @default none
   */
  readonly nodeSoak?: Duration;
  /**
   * What becomes of a node whose pods don't leave: `Schedule` takes it back and the upgrade stops, `Cordon` sets it apart
   * and the upgrade goes on.
   * @default 'Schedule'
   */
  readonly undrainableNodes?: 'Schedule' | 'Cordon';
}

/** A count from 1, or a share from 1% to 100%. */
export const SURGE = /^([1-9]\d*|([1-9]\d?|100)%)$/;

/**
 * The block as azurerm takes it. Always whole: a `drain_timeout_in_minutes` or `undrainable_node_behavior` that goes
 * missing later would replace the pool, and a missing surge is a diff for ever (azurerm#24020).
 */
export function upgradeSettingsBlock(upgrade: NodeUpgradeProps = {}, problems: Problems) {
  const surge = upgrade.maxSurge ?? Percent.of(33);
  const drain = upgrade.drainTimeout ?? Duration.minutes(30);
  const soak = upgrade.nodeSoak ?? Duration.zero;
  const surgeText = String(surge);
  if (!SURGE.test(surgeText)) {
    problems.add({
      property: 'upgrade.maxSurge',
      value: surgeText,
      rule: 'is neither a whole number of nodes from 1 nor a share from 1% to 100%',
      fix: 'Write Percent.of(33), or 1',
      code: 'pool/surge',
    });
  }
  minutesBetween('upgrade.drainTimeout', drain, 5, 1440, problems);
  minutesBetween('upgrade.nodeSoak', soak, 0, 30, problems);
  return {
    maxSurge: surgeText,
    drainTimeoutInMinutes: Math.floor(drain.inMillis / 60_000),
    nodeSoakDurationInMinutes: Math.floor(soak.inMillis / 60_000),
    undrainableNodeBehavior: upgrade.undrainableNodes ?? 'Schedule',
  };
}

function minutesBetween(property: string, value: Duration, min: number, max: number, problems: Problems): void {
  const whole = problems.attempt(property, () => value.toMinutes());
  if (whole === undefined || (whole >= min && whole <= max)) return;
  problems.add({
    property,
    value: value.toString(),
    rule: `is not between ${min} and ${max} minutes`,
    fix: `Write Duration.minutes(${Math.min(Math.max(whole, min), max)})`,
    code: 'pool/upgrade-minutes',
  });
}
