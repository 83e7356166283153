import type { Problems } from '../../core/errors';
import type { Blackout, Weekday } from './maintenance-window';

/** Hours of one weekday, UTC. */
export interface ReleaseHours {
  readonly day: Weekday;
  /** Hours that work may start in, 0 to 23. */
  readonly hours: readonly number[];
}

/** When Azure may roll out its weekly releases of AKS itself. Azure: "Planned maintenance", the default schedule. */
export interface ReleaseWindowProps {
  /**
   * @default - at any time
   */
  readonly allowed?: readonly ReleaseHours[];
  /**
   * Spans of time in which it stays shut, as `2026-12-19T00:00:00Z`.
   * @default - none
   */
  readonly blackouts?: readonly Blackout[];
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** UP09: this schedule is weekly alone. */
export function releaseWindowBlock(props: ReleaseWindowProps | undefined, problems: Problems) {
  if (props === undefined) return undefined;
  const { allowed = [], blackouts = [] } = props;
  if (allowed.length + blackouts.length === 0) {
    problems.add({
      property: 'upgrades.releases',
      rule: 'neither allows nor shuts anything',
      fix: "Write { allowed: [{ day: 'Sunday', hours: [0, 1, 2, 3] }] }, or leave it out",
      code: 'upgrade/releases-empty',
    });
  }
  for (const { day, hours } of allowed) {
    const whole = hours.length > 0 && hours.every((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 23);
    if (whole) continue;
    problems.add({
      property: 'upgrades.releases.allowed',
      value: hours,
      rule: `are no hours of ${day}, which are whole numbers from 0 to 23`,
      fix: 'Write [0, 1, 2, 3] (UP09)',
      code: 'upgrade/release-hours',
    });
  }
  for (const { start, end } of blackouts) {
    if (TIME.test(start) && TIME.test(end) && start < end) continue;
    problems.add({
      property: 'upgrades.releases.blackouts',
      value: `${start} to ${end}`,
      rule: 'is no span of time in UTC',
      fix: "Write { start: '2026-12-19T00:00:00Z', end: '2027-01-04T00:00:00Z' }",
      code: 'upgrade/release-blackout',
    });
  }
  return {
    allowed: allowed.length > 0 ? allowed.map(({ day, hours }) => ({ day, hours: [...hours] })) : undefined,
    notAllowed: blackouts.length > 0 ? blackouts.map(({ start, end }) => ({ start, end })) : undefined,
  };
}
