import { isSame } from '../../analysis/cluster/fields';
import { all, any, holds, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

const WINDOW = {
  frequency: 'Weekly',
  interval: 1,
  duration: 6,
  day_of_week: 'Sunday',
  start_time: '02:00',
  utc_offset: '+00:00',
};

/** A channel upgrades whenever it can; a window says when that may be. */
export const noMaintenanceWindow: Rule = {
  id: 'cluster/no-maintenance-window',
  severity: 'warning',
  what: 'is upgraded automatically at any hour',
  why: 'nodes are drained in the middle of business',
  fix: 'Add maintenance_window_auto_upgrade, and maintenance_window_node_os for the images of nodes',
  sources: ['Azure: Use Planned Maintenance to Schedule and Control Upgrades for AKS Clusters'],
  covers: ['psrule/Azure.AKS.MaintenanceWindow'],
  examples: clusterExamples(
    { cluster: { automatic_upgrade_channel: 'patch' } },
    { cluster: { automatic_upgrade_channel: 'patch', maintenance_window_auto_upgrade: WINDOW } },
    {
      notApplicable: {},
      unknown: { cluster: { automatic_upgrade_channel: 'patch', maintenance_window_auto_upgrade: '${var.window}' } },
    },
  ),
  check: eachCluster(({ fields, at }) => {
    const legacy = fields.has('maintenance_window');
    return [
      {
        applies: all(
          fields.has('automatic_upgrade_channel'),
          not(isSame(fields.text('automatic_upgrade_channel'), 'none')),
        ),
        wrong: not(any(fields.has('maintenance_window_auto_upgrade'), legacy)),
        at: at('automatic_upgrade_channel'),
      },
      {
        applies: all(
          fields.has('node_os_upgrade_channel'),
          not(isSame(fields.text('node_os_upgrade_channel'), 'None')),
        ),
        wrong: not(any(fields.has('maintenance_window_node_os'), legacy)),
        at: at('node_os_upgrade_channel'),
        detail: 'gets new node images at any hour',
      },
    ];
  }),
};

/** A window alone starts nothing. */
export const maintenanceWindow: Rule = {
  id: 'cluster/maintenance-window',
  severity: 'error',
  what: 'has a maintenance window that AKS does not take, or that nothing uses',
  why: 'AKS refuses a window below four hours; a window without a channel never does anything',
  fix: 'Give the window four hours or more, and set the channel that it is for',
  sources: ['Azure: Use Planned Maintenance to Schedule and Control Upgrades for AKS Clusters'],
  facts: ['UP09', 'UP10'],
  saidBy: ['schema/range'],
  examples: clusterExamples(
    { cluster: { automatic_upgrade_channel: 'patch', maintenance_window_auto_upgrade: { ...WINDOW, duration: 2 } } },
    { cluster: { automatic_upgrade_channel: 'patch', maintenance_window_auto_upgrade: WINDOW } },
    {
      unknown: {
        cluster: {
          automatic_upgrade_channel: 'patch',
          maintenance_window_auto_upgrade: { ...WINDOW, duration: '${var.hours}' },
        },
      },
    },
  ),
  check: eachCluster(({ fields, at }) =>
    [
      { name: 'maintenance_window_auto_upgrade', channel: 'automatic_upgrade_channel', none: 'none', unset: true },
      // Unset means NodeImage.
      { name: 'maintenance_window_node_os', channel: 'node_os_upgrade_channel', none: 'None', unset: false },
    ].flatMap(({ name, channel, none, unset }) => {
      const applies = fields.has(name);
      const relative = isSame(fields.text(name, 'frequency'), 'RelativeMonthly');
      return [
        {
          applies,
          wrong: holds(fields.number(name, 'duration'), (hours) => hours < 4),
          at: at(name, 'duration'),
          detail: 'has a maintenance window of less than four hours',
        },
        {
          applies,
          wrong: all(relative, not(fields.has(name, 'week_index'))),
          at: at(name),
          detail: 'has a monthly maintenance window without the week it is in',
          fix: "Set week_index to 'First', 'Second', 'Third', 'Fourth' or 'Last'",
        },
        {
          applies,
          wrong: all(isSame(fields.text(name, 'frequency'), 'Weekly'), not(fields.has(name, 'day_of_week'))),
          at: at(name),
          detail: 'has a weekly maintenance window without the day it is on',
          fix: "Set day_of_week to 'Sunday' or another day",
        },
        {
          applies,
          wrong: all(isSame(fields.text(name, 'frequency'), 'AbsoluteMonthly'), not(fields.has(name, 'day_of_month'))),
          at: at(name),
          detail: 'has a monthly maintenance window without the day it is on',
          fix: 'Set day_of_month between 1 and 28',
        },
        {
          applies,
          wrong: holds(fields.text(name, 'start_time'), (time) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)),
          at: at(name, 'start_time'),
          detail: 'has a maintenance window that starts at no time of the day',
          fix: "Write '02:00'",
        },
        {
          applies,
          wrong: holds(fields.text(name, 'utc_offset'), (offset) => !/^[+-](0\d|1[0-4]):[0-5]\d$/.test(offset)),
          at: at(name, 'utc_offset'),
          detail: 'has a maintenance window whose offset from UTC is none',
          fix: "Write '+01:00': the name of a time zone is not taken, and summer time not followed",
        },
        {
          applies,
          wrong: holds(fields.number(name, 'interval'), (interval) => interval < 1),
          at: at(name, 'interval'),
          detail: 'has a maintenance window that never comes',
          fix: 'Set interval to 1 or more',
        },
        {
          applies,
          wrong: any(all(unset, not(fields.has(channel))), isSame(fields.text(channel), none)),
          at: at(name),
          severity: 'warning' as const,
          detail: `has a maintenance window and no ${channel}: nothing ever runs in it`,
        },
      ];
    }),
  ),
};
