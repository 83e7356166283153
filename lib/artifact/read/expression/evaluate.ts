import { LARGEST_VALUE } from '../limits';
import { known, Reference, unknown, type Value } from '../values';
import { FUNCTIONS, type Plain } from './functions';
import { parseTemplate } from './parse';
import { type Expression, NotFollowed } from './syntax';

/** Text that Terraform evaluates, or unescapes at least. */
const MARKED = /[$%]\{/;

/** What names mean where an expression stands. */
export interface Scope {
  /** `var`, `local`, `each`, `azurerm_subnet` …: the value that the steps behind the name lead to. */
  resolve(root: string, steps: readonly (string | number)[]): Value;
}

/** The value of anything in a body: texts are evaluated, also inside lists and objects. */
export function evaluate(written: unknown, scope: Scope): Value {
  if (typeof written === 'string') return MARKED.test(written) ? evaluateText(written, scope) : written;
  if (Array.isArray(written)) return bounded(written.map((item) => evaluate(item, scope)));
  if (typeof written === 'object' && written !== null) {
    const fields = Object.entries(written).map(([name, item]): [string, Value] => [name, evaluate(item, scope)]);
    return bounded(Object.fromEntries(fields));
  }
  return typeof written === 'number' || typeof written === 'boolean' || written === null ? written : unknown;
}

function evaluateText(text: string, scope: Scope): Value {
  try {
    return valueOf(parseTemplate(text), scope);
  } catch (error) {
    if (error instanceof NotFollowed) return unknown;
    throw error;
  }
}

function valueOf(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return fillTemplate(expression.parts, scope);
    case 'name':
      return scope.resolve(expression.name, []);
    case 'attribute':
    case 'index':
      return follow(expression, scope);
    case 'call':
      return call(expression.name, expression.args, scope);
    case 'list':
      return bounded(expression.items.map((item) => valueOf(item, scope)));
    case 'object':
      return objectOf(expression.entries, scope);
    case 'choice': {
      const test = known(valueOf(expression.test, scope));
      if (typeof test !== 'boolean') return unknown;
      return valueOf(test ? expression.yes : expression.no, scope);
    }
    case 'operation':
      return operate(
        expression.operator,
        expression.operands.map((operand) => known(valueOf(operand, scope))),
      );
  }
}

function fillTemplate(parts: readonly (string | Expression)[], scope: Scope): Value {
  let text = '';
  for (const part of parts) {
    const value = typeof part === 'string' ? part : known(valueOf(part, scope));
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return unknown;
    text += String(value);
    if (text.length > LARGEST_VALUE) return unknown;
  }
  return text;
}

/** Names and indexes behind a root name are resolved as one; behind anything else step by step. */
function follow(expression: Expression, scope: Scope): Value {
  const steps: (string | number)[] = [];
  let of: Expression = expression;
  while (of.kind === 'attribute' || of.kind === 'index') {
    const step: Value | undefined = of.kind === 'attribute' ? of.name : known(valueOf(of.index, scope));
    if (typeof step !== 'string' && typeof step !== 'number') return unknown;
    steps.unshift(step);
    of = of.of;
  }
  return of.kind === 'name' ? scope.resolve(of.name, steps) : stepInto(valueOf(of, scope), steps);
}

/** What a path leads to within a value; unknown where the value does not have it. */
export function stepInto(value: Value, steps: readonly (string | number)[]): Value {
  let current: Value = value;
  for (const step of steps) {
    const plain = known(current);
    if (typeof plain !== 'object' || plain === null) return unknown;
    if (Array.isArray(plain)) current = (plain as readonly Value[])[Number(step)] ?? unknown;
    // A single block may be written without its list.
    else if (typeof step === 'number' && step === 0 && !Object.hasOwn(plain, 0)) current = plain;
    else current = Object.hasOwn(plain, step) ? ((plain as Record<string, Value>)[step] ?? unknown) : unknown;
  }
  return current;
}

function call(name: string, args: readonly Expression[], scope: Scope): Value {
  const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (run === undefined) return unknown;
  const values = args.map((arg) => known(valueOf(arg, scope)));
  if (values.some((value) => value === unknown || value === undefined)) return unknown;
  return bounded(run(...(values as Plain[])) ?? unknown);
}

function objectOf(entries: readonly (readonly [Expression, Expression])[], scope: Scope): Value {
  const pairs: [string, Value][] = [];
  for (const [key, value] of entries) {
    const name = known(valueOf(key, scope));
    if (typeof name !== 'string' && typeof name !== 'number') return unknown;
    pairs.push([String(name), valueOf(value, scope)]);
  }
  return bounded(Object.fromEntries(pairs));
}

function operate(operator: string, operands: readonly (Value | undefined)[]): Value {
  const [left, right] = operands;
  if (operator === '!') return typeof left === 'boolean' ? !left : unknown;
  if (operator === '-' && operands.length === 1) return typeof left === 'number' ? -left : unknown;
  if (operator === '&&' || operator === '||') {
    // One side may decide alone.
    const deciding = operator === '||';
    if (left === deciding || right === deciding) return deciding;
    return typeof left === 'boolean' && typeof right === 'boolean' ? !deciding : unknown;
  }
  if (operator === '==' || operator === '!=') {
    if (!isScalar(left) || !isScalar(right)) return unknown;
    return (left === right) === (operator === '==');
  }
  if (typeof left !== 'number' || typeof right !== 'number') return unknown;
  return calculate(operator, left, right);
}

function isScalar(value: Value | undefined): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function calculate(operator: string, left: number, right: number): Value {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? unknown : left / right;
    case '%':
      return right === 0 ? unknown : left % right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    default:
      return unknown;
  }
}

/** How many parts a list or object has, with all that is in it: values are shared, and may double at every step. */
const sizes = new WeakMap<object, number>();

/** The value frozen, or unknown where it grew too large to be walked. */
export function bounded(value: Value): Value {
  if (typeof value === 'string' && value.length > LARGEST_VALUE) return unknown;
  if (typeof value !== 'object' || value === null || value instanceof Reference || sizes.has(value)) return value;
  let size = 1;
  for (const item of Object.values(value)) {
    const plain = known(item as Value);
    size += typeof plain === 'object' && plain !== null ? (sizes.get(plain) ?? 1) : 1;
  }
  if (size > LARGEST_VALUE) return unknown;
  sizes.set(value, size);
  return Object.freeze(value);
}

/** Whether a value holds nothing but what is written: no reference, nothing unknown. */
export function isKnown(value: Value): boolean {
  if (value === unknown || value instanceof Reference) return false;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isKnown);
}
