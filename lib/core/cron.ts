interface Field {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** As Kubernetes reads them: Sunday is 0 and never 7. */
const FIELDS: readonly Field[] = [
  { what: 'minute', least: 0, most: 59, names: [] },
  { what: 'hour', least: 0, most: 23, names: [] },
  { what: 'day of the month', least: 1, most: 31, names: [] },
  { what: 'month', least: 1, most: 12, names: MONTHS },
  { what: 'day of the week', least: 0, most: 6, names: DAYS },
];
const SHORTHAND = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/;
const MOST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Numbers that a field stands for; `isAny` where it is `*` or `?`, with or without a step. */
interface Numbers {
  readonly text: string;
  readonly list: readonly number[];
  readonly isAny: boolean;
}

/**
 * What is wrong with a schedule, as the rest of a sentence; undefined where nothing is. Kubernetes reads schedules with
 * robfig/cron: five fields, lists, ranges, steps, names of months and days, and a few shorthands such as `@daily`.
 */
export function cronProblem(schedule: string): string | undefined {
  const read = readSchedule(schedule);
  return typeof read === 'string' ? read : undefined;
}

/** Why a schedule that is in order never comes, such as that of 30 February; undefined where it comes. */
export function cronNeverComes(schedule: string): string | undefined {
  const read = readSchedule(schedule);
  const [, , days, months, weekdays] = typeof read === 'string' ? [] : read;
  // A day of the month and one of the week together mean either, where both are given.
  if (!days || !months || (!days.isAny && !weekdays?.isAny)) return undefined;
  const comes = months.list.some((month) => days.list.some((day) => day <= (MOST_DAYS[month - 1] as number)));
  return comes ? undefined : `no year has a day ${days.text} of month ${months.text}`;
}

/** A minute of some place's clock. */
export interface ClockMinute {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  /** Sunday is 0. */
  readonly weekday: number;
}

/** Tells whether a schedule comes at a minute; undefined for one of other than five fields, and for a shorthand. */
export function cronTimes(schedule: string): ((at: ClockMinute) => boolean) | undefined {
  const read = readSchedule(schedule);
  if (typeof read === 'string') return undefined;
  const [minutes, hours, days, months, weekdays] = read;
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  return ({ minute, hour, day, month, weekday }) => {
    if (!minutes.list.includes(minute) || !hours.list.includes(hour) || !months.list.includes(month)) return false;
    const [onDay, onWeekday] = [days.list.includes(day), weekdays.list.includes(weekday)];
    // Either is enough where both are given.
    return days.isAny || weekdays.isAny ? onDay && onWeekday : onDay || onWeekday;
  };
}

/** The five fields, none of a shorthand, or what is wrong. */
function readSchedule(schedule: string): readonly Numbers[] | string {
  if (/^(?:CRON_)?TZ=/.test(schedule)) return "a time zone belongs into 'timeZone'";
  if (schedule.startsWith('@')) return SHORTHAND.test(schedule) ? [] : 'there is no such shorthand';
  const texts = schedule.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) return `it has ${texts.length} fields and needs ${FIELDS.length}`;
  const numbers: Numbers[] = [];
  for (const [index, text] of texts.entries()) {
    const field = FIELDS[index] as Field;
    const read = readField(text, field);
    if (!read) return `'${text}' is no ${field.what}`;
    numbers.push(read);
  }
  return numbers;
}

function readField(text: string, field: Field): Numbers | undefined {
  const parts = text.split(',').map((part) => readPart(part, field));
  if (parts.includes(undefined)) return undefined;
  const read = parts as readonly Numbers[];
  return { text, list: read.flatMap(({ list }) => list), isAny: read.some(({ isAny }) => isAny) };
}

function readPart(text: string, { least, most, names }: Field): Numbers | undefined {
  const [, range, stepText] = /^(\*|\?|[\da-z]+(?:-[\da-z]+)?)(?:\/(\d+))?$/i.exec(text) ?? [];
  const step = stepText === undefined ? 1 : Number(stepText);
  if (range === undefined || step === 0) return undefined;
  const isAny = range === '*' || range === '?';
  const [from, to = from] = isAny ? [least, most] : range.split('-').map((word) => readNumber(word, least, names));
  if (from === undefined || to === undefined || from < least || to > most || from > to) return undefined;
  // A single number with a step goes on to the end.
  const last = !isAny && stepText !== undefined && !range.includes('-') ? most : to;
  const list: number[] = [];
  for (let number = from; number <= last; number += step) list.push(number);
  return { text, list, isAny };
}

function readNumber(word: string, least: number, names: readonly string[]): number {
  if (/^\d+$/.test(word)) return Number(word);
  const at = names.indexOf(word.toLowerCase());
  return at < 0 ? -1 : at + least;
}
