import { MaintenanceWindow } from '../../../lib/azure/cluster/maintenance-window';
import { Duration } from '../../../lib/core/duration';
import { refused, thrown } from '../network/world';
import { clusterWorld } from './world';

describe('MaintenanceWindow', () => {
  it('is daily, weekly or monthly', () => {
    expect(MaintenanceWindow.daily({ every: 2 }).block).toEqual({
      frequency: 'Daily',
      interval: 2,
      startTime: '00:00',
      utcOffset: '+00:00',
      duration: 6,
    });
    expect(
      MaintenanceWindow.weekly({ day: 'Tuesday', startTime: '21:30', duration: Duration.hours(12) }).block,
    ).toMatchObject({
      frequency: 'Weekly',
      interval: 1,
      dayOfWeek: 'Tuesday',
      startTime: '21:30',
      duration: 12,
    });
    expect(MaintenanceWindow.monthly({ dayOfMonth: 15, utcOffset: '-05:00' }).block).toMatchObject({
      frequency: 'AbsoluteMonthly',
      dayOfMonth: 15,
      utcOffset: '-05:00',
    });
    expect(MaintenanceWindow.monthlyOn({ week: 'Last', day: 'Sunday', every: 3 }).block).toMatchObject({
      frequency: 'RelativeMonthly',
      interval: 3,
      weekIndex: 'Last',
      dayOfWeek: 'Sunday',
    });
  });

  it.each([
    [
      { startTime: '9:00' },
      "'startTime' (9:00) is not a time of day. Write HH:MM, such as 02:30. (maintenance/window)",
    ],
    [
      { startTime: '24:00' },
      "'startTime' (24:00) is not a time of day. Write HH:MM, such as 02:30. (maintenance/window)",
    ],
    [
      { utcOffset: '+15:00' },
      "'utcOffset' (+15:00) is not a distance from UTC between -12:00 and +14:00. Write one such as +01:00. (maintenance/window)",
    ],
    [
      { utcOffset: 'CET' },
      "'utcOffset' (CET) is not a distance from UTC between -12:00 and +14:00. Write one such as +01:00. (maintenance/window)",
    ],
    [
      { duration: Duration.hours(3) },
      "'duration' (3h) is not between 4 and 24 hours. Write Duration.hours(4). (maintenance/window)",
    ],
    [{ duration: Duration.minutes(270) }, "'duration' (4h30m) is not a whole number of hours"],
    [{ every: 8 }, "'every' (8) is not a whole number from 1 to 7. Write 1. (maintenance/window)"],
    [
      { blackouts: [{ start: '2027-01-03', end: '2026-12-19' }] },
      "'blackouts' (2027-01-03 to 2026-12-19) ends before it starts. Write { start: '2026-12-19', end: '2027-01-03' }. (maintenance/window)",
    ],
    [
      { blackouts: [{ start: '2026-02-30', end: '2026-03-01' }] },
      "'blackouts' (2026-02-30 to 2026-03-01) is not a pair of dates. Write { start: '2026-12-19', end: '2027-01-03' }. (maintenance/window)",
    ],
  ])('refuses %j', (props, expected) => {
    expect(thrown(() => MaintenanceWindow.daily(props)).join('\n')).toContain(expected);
  });

  it('refuses a day that no month has', () => {
    expect(thrown(() => MaintenanceWindow.monthly({ dayOfMonth: 32 }))).toEqual([
      "'dayOfMonth' (32) is not a day from 1 to 31. Write 1. (maintenance/window)",
    ]);
  });
});

describe('Upgrades of a cluster', () => {
  it('keep to windows and blackouts', () => {
    const { body, render } = clusterWorld({
      upgrades: {
        nodeImageChannel: 'SecurityPatch',
        window: MaintenanceWindow.monthlyOn({
          week: 'First',
          day: 'Sunday',
          blackouts: [{ start: '2026-12-19', end: '2027-01-03' }],
        }),
        nodeImageWindow: MaintenanceWindow.daily(),
      },
    });
    expect(body()).toMatchObject({
      node_os_upgrade_channel: 'SecurityPatch',
      maintenance_window_auto_upgrade: {
        frequency: 'RelativeMonthly',
        week_index: 'First',
        not_allowed: [{ start: '2026-12-19T00:00:00Z', end: '2027-01-03T00:00:00Z' }],
      },
      maintenance_window_node_os: { frequency: 'Daily', interval: 1 },
    });
    expect(refused(render())).toEqual([]);
  });

  it('leave a pinned patch alone', () => {
    const { cluster, body } = clusterWorld({
      version: '1.35.2',
      upgrades: { channel: 'none', nodeImageChannel: 'None' },
    });
    expect(cluster.kubernetesVersion).toBe('1.35');
    expect(body()).toMatchObject({
      kubernetes_version: '1.35.2',
      default_node_pool: { orchestrator_version: '1.35.2' },
      node_os_upgrade_channel: 'None',
    });
    for (const absent of [
      'automatic_upgrade_channel',
      'maintenance_window_auto_upgrade',
      'maintenance_window_node_os',
    ]) {
      expect(body()).not.toHaveProperty(absent);
    }
  });

  it('take a patch under the channel that moves images alone', () => {
    expect(clusterWorld({ version: '1.35.2', upgrades: { channel: 'node-image' } }).body()).toMatchObject({
      kubernetes_version: '1.35.2',
      automatic_upgrade_channel: 'node-image',
      node_os_upgrade_channel: 'NodeImage',
    });
  });
});

describe('upgrades', () => {
  it('take releases of AKS at their hours, and may be forced for a while', () => {
    const { body, render } = clusterWorld({
      upgrades: {
        releases: {
          allowed: [{ day: 'Sunday', hours: [1, 2] }],
          blackouts: [{ start: '2026-12-19T00:00:00Z', end: '2027-01-04T00:00:00Z' }],
        },
        forced: { enabled: true, until: '2026-12-01T00:00:00Z' },
      },
    });
    expect(body()).toMatchObject({
      maintenance_window: {
        allowed: [{ day: 'Sunday', hours: [1, 2] }],
        not_allowed: [{ start: '2026-12-19T00:00:00Z', end: '2027-01-04T00:00:00Z' }],
      },
      upgrade_override: { force_upgrade_enabled: true, effective_until: '2026-12-01T00:00:00Z' },
    });
    expect(refused(render())).toEqual([]);
  });

  it('refuse what is no hour, span or time', () => {
    expect(
      thrown(() =>
        clusterWorld({
          upgrades: {
            releases: {
              allowed: [{ day: 'Sunday', hours: [24] }],
              blackouts: [{ start: '2026-12-19', end: '2026-12-20' }],
            },
            forced: { enabled: true, until: 'tomorrow' },
          },
        }),
      ),
    ).toEqual([
      "[prod/aks] 'upgrades.forced.until' (tomorrow) is no time in UTC. Write one such as '2026-12-01T00:00:00Z' (UP08). (upgrade/forced-until)",
      "[prod/aks] 'upgrades.releases.allowed' ([24]) are no hours of Sunday, which are whole numbers from 0 to 23. Write [0, 1, 2, 3] (UP09). (upgrade/release-hours)",
      "[prod/aks] 'upgrades.releases.blackouts' (2026-12-19 to 2026-12-20) is no span of time in UTC. Write { start: '2026-12-19T00:00:00Z', end: '2027-01-04T00:00:00Z' }. (upgrade/release-blackout)",
    ]);
    expect(thrown(() => clusterWorld({ upgrades: { releases: {} } }))).toEqual([
      "[prod/aks] 'upgrades.releases' neither allows nor shuts anything. Write { allowed: [{ day: 'Sunday', hours: [0, 1, 2, 3] }] }, or leave it out. (upgrade/releases-empty)",
    ]);
  });
});
