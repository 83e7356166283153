import { Duration as Span } from '../values';
import { EvaluationError, UnknownValue } from '../errors';
import { asInt, asUint } from '../operators';
import { fn, member, type Overload } from '../overloads';
import { formatDouble } from '../printing';
import { formatDuration, formatTimestamp, parseDuration, parseTimestamp, timestampOf } from '../time';
import { kindOf, Type, Unknown, type Value } from '../values';

const SIZES: readonly Overload[] = (
  [
    fn('size', ['string'], (text) => BigInt([...text].length)),
    fn('size', ['bytes'], (bytes) => BigInt(bytes.length)),
    fn('size', ['list'], (list) => BigInt(list.length)),
    fn('size', ['map'], (map) => BigInt(map.size)),
  ] as const
).flatMap((overload) => [overload, { ...overload, name: `.${overload.name}` }]);

/** From one type to another, as the language itself has them. */
export const CONVERSIONS: readonly Overload[] = [
  ...SIZES,
  fn('dyn', ['any'], (value) => value),
  fn('type', ['any'], (value) => typeOf(value)),

  fn('bool', ['bool'], (value) => value),
  fn('bool', ['string'], (text) => toBool(text)),

  fn('int', ['int'], (value) => value),
  fn('int', ['uint'], ({ amount }) => asInt(amount)),
  fn('int', ['double'], (value) => asInt(truncated(value))),
  fn('int', ['string'], (text) => asInt(toWhole(text, /^[+-]?\d+$/))),
  fn('int', ['google.protobuf.Timestamp'], ({ nanos }) => nanos / 1_000_000_000n),

  fn('uint', ['uint'], (value) => value),
  fn('uint', ['int'], (value) => asUint(value)),
  fn('uint', ['double'], (value) => asUint(truncated(value))),
  fn('uint', ['string'], (text) => asUint(toWhole(text, /^\d+$/))),

  fn('double', ['double'], (value) => value),
  fn('double', ['int'], (value) => Number(value)),
  fn('double', ['uint'], ({ amount }) => Number(amount)),
  fn('double', ['string'], (text) => toDouble(text)),

  fn('string', ['string'], (text) => text),
  fn('string', ['bool'], (value) => String(value)),
  fn('string', ['int'], (value) => String(value)),
  fn('string', ['uint'], ({ amount }) => String(amount)),
  fn('string', ['double'], (value) => formatDouble(value)),
  fn('string', ['bytes'], (bytes) => toText(bytes)),
  fn('string', ['google.protobuf.Timestamp'], (value) => formatTimestamp(value)),
  fn('string', ['google.protobuf.Duration'], (value) => formatDuration(value)),

  fn('bytes', ['bytes'], (bytes) => bytes),
  fn('bytes', ['string'], (text) => Buffer.from(text)),

  fn('timestamp', ['google.protobuf.Timestamp'], (value) => value),
  fn('timestamp', ['int'], (seconds) => timestampOf(seconds * 1_000_000_000n)),
  fn('timestamp', ['string'], (text) => parseTimestamp(text)),
  fn('duration', ['google.protobuf.Duration'], (value) => value),
  fn('duration', ['int'], (nanos) => new Span(nanos)),
  fn('duration', ['string'], (text) => parseDuration(text)),

  member('contains', ['string', 'string'], (text, part) => text.includes(part)),
  member('startsWith', ['string', 'string'], (text, part) => text.startsWith(part)),
  member('endsWith', ['string', 'string'], (text, part) => text.endsWith(part)),
];

function typeOf(value: Value): Type {
  if (value instanceof Unknown) throw new UnknownValue(value.reason);
  return new Type(kindOf(value));
}

function toBool(text: string): boolean {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  if (/^(?:0|f|F|false|FALSE|False)$/.test(text)) return false;
  throw new EvaluationError(`type conversion error from 'string' to 'bool': ${JSON.stringify(text)}`);
}

function truncated(value: number): bigint {
  if (!Number.isFinite(value)) throw new EvaluationError('integer overflow');
  return BigInt(Math.trunc(value));
}

function toWhole(text: string, syntax: RegExp): bigint {
  if (syntax.test(text) && text.length <= 40) return BigInt(text.replace(/^\+/, ''));
  throw new EvaluationError(`type conversion error from 'string' to 'int': ${JSON.stringify(text)}`);
}

function toDouble(text: string): number {
  const special = /^([+-]?)(?:(inf|infinity)|nan)$/i.exec(text);
  if (special) return special[2] === undefined ? NaN : special[1] === '-' ? -Infinity : Infinity;
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) {
    const value = Number(text);
    if (Number.isFinite(value)) return value;
  }
  throw new EvaluationError(`type conversion error from 'string' to 'double': ${JSON.stringify(text)}`);
}

function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new EvaluationError('invalid UTF-8 in bytes, cannot convert to string');
  }
}
