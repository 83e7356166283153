import { EvaluationError } from './errors';
import { Duration, Timestamp } from './values';

const SECOND = 1_000_000_000n;
const UNITS: Readonly<Record<string, bigint>> = {
  h: 3600n * SECOND,
  m: 60n * SECOND,
  s: SECOND,
  ms: 1_000_000n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ns: 1n,
};
/** From the year 1 to the year 9999. */
const FIRST_INSTANT = -62_135_596_800n * SECOND;
const LAST_INSTANT = 253_402_300_800n * SECOND - 1n;

/** `1h30m`, `-1.5s`, as Go's `time.ParseDuration` reads it. @throws EvaluationError */
export function parseDuration(text: string): Duration {
  const [, sign, amounts = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (amounts === '0') return new Duration(0n);
  const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
  let nanos = 0n;
  while (part.lastIndex < amounts.length) {
    const [, digits = '', unit = ''] = part.exec(amounts) ?? [];
    if (digits === '' || digits.length > 40) throw badDuration(text);
    const [whole = '', fraction = ''] = digits.split('.');
    nanos += (BigInt(whole + fraction) * (UNITS[unit] as bigint)) / 10n ** BigInt(fraction.length);
  }
  if (amounts === '' || nanos >= 2n ** 63n) throw badDuration(text);
  return new Duration(sign === '-' ? -nanos : nanos);
}

function badDuration(text: string): EvaluationError {
  return new EvaluationError(`type conversion error from 'string' to 'duration': ${JSON.stringify(text)}`);
}

/** Seconds, as the language prints every duration. */
export function formatDuration({ nanos }: Duration): string {
  const amount = nanos < 0n ? -nanos : nanos;
  return `${nanos < 0n ? '-' : ''}${amount / SECOND}${fractionOf(amount % SECOND)}s`;
}

/** RFC 3339. @throws EvaluationError */
export function parseTimestamp(text: string): Timestamp {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  const [, date = '', time = '', fraction = '', zone = ''] = match ?? [];
  const milliseconds = Date.parse(`${date}T${time}${zone}`);
  const isReal = new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) === true && !time.startsWith('24');
  if (!match || Number.isNaN(milliseconds) || !isReal) {
    throw new EvaluationError(`type conversion error from 'string' to 'timestamp': ${JSON.stringify(text)}`);
  }
  return timestampOf(BigInt(milliseconds) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0')));
}

/** @throws EvaluationError beyond the years 1 to 9999 */
export function timestampOf(nanos: bigint): Timestamp {
  if (nanos < FIRST_INSTANT || nanos > LAST_INSTANT) throw new EvaluationError('timestamp overflow');
  return new Timestamp(nanos);
}

export function formatTimestamp({ nanos }: Timestamp): string {
  const rest = ((nanos % SECOND) + SECOND) % SECOND;
  const seconds = new Date(Number((nanos - rest) / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}${fractionOf(rest)}Z`;
}

function fractionOf(nanos: bigint): string {
  return nanos === 0n ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
}

/**
 * The moment as a clock in a zone shows it, to be read in UTC.
 *
 * @param zone `-08:00`, or a name such as `Europe/Berlin`
 * @throws EvaluationError for a zone that there is not
 */
export function clockIn({ nanos }: Timestamp, zone: string): Date {
  const moment = new Date(Number(nanos / 1_000_000n));
  const [, sign, hours, minutes] = /^([+-]?)(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (hours !== undefined) {
    const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
    return new Date(moment.getTime() + (sign === '-' ? -offset : offset));
  }
  try {
    const options = { timeZone: zone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' } as const;
    // Sweden's form is that of ISO 8601.
    const shown = new Intl.DateTimeFormat('sv-SE', options).format(moment).replace(' ', 'T');
    return new Date(Date.parse(`${shown}Z`) + moment.getMilliseconds());
  } catch {
    throw new EvaluationError(`unknown time zone ${zone}`);
  }
}
