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

/** The same for pools besides the cluster's first. */
export interface ChosenPoolUpgradeProps extends NodeUpgradeProps {
  /**
   * Nodes that may be missing while others are renewed, in place of `maxSurge`: a count from 1, or a share of the pool. Not
   * for system pools.
   * @default - none: nodes are added first
   */
  readonly maxUnavailable?: Percent | number;
}

/** A count from 1, or a share from 1% to 100%. */
export const SURGE = /^([1-9]\d*|([1-9]\d?|100)%)$/;

/**
 * The block as azurerm takes it. Always whole: a `drain_timeout_in_minutes` or `undrainable_node_behavior` that goes
 * missing later would replace the pool, and a missing surge is a diff for ever (azurerm#24020).
 */
export function upgradeSettingsBlock(
  upgrade: ChosenPoolUpgradeProps = {},
  mode: 'System' | 'User',
  problems: Problems,
) {
  const unavailable = upgrade.maxUnavailable === undefined ? undefined : String(upgrade.maxUnavailable);
  if (unavailable !== undefined) checkUnavailable(unavailable, upgrade, mode, problems);
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
    maxSurge: unavailable === undefined ? surgeText : undefined,
    maxUnavailable: unavailable,
    drainTimeoutInMinutes: Math.floor(drain.inMillis / 60_000),
    nodeSoakDurationInMinutes: Math.floor(soak.inMillis / 60_000),
    undrainableNodeBehavior: upgrade.undrainableNodes ?? 'Schedule',
  };
}

/** UP11. */
function checkUnavailable(text: string, { maxSurge }: NodeUpgradeProps, mode: string, problems: Problems): void {
  if (!SURGE.test(text)) {
    problems.add({
      property: 'upgrade.maxUnavailable',
      value: text,
      rule: 'is neither a whole number of nodes from 1 nor a share from 1% to 100%',
      fix: 'Write Percent.of(10), or 1',
      code: 'pool/unavailable',
    });
  }
  if (maxSurge !== undefined) {
    problems.add({
      property: 'upgrade.maxUnavailable',
      value: text,
      rule: "excludes 'upgrade.maxSurge', which is given too",
      fix: 'Keep one of them (UP11)',
      code: 'pool/unavailable-and-surge',
    });
  }
  if (mode === 'System') {
    problems.add({
      property: 'upgrade.maxUnavailable',
      value: text,
      rule: 'is not for system pools, which must keep their nodes',
      fix: 'Write maxSurge in its place (UP11)',
      code: 'pool/unavailable-system',
    });
  }
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
