import { Duration } from '../../core/duration';
import { type Problem, Problems } from '../../core/errors';

export type Weekday = 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday';
export type WeekOfMonth = 'First' | 'Second' | 'Third' | 'Fourth' | 'Last';

/** Days on which nothing may start, such as the weeks around Christmas; both ends as `2026-12-19`. */
export interface Blackout {
  readonly start: string;
  readonly end: string;
}

/** What every window takes. */
export interface WindowProps {
  /**
   * When it opens, as `HH:MM` at `utcOffset`.
   * @default '00:00'
   */
  readonly startTime?: string;
  /**
   * How long it stays open: whole hours from 4 to 24.
   * @default 6 hours
   */
  readonly duration?: Duration;
  /**
   * Distance of local time from UTC, such as `+01:00`; daylight saving is not followed.
   * @default '+00:00'
   */
  readonly utcOffset?: string;
  /**
   * Days on which it stays shut.
   * @default - none
   */
  readonly blackouts?: readonly Blackout[];
}

/** A window as azurerm takes it. */
interface WindowBlock {
  readonly frequency: 'Daily' | 'Weekly' | 'AbsoluteMonthly' | 'RelativeMonthly';
  readonly interval: number;
  readonly dayOfWeek?: Weekday;
  readonly dayOfMonth?: number;
  readonly weekIndex?: WeekOfMonth;
}

/**
 * When Azure may upgrade the cluster or its nodes. Best effort: urgent fixes come at any time.
 * Azure: "Use planned maintenance to schedule and control upgrades for your AKS cluster".
 */
export class MaintenanceWindow {
  /** Every day, or every `every` days up to 7. */
  static daily(props: WindowProps & { readonly every?: number } = {}): MaintenanceWindow {
    return new MaintenanceWindow(props, { frequency: 'Daily', interval: props.every ?? 1 }, 7);
  }

  /** On one day of every week, or of every `every` weeks up to 4. */
  static weekly(props: WindowProps & { readonly day: Weekday; readonly every?: number }): MaintenanceWindow {
    return new MaintenanceWindow(props, { frequency: 'Weekly', interval: props.every ?? 1, dayOfWeek: props.day }, 4);
  }

  /** On a day of the month from 1 to 31, every `every` months up to 6. */
  static monthly(props: WindowProps & { readonly dayOfMonth: number; readonly every?: number }): MaintenanceWindow {
    return new MaintenanceWindow(
      props,
      { frequency: 'AbsoluteMonthly', interval: props.every ?? 1, dayOfMonth: props.dayOfMonth },
      6,
    );
  }

  /** On a weekday of a week of the month, such as the last Sunday, every `every` months up to 6. */
  static monthlyOn(
    props: WindowProps & { readonly week: WeekOfMonth; readonly day: Weekday; readonly every?: number },
  ): MaintenanceWindow {
    return new MaintenanceWindow(
      props,
      {
        frequency: 'RelativeMonthly',
        interval: props.every ?? 1,
        weekIndex: props.week,
        dayOfWeek: props.day,
      },
      6,
    );
  }

  /** @internal */
  readonly block;

  private constructor(props: WindowProps, when: WindowBlock, longestInterval: number) {
    const duration = props.duration ?? Duration.hours(6);
    const startTime = props.startTime ?? '00:00';
    const utcOffset = props.utcOffset ?? '+00:00';
    const problems = new Problems();
    check({ ...props, startTime, utcOffset, duration }, when, longestInterval, problems);
    problems.throwIfAny();
    this.block = {
      ...when,
      startTime,
      utcOffset,
      duration: duration.toHours(),
      notAllowed: props.blackouts?.map(({ start, end }) => ({
        start: `${start}T00:00:00Z`,
        end: `${end}T00:00:00Z`,
      })),
    };
  }
}

/** UP09 of the compatibility facts. */
function check(
  props: Required<Omit<WindowProps, 'blackouts'>> & Pick<WindowProps, 'blackouts'>,
  when: WindowBlock,
  longestInterval: number,
  problems: Problems,
): void {
  const add = (problem: Omit<Problem, 'code'>) => problems.add({ ...problem, code: 'maintenance/window' });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(props.startTime)) {
    add({
      property: 'startTime',
      value: props.startTime,
      rule: 'is not a time of day',
      fix: 'Write HH:MM, such as 02:30',
    });
  }
  if (!isOffset(props.utcOffset)) {
    add({
      property: 'utcOffset',
      value: props.utcOffset,
      rule: 'is not a distance from UTC between -12:00 and +14:00',
      fix: 'Write one such as +01:00',
    });
  }
  const hours = problems.attempt('duration', () => props.duration.toHours());
  if (hours !== undefined && (hours < 4 || hours > 24)) {
    add({
      property: 'duration',
      value: props.duration.toString(),
      rule: 'is not between 4 and 24 hours',
      fix: 'Write Duration.hours(4)',
    });
  }
  if (!(Number.isInteger(when.interval) && when.interval >= 1 && when.interval <= longestInterval)) {
    add({
      property: 'every',
      value: when.interval,
      rule: `is not a whole number from 1 to ${longestInterval}`,
      fix: 'Write 1',
    });
  }
  const day = when.dayOfMonth;
  if (day !== undefined && !(Number.isInteger(day) && day >= 1 && day <= 31)) {
    add({ property: 'dayOfMonth', value: day, rule: 'is not a day from 1 to 31', fix: 'Write 1' });
  }
  for (const { start, end } of props.blackouts ?? []) {
    const dates = isDate(start) && isDate(end);
    if (!dates || start >= end) {
      add({
        property: 'blackouts',
        value: `${start} to ${end}`,
        rule: dates ? 'ends before it starts' : 'is not a pair of dates',
        fix: "Write { start: '2026-12-19', end: '2027-01-03' }",
      });
    }
  }
}

function isOffset(text: string): boolean {
  const [, sign, hours, minutes] = /^([+-])(\d\d):([0-5]\d)$/.exec(text) ?? [];
  if (sign === undefined) return false;
  const total = Number(hours) * 60 + Number(minutes);
  return sign === '+' ? total <= 14 * 60 : total <= 12 * 60;
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
