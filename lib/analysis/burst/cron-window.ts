import { type ClockMinute, cronTimes } from '../../core/cron';
import { isTimeZone } from '../../core/time-zone';

/** When the burst starts: milliseconds since 1970. */
export type Start = number;

const MINUTE = 60;
/** In milliseconds. */
const QUARTER = 15 * MINUTE * 1000;
/** A window that has not opened for so long is closed: a week and a day. */
const MOST_MINUTES = 8 * 24 * 60;

/**
 * Whether a cron trigger's window is open at a second of the burst: it opened later than it closed.
 * KEDA: "Cron" scaler. Undefined where its schedules or time zone can't be read.
 */
export function cronWindow(
  opens: string,
  closes: string,
  timeZone: string,
  start: Start,
): ((second: number) => boolean) | undefined {
  const [from, to] = [cronTimes(opens), cronTimes(closes)];
  if (!from || !to || !isTimeZone(timeZone)) return undefined;
  const read = clockOf(timeZone);
  const known = new Map<number, boolean>();
  return (second) => {
    const minute = Math.floor((start / 1000 + second) / MINUTE);
    let isOpen = known.get(minute);
    if (isOpen === undefined) known.set(minute, (isOpen = opensLater(minute)));
    return isOpen;
  };

  /** Goes back to the last minute at which either schedule came. */
  function opensLater(minute: number): boolean {
    for (let back = 0; back < MOST_MINUTES; back += 1) {
      // What was found for a minute before holds until now, if neither came since.
      const before = back === 0 ? undefined : known.get(minute - back);
      if (before !== undefined) return before;
      const local = read((minute - back) * MINUTE * 1000);
      if (to?.(local)) return false;
      if (from?.(local)) return true;
    }
    return false;
  }
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function clockOf(timeZone: string): (time: number) => ClockMinute {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const blocks = new Map<number, ClockMinute>();
  return (time) => {
    // Clocks change at quarters of an hour at most; asking for each minute would take long.
    const block = Math.floor(time / QUARTER);
    let start = blocks.get(block);
    if (!start) blocks.set(block, (start = clockAt(format, block * QUARTER)));
    return { ...start, minute: start.minute + Math.floor((time - block * QUARTER) / 60_000) };
  };
}

function clockAt(format: Intl.DateTimeFormat, time: number): ClockMinute {
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return {
    minute: number('minute'),
    hour: number('hour'),
    day: number('day'),
    month: number('month'),
    weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? ''),
  };
}
