import { Quantity } from '../../core/quantity';
import { Address, AddressRange } from './addresses';
import { EvaluationError, type Meter, UnknownValue } from './errors';
import { Semver } from './semver';
import { Url } from './url';
import {
  Duration,
  type Fields,
  isFields,
  isList,
  type Kind,
  kindOf,
  type List,
  markUnordered,
  NamedFormat,
  Optional,
  orderOf,
  Timestamp,
  Type,
  Uint,
  Unknown,
  type Value,
} from './values';

const LEAST_INT = -(2n ** 63n);
const MOST_INT = 2n ** 63n - 1n;
const MOST_UINT = 2n ** 64n - 1n;

/** @throws UnknownValue where one of the operands is unknown, EvaluationError where they don't go together */
export function add(left: Value, right: Value, meter: Meter): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    meter.spend((left.length + right.length) / 16);
    return left + right;
  }
  if (isList(left) && isList(right)) return addLists(left, right, meter);
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    meter.spend((left.length + right.length) / 16);
    return Buffer.concat([left, right]);
  }
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.nanos + right.nanos);
  if (left instanceof Timestamp && right instanceof Duration) return new Timestamp(left.nanos + right.nanos);
  if (left instanceof Duration && right instanceof Timestamp) return new Timestamp(left.nanos + right.nanos);
  return calculate(
    '+',
    left,
    right,
    (a, b) => a + b,
    (a, b) => a + b,
  );
}

export function subtract(left: Value, right: Value): Value {
  if (left instanceof Timestamp && right instanceof Timestamp) return new Duration(left.nanos - right.nanos);
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.nanos - right.nanos);
  if (left instanceof Timestamp && right instanceof Duration) return new Timestamp(left.nanos - right.nanos);
  return calculate(
    '-',
    left,
    right,
    (a, b) => a - b,
    (a, b) => a - b,
  );
}

export function multiply(left: Value, right: Value): Value {
  return calculate(
    '*',
    left,
    right,
    (a, b) => a * b,
    (a, b) => a * b,
  );
}

export function divide(left: Value, right: Value): Value {
  return calculate(
    '/',
    left,
    right,
    (a, b) => a / b,
    (a, b) => a / b,
  );
}

export function remainder(left: Value, right: Value): Value {
  return calculate('%', left, right, (a, b) => a % b);
}

export function negate(value: Value): Value {
  if (typeof value === 'bigint') return asInt(-value);
  if (typeof value === 'number') return -value;
  throw noOverload('-_', [value]);
}

type Calculation<N> = (left: N, right: N) => N;

/** Arithmetic never mixes the kinds of numbers. */
function calculate(
  op: string,
  left: Value,
  right: Value,
  whole: Calculation<bigint>,
  broken?: Calculation<number>,
): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') return asInt(nonZero(op, right, () => whole(left, right)));
  if (left instanceof Uint && right instanceof Uint) {
    return asUint(nonZero(op, right.amount, () => whole(left.amount, right.amount)));
  }
  if (broken && typeof left === 'number' && typeof right === 'number') return broken(left, right);
  throw noOverload(`_${op}_`, [left, right]);
}

function nonZero(op: string, divisor: bigint, calculation: () => bigint): bigint {
  if (divisor === 0n && op === '/') throw new EvaluationError('division by zero');
  if (divisor === 0n && op === '%') throw new EvaluationError('modulus by zero');
  return calculation();
}

export function asInt(amount: bigint): bigint {
  if (amount < LEAST_INT || amount > MOST_INT) throw new EvaluationError('integer overflow');
  return amount;
}

export function asUint(amount: bigint): Uint {
  if (amount < 0n || amount > MOST_UINT) throw new EvaluationError('unsigned integer overflow');
  return new Uint(amount);
}

/** Less than zero, zero or more, NaN where one of the two is NaN. */
export function compare(left: Value, right: Value): number {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : a == b ? 0 : NaN;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right);
  if (left instanceof Timestamp && right instanceof Timestamp) return sign(left.nanos - right.nanos);
  if (left instanceof Duration && right instanceof Duration) return sign(left.nanos - right.nanos);
  throw noOverload('comparison', [left, right]);
}

function sign(amount: bigint): number {
  return amount < 0n ? -1 : amount > 0n ? 1 : 0;
}

/** Numbers of all kinds compare with each other; JavaScript compares a bigint and a number exactly. */
function numberOf(value: Value): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return value instanceof Uint ? value.amount : undefined;
}

/** Values of different kinds are different. @throws UnknownValue */
export function equal(left: Value, right: Value, meter: Meter): boolean {
  if (left instanceof Unknown) throw new UnknownValue(left.reason);
  if (right instanceof Unknown) throw new UnknownValue(right.reason);
  if (typeof left === 'string' || typeof left === 'boolean' || left === null) return left === right;
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined) return b !== undefined && a == b;
  if (isList(left)) return isList(right) && equalLists(left, right, meter);
  if (isFields(left)) return isFields(right) && equalFields(left, right, meter);
  return kindOf(left) === kindOf(right) && equalThings(left, right, meter);
}

function equalThings(left: Value, right: Value, meter: Meter): boolean {
  if (left instanceof Uint8Array) return Buffer.compare(left, right as Uint8Array) === 0;
  if (left instanceof Timestamp || left instanceof Duration) return left.nanos === (right as Duration).nanos;
  if (left instanceof Type || left instanceof NamedFormat) return left.name === (right as Type).name;
  if (left instanceof Quantity) return left.equals(right as Quantity);
  if (left instanceof Semver) return left.compare(right as Semver) === 0;
  if (left instanceof Address || left instanceof AddressRange || left instanceof Url)
    return String(left) === String(right);
  if (!(left instanceof Optional)) return left === right;
  const [one, other] = [left.value, (right as Optional).value];
  return one === undefined || other === undefined ? one === other : equal(one, other, meter);
}

function equalLists(left: List, right: List, meter: Meter): boolean {
  if (left.length !== right.length) return false;
  meter.spend(left.length);
  const order = orderOf(left) ?? orderOf(right);
  if (order === undefined) return left.every((item, index) => equal(item, right[index] as Value, meter));
  if (order === 'set') return left.every((item) => memberOf(item, right, meter));
  const others = new Map(right.map((item) => [keyOf(item, order), item]));
  return left.every((item) => {
    const other = others.get(keyOf(item, order));
    return other !== undefined && equal(item, other, meter);
  });
}

function equalFields(left: Fields, right: Fields, meter: Meter): boolean {
  if (left.size !== right.size) return false;
  meter.spend(left.size);
  for (const [name, value] of left) {
    const other = right.get(name);
    if (other === undefined || !equal(value, other, meter)) return false;
  }
  return true;
}

/** Sets are united, and items of the same keys replaced: Kubernetes, "CRD validation rules", merge of lists. */
function addLists(left: List, right: List, meter: Meter): List {
  meter.spend(left.length + right.length);
  const order = orderOf(left);
  if (order === undefined) return [...left, ...right];
  const sum = [...left];
  if (order === 'set') {
    for (const item of right) if (!memberOf(item, sum, meter)) sum.push(item);
  } else {
    const places = new Map(left.map((item, index) => [keyOf(item, order), index]));
    for (const item of right) {
      const place = places.get(keyOf(item, order));
      if (place === undefined) sum.push(item);
      else sum[place] = item;
    }
  }
  markUnordered(sum, order);
  return sum;
}

function keyOf(item: Value, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => (isFields(item) ? String(item.get(name) as string) : '')));
}

/** `left in right` */
export function memberOf(left: Value, right: Value, meter: Meter): boolean {
  if (isFields(right)) {
    if (left instanceof Unknown) throw new UnknownValue(left.reason);
    const whole = left instanceof Uint ? left.amount : Number.isInteger(left) ? BigInt(left as number) : left;
    return right.has(whole as string);
  }
  if (!isList(right)) throw noOverload('_in_', [left, right]);
  meter.spend(right.length);
  let unknown: UnknownValue | undefined;
  for (const item of right) {
    try {
      if (equal(left, item, meter)) return true;
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      meter.spendOnFailure();
      unknown = error;
    }
  }
  if (unknown) throw unknown;
  return false;
}

/** @throws EvaluationError for what is neither true nor false */
export function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw noOverload('condition', [value]);
}

/** Operands that don't go together; one that isn't known may. */
export function noOverload(name: string, operands: readonly Value[]): EvaluationError {
  for (const operand of operands) if (operand instanceof Unknown) return new UnknownValue(operand.reason);
  const kinds: readonly Kind[] = operands.map(kindOf);
  return new EvaluationError(`no such overload: ${name}(${kinds.join(', ')})`);
}
