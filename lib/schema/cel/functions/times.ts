import { member, type Overload } from '../overloads';
import { clockIn } from '../time';

const DAY = 86_400_000;

const CLOCK: Readonly<Record<string, (clock: Date) => number>> = {
  getFullYear: (clock) => clock.getUTCFullYear(),
  getMonth: (clock) => clock.getUTCMonth(),
  getDate: (clock) => clock.getUTCDate(),
  getDayOfMonth: (clock) => clock.getUTCDate() - 1,
  getDayOfWeek: (clock) => clock.getUTCDay(),
  getDayOfYear: (clock) => Math.floor((clock.getTime() - Date.UTC(clock.getUTCFullYear(), 0, 1)) / DAY),
  getHours: (clock) => clock.getUTCHours(),
  getMinutes: (clock) => clock.getUTCMinutes(),
  getSeconds: (clock) => clock.getUTCSeconds(),
  getMilliseconds: (clock) => clock.getUTCMilliseconds(),
};

const SPANS: Readonly<Record<string, bigint>> = {
  getHours: 3_600_000_000_000n,
  getMinutes: 60_000_000_000n,
  getSeconds: 1_000_000_000n,
  getMilliseconds: 1_000_000n,
};

/** Parts of timestamps, counted from zero but for `getDate()`, and whole durations in another unit. */
export const TIMES: readonly Overload[] = [
  ...Object.entries(CLOCK).flatMap(([name, read]) => [
    member(name, ['google.protobuf.Timestamp'], (time) => BigInt(read(clockIn(time, '00:00')))),
    member(name, ['google.protobuf.Timestamp', 'string'], (time, zone) => BigInt(read(clockIn(time, zone)))),
  ]),
  ...Object.entries(SPANS).map(([name, unit]) =>
    member(name, ['google.protobuf.Duration'], ({ nanos }) => nanos / unit),
  ),
];
