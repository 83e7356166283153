import { EvaluationError, UnknownValue } from './errors';
import { isFields, isList, type Key, kindOf, Lazy, Optional, Uint, Unknown, type Value } from './values';

/** `value.name`; of an optional value again an optional. */
export function fieldOf(value: Value, name: string): Value {
  if (value instanceof Optional) return optionalFieldOf(value, name);
  const found = lookUp(value, name);
  if (found === undefined) throw new EvaluationError(`no such key: ${name}`);
  return found;
}

/** `value.?name` */
export function optionalFieldOf(value: Value, name: string): Value {
  if (value instanceof Optional) {
    if (value.value === undefined) return value;
    return optionalFieldOf(value.value, name);
  }
  const found = lookUp(value, name);
  return found === undefined ? Optional.none : new Optional(found);
}

/** `has(value.name)` */
export function hasField(value: Value, name: string): boolean {
  if (value instanceof Optional) return value.value !== undefined && hasField(value.value, name);
  return lookUp(value, name) !== undefined;
}

/** `value[key]` */
export function indexOf(value: Value, key: Value): Value {
  if (value instanceof Optional) return optionalIndexOf(value, key);
  const found = itemAt(value, key);
  if (found !== undefined) return found;
  throw new EvaluationError(isList(value) ? `index out of bounds: ${printKey(key)}` : `no such key: ${printKey(key)}`);
}

/** `value[?key]` */
export function optionalIndexOf(value: Value, key: Value): Value {
  if (value instanceof Optional) {
    return value.value === undefined ? value : optionalIndexOf(value.value, key);
  }
  const found = itemAt(value, key);
  return found === undefined ? Optional.none : new Optional(found);
}

function lookUp(value: Value, name: string): Value | undefined {
  if (isFields(value)) return value.get(name);
  if (value instanceof Unknown) throw new UnknownValue(value.reason);
  if (value instanceof Lazy) return value.get(name);
  if (value === null) throw new EvaluationError(`no such key: ${name}`);
  throw new EvaluationError(`type '${kindOf(value)}' does not support field selection`);
}

function itemAt(value: Value, key: Value): Value | undefined {
  if (key instanceof Unknown) throw new UnknownValue(key.reason);
  if (isList(value)) {
    const index = wholeNumber(key);
    if (index === undefined) throw new EvaluationError(`unsupported index type '${kindOf(key)}' in list`);
    return value[index];
  }
  if (typeof key === 'string') return lookUp(value, key);
  if (!isFields(value)) return lookUp(value, printKey(key));
  const whole = wholeNumber(key);
  return value.get(whole === undefined ? (key as Key) : BigInt(whole));
}

function wholeNumber(key: Value): number | undefined {
  if (typeof key === 'bigint') return Number(key);
  if (key instanceof Uint) return Number(key.amount);
  return typeof key === 'number' && Number.isInteger(key) ? key : undefined;
}

function printKey(key: Value): string {
  return key instanceof Uint ? String(key.amount) : String(key as Key);
}
