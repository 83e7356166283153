import { EvaluationError, type Meter, UnknownValue } from './errors';
import { noOverload } from './operators';
import { formatDouble, quote } from './printing';
import { formatDuration, formatTimestamp } from './time';
import { Duration, isFields, isList, type List, Timestamp, Type, Uint, Unknown, type Value } from './values';

const MOST_DIGITS = 100;

/** `'%s has %d'.format([name, count])`. @throws EvaluationError */
export function formatText(text: string, args: List, meter: Meter): string {
  let next = 0;
  return text.replace(/%(?:%|(?:\.(\d+))?(.)|$)/gs, (clause: string, precision?: string, verb?: string) => {
    if (clause === '%%') return '%';
    const arg = args[next++];
    if (verb === undefined) throw new EvaluationError('unexpected end of string');
    if (arg === undefined) throw new EvaluationError(`index ${next - 1} out of range`);
    if (arg instanceof Unknown) throw new UnknownValue(arg.reason);
    const digits = precision === undefined ? 6 : Number(precision);
    if (digits > MOST_DIGITS) throw new EvaluationError(`precision ${digits} is not supported`);
    const printed = printClause(verb, arg, digits, meter);
    meter.spend(1 + printed.length / 16);
    return printed;
  });
}

function printClause(verb: string, arg: Value, digits: number, meter: Meter): string {
  switch (verb) {
    case 's':
      return printed(arg, meter);
    case 'd':
      return String(wholeOf(arg));
    case 'f':
    case 'e':
      return printDouble(verb, arg, digits);
    case 'b':
      return typeof arg === 'boolean' ? String(Number(arg)) : wholeOf(arg).toString(2);
    case 'o':
      return wholeOf(arg).toString(8);
    case 'x':
    case 'X': {
      const isText = typeof arg === 'string' || arg instanceof Uint8Array;
      const hex = isText ? Buffer.from(arg as string).toString('hex') : wholeOf(arg).toString(16);
      return verb === 'x' ? hex : hex.toUpperCase();
    }
    default:
      throw new EvaluationError(`unrecognized formatting clause "${verb}"`);
  }
}

function wholeOf(arg: Value): bigint {
  if (typeof arg === 'bigint') return arg;
  if (arg instanceof Uint) return arg.amount;
  throw noOverload('format', [arg]);
}

function printDouble(verb: 'f' | 'e', arg: Value, digits: number): string {
  if (typeof arg !== 'number') throw noOverload('format', [arg]);
  if (!Number.isFinite(arg)) return Number.isNaN(arg) ? 'NaN' : arg > 0 ? '∞' : '-∞';
  if (verb === 'e') {
    const [mantissa, exponent = '0'] = arg.toExponential(digits).split('e');
    const power = Number(exponent);
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  // English groups thousands.
  const [whole = '', ...fraction] = arg.toFixed(digits).split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}

/** A value as text; texts inside lists and maps are quoted. */
function printed(value: Value, meter: Meter, inside = false): string {
  if (value instanceof Unknown) throw new UnknownValue(value.reason);
  if (typeof value === 'string') return inside ? quote(value) : value;
  if (typeof value === 'number') return inside ? value.toFixed(6) : formatDouble(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Uint) return String(value.amount);
  if (value instanceof Type) return value.name;
  if (value instanceof Timestamp) return timeText('timestamp', formatTimestamp(value), inside);
  if (value instanceof Duration) return timeText('duration', formatDuration(value), inside);
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (isList(value)) {
    meter.spend(value.length);
    return `[${value.map((item) => printed(item, meter, true)).join(', ')}]`;
  }
  if (!isFields(value)) throw noOverload('format', [value]);
  meter.spend(value.size);
  const entries = [...value].map(([name, item]) => [printed(name, meter, true), printed(item, meter, true)] as const);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${name}:${item}`).join(', ')}}`;
}

function timeText(name: string, text: string, inside: boolean): string {
  return inside ? `${name}("${text}")` : text;
}
