import { Problems } from '../../../core/errors';
import { timeZoneName } from '../../../core/time-zone';
import { checkThreshold, asMetadata, type TriggerOptions, type TriggerParts } from './parts';

export interface CronTriggerProps extends Omit<TriggerOptions, 'useCachedMetrics'> {
  /** Name in the IANA database: `Europe/Amsterdam`. */
  readonly timezone: string;
  /** When the window opens: minute, hour, day of month, month, day of week (`0 6 * * MON-FRI`). */
  readonly start: string;
  /** When it closes. */
  readonly end: string;
  /** How many pods there are at least while it is open, from 1. Outside it the workload falls back to its minimum. */
  readonly desiredReplicas: number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface CronField {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

/** As KEDA's parser takes them: Sunday is 0 and never 7. */
const FIELDS: readonly CronField[] = [
  { what: 'minute', least: 0, most: 59 },
  { what: 'hour', least: 0, most: 23 },
  { what: 'day of month', least: 1, most: 31 },
  { what: 'month', least: 1, most: 12, names: MONTHS },
  { what: 'day of week', least: 0, most: 6, names: DAYS },
];

/** @throws CdkAksError for a schedule or time zone that KEDA would refuse */
export function cronTrigger(props: CronTriggerProps): TriggerParts {
  const problems = new Problems();
  const { timezone, start, end, desiredReplicas } = props;
  problems.attempt('timezone', () => timeZoneName(timezone, 'timezone', 'trigger/timezone'));
  checkSchedule(problems, 'start', start);
  checkSchedule(problems, 'end', end);
  if (start === end) {
    problems.add({
      property: 'end',
      value: end,
      rule: "is the same as 'start', so that the window never opens",
      fix: 'Write when it closes',
      code: 'trigger/cron',
    });
  }
  checkThreshold(problems, 'desiredReplicas', desiredReplicas, { whole: true });
  problems.throwIfAny();
  return { type: 'cron', name: props.name, metadata: asMetadata({ timezone, start, end, desiredReplicas }) };
}

function checkSchedule(problems: Problems, property: string, schedule: string): void {
  const texts = schedule.trim().split(/\s+/);
  const wrong = texts.length === FIELDS.length ? FIELDS.find((field, at) => !fits(field, texts[at] ?? '')) : undefined;
  if (texts.length === FIELDS.length && !wrong) return;
  problems.add({
    property,
    value: schedule,
    rule: wrong
      ? `is no cron schedule: its ${wrong.what} is not within ${wrong.least} to ${wrong.most}`
      : `is no cron schedule: it has ${texts.length} of the 5 fields (minute, hour, day of month, month, day of week)`,
    fix: "Write it as '0 6 * * MON-FRI' for 6:00 on weekdays",
    code: 'trigger/cron',
  });
}

function fits(field: CronField, text: string): boolean {
  return text.split(',').every((part) => {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    if (range === '' || (step !== undefined && Number(step) === 0)) return false;
    if (range === '*' || range === '?') return true;
    const bounds = range.split('-').map((bound) => numberOf(field, bound));
    const [first = NaN, last = first] = bounds;
    return bounds.length <= 2 && first >= field.least && last <= field.most && first <= last;
  });
}

function numberOf({ names, least }: CronField, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const at = names?.indexOf(text.toUpperCase()) ?? -1;
  return at < 0 ? NaN : at + least;
}
