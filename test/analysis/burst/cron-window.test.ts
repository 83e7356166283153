import { cronWindow } from '../../../lib/analysis/burst/cron-window';
import { cronTimes } from '../../../lib/core/cron';
import { simulateBurst } from '../../../lib/analysis/burst/simulate';
import { planned, rabbit, scaledObject, WORKER, worldWith } from './worlds';

const HOUR = 3600;
/** A Monday; Amsterdam is an hour ahead. */
const MONDAY = Date.parse('2027-01-04T06:00:00Z');

describe('the window of a cron trigger', () => {
  const isOpen = cronWindow('45 7 * * MON-FRI', '0 10 * * MON-FRI', 'Europe/Amsterdam', MONDAY);

  it('opens and closes by the clock of its time zone', () => {
    expect([0, 0.7, 0.75, 1, 2.9, 3, 10].map((hours) => isOpen?.(hours * HOUR))).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('stays as it was left over the weekend', () => {
    const saturday = Date.parse('2027-01-09T12:00:00Z');

    expect(cronWindow('0 8 * * MON-FRI', '0 18 * * MON-FRI', 'UTC', saturday)?.(0)).toBe(false);
    expect(cronWindow('0 18 * * FRI', '0 6 * * MON', 'UTC', saturday)?.(0)).toBe(true);
  });

  it('follows summer time', () => {
    const summer = cronWindow('0 8 * * *', '0 9 * * *', 'Europe/Amsterdam', Date.parse('2027-07-05T06:00:00Z'));

    expect([0, HOUR].map((second) => summer?.(second))).toEqual([true, false]);
  });

  it.each([
    ['0 8 * *', '0 9 * * *', 'UTC'],
    ['0 8 * * *', '@daily', 'UTC'],
    ['0 8 * * *', '0 9 * * *', 'Nowhere/Else'],
  ])('is not read of %s, %s in %s', (opens, closes, zone) => {
    expect(cronWindow(opens, closes, zone, MONDAY)).toBeUndefined();
  });

  it('takes either of day and weekday where both are given', () => {
    const comes = cronTimes('0 0 13 * FRI');
    const at = { minute: 0, hour: 0, month: 1 };

    expect(comes?.({ ...at, day: 13, weekday: 1 })).toBe(true);
    expect(comes?.({ ...at, day: 1, weekday: 5 })).toBe(true);
    expect(comes?.({ ...at, day: 1, weekday: 1 })).toBe(false);
    expect(comes?.({ ...at, minute: 1, day: 13, weekday: 5 })).toBe(false);
  });

  it('has pods ready before the burst', () => {
    const cron = {
      type: 'cron',
      metadata: { start: '0 8 * * *', end: '0 18 * * *', timezone: 'UTC', desiredReplicas: '4' },
    };
    const world = worldWith([WORKER, scaledObject('orders', { triggers: [rabbit(), cron] })]);
    const readyAtStart = (start: number): number | undefined =>
      simulateBurst(planned(world, { start }).model).points.find(({ second }) => second === 0)?.ready;

    expect(readyAtStart(Date.parse('2027-01-04T08:08:00Z'))).toBe(4);
    expect(readyAtStart(Date.parse('2027-01-04T07:59:00Z'))).toBe(0);
  });

  it('is told where it cannot be read', () => {
    const cron = {
      type: 'cron',
      metadata: { start: '0 8 * *', end: '0 18 * * *', timezone: 'UTC', desiredReplicas: '4' },
    };
    const world = worldWith([WORKER, scaledObject('orders', { triggers: [rabbit(), cron] })]);

    expect(planned(world, { start: MONDAY }).notes).toEqual([
      "keda.sh/v1alpha1/ScaledObject/shop/orders: trigger 'cron' has a schedule that can't be read",
    ]);
  });
});
