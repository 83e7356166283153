import { isObject, printed, type Report } from '../../report';
import { checkTemplateMounts } from './pod';
import { isSet } from './values';

export function checkJob({ template, completionMode, completions }: Record<string, unknown>, report: Report): void {
  checkTemplateMounts(template, [], report);
  const pod = isObject(template) && isObject(template.spec) ? template.spec : undefined;
  if (pod && pod.restartPolicy !== 'Never' && pod.restartPolicy !== 'OnFailure') {
    const what = isSet(pod.restartPolicy) ? `is ${printed(pod.restartPolicy)}` : 'is required';
    report.add(
      isSet(pod.restartPolicy) ? 'schema/enum' : 'schema/required',
      `${what} and must be Never or OnFailure in a Job`,
      {
        at: ['template', 'spec', 'restartPolicy'],
        fix: 'Write Never or OnFailure',
      },
    );
  }
  if (completionMode === 'Indexed' && !isSet(completions)) {
    report.add('schema/required', "is required with the completion mode 'Indexed'", { at: ['completions'] });
  }
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DAYS = 'sun|mon|tue|wed|thu|fri|sat';
const FIELDS: readonly (readonly [string, number, number, string])[] = [
  ['minute', 0, 59, ''],
  ['hour', 0, 23, ''],
  ['day of the month', 1, 31, ''],
  ['month', 1, 12, MONTHS],
  ['day of the week', 0, 6, DAYS],
];
const SHORTHAND = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/;

export function checkCronJob({ schedule, timeZone }: Record<string, unknown>, report: Report): void {
  if (typeof schedule === 'string') {
    const problem = scheduleProblem(schedule);
    if (problem)
      report.add('schema/format', `is "${schedule}": ${problem}`, {
        at: ['schedule'],
        fix: 'Write five fields such as 0 3 * * *',
      });
  }
  if (typeof timeZone === 'string' && !/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(timeZone)) {
    report.add('schema/format', `is "${timeZone}" but must be a time zone such as Europe/Amsterdam`, {
      at: ['timeZone'],
    });
  }
}

/** Kubernetes reads schedules with robfig/cron: five fields, lists, ranges, steps, names of months and days. */
function scheduleProblem(schedule: string): string | undefined {
  if (/^(?:CRON_)?TZ=/.test(schedule)) return "a time zone belongs into 'timeZone'";
  if (schedule.startsWith('@')) return SHORTHAND.test(schedule) ? undefined : 'there is no such shorthand';
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) return `it has ${parts.length} fields and needs 5`;
  for (const [index, part] of parts.entries()) {
    const [name, min, max, names] = FIELDS[index] as (typeof FIELDS)[number];
    if (!part.split(',').every((item) => isItem(item, min, max, names))) return `'${part}' is no ${name}`;
  }
  return undefined;
}

function isItem(item: string, min: number, max: number, names: string): boolean {
  const match = /^(\*|\?|[\da-z]+(?:-[\da-z]+)?)(?:\/(\d+))?$/i.exec(item);
  if (!match) return false;
  if (match[2] !== undefined && Number(match[2]) === 0) return false;
  const range = match[1] as string;
  if (range === '*' || range === '?') return true;
  const numbers = range.split('-').map((word) => {
    const named = names === '' ? -1 : names.split('|').indexOf(word.toLowerCase());
    return named >= 0 ? named + min : /^\d+$/.test(word) ? Number(word) : -1;
  });
  const [from, to = from] = numbers as [number, number?];
  return from >= min && (to as number) <= max && from <= (to as number);
}
