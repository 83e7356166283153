import { hasField } from './access';
import { EvaluationError, NotEvaluable, UnknownValue } from './errors';
import { compare, noOverload, truth } from './operators';
import type { Node } from './parse';
import type { Compiler, Evaluate, Run, Scope } from './program';
import { isFields, isList, type Key, type List, Optional, Unknown, type Value } from './values';

type Call = Extract<Node, { op: 'call' | 'rcall' }>;

/** `has(a.b)`, and what walks a list or map with variables of its own; undefined for plain calls. */
export function compileMacro(node: Call, scope: Scope | undefined, compiler: Compiler): Evaluate | undefined {
  if (node.op === 'call') return node.args[0] === 'has' ? compileHas(node.args[1], scope, compiler) : undefined;
  const [name, receiver, args] = node.args;
  const make = Object.hasOwn(WALKS, name) ? WALKS[name] : undefined;
  const shape = make?.find(({ count }) => count === args.length);
  if (shape === undefined) return undefined;
  const of = compiler.compile(receiver, scope);
  const names = args.slice(0, shape.variables).map((arg) => {
    if (arg.op !== 'id') throw new NotEvaluable(`names no variable in ${name}()`);
    return arg.args;
  });
  let inner = scope;
  const slots = names.map((variable) => (inner = compiler.bind(variable, inner)).slot);
  // What `optMap` binds is not seen where the receiver stands, but in all that follows.
  const parts = args.slice(shape.variables).map((arg) => compiler.compile(arg, inner));
  return (run) => shape.walk({ run, of: of(run), slots, parts });
}

function compileHas(args: readonly Node[], scope: Scope | undefined, compiler: Compiler): Evaluate {
  const [field] = args;
  if (args.length !== 1 || field?.op !== '.') throw new NotEvaluable('asks has() of what is no field');
  const [of, name] = field.args;
  const inner = compiler.compile(of, scope);
  return (run) => hasField(inner(run), name);
}

interface Walk {
  readonly run: Run;
  /** What is walked. */
  readonly of: Value;
  readonly slots: readonly number[];
  /** Expressions behind the names of the variables. */
  readonly parts: readonly Evaluate[];
}

interface Shape {
  readonly count: number;
  readonly variables: number;
  readonly walk: (walk: Walk) => Value;
}

const one = (parts: number, walk: Shape['walk']): Shape => ({ count: 1 + parts, variables: 1, walk });
const two = (parts: number, walk: Shape['walk']): Shape => ({ count: 2 + parts, variables: 2, walk });

const WALKS: Readonly<Record<string, readonly Shape[]>> = {
  all: [one(1, every), two(1, every)],
  exists: [one(1, some), two(1, some)],
  exists_one: [one(1, exactlyOne), two(1, exactlyOne)],
  existsOne: [one(1, exactlyOne), two(1, exactlyOne)],
  filter: [one(1, (walk) => itemsWhere(walk))],
  map: [one(1, mapped), one(2, mapped)],
  sortBy: [one(1, sorted)],
  transformList: [two(1, mapped), two(2, mapped)],
  transformMap: [two(1, transformMap), two(2, transformMap)],
  transformMapEntry: [two(1, transformEntries), two(2, transformEntries)],
  optMap: [one(1, (walk) => ifPresent(walk, (value) => new Optional(value)))],
  optFlatMap: [one(1, (walk) => ifPresent(walk, (value) => value))],
};

/** Sets the variables to each item in turn: one is the item or key, two are index or key and value. */
function* steps({ run, of, slots }: Walk): Generator<Value> {
  const [first, second] = slots as [number, number?];
  if (isList(of)) {
    for (const [index, item] of of.entries()) {
      run.meter.spend(1);
      run.locals[first] = second === undefined ? item : BigInt(index);
      if (second !== undefined) run.locals[second] = item;
      yield item;
    }
  } else if (isFields(of)) {
    for (const [key, item] of of) {
      run.meter.spend(1);
      run.locals[first] = key;
      if (second !== undefined) run.locals[second] = item;
      yield key;
    }
  } else {
    throw noOverload('comprehension', [of]);
  }
}

/** One item that decides outweighs whatever fails in others. */
function decides(walk: Walk, decisive: boolean): boolean {
  const [test] = walk.parts as [Evaluate];
  let failure: EvaluationError | undefined;
  for (const _ of steps(walk)) {
    try {
      if (truth(test(walk.run)) === decisive) return true;
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      walk.run.meter.spendOnFailure();
      if (failure === undefined || error instanceof UnknownValue) failure = error;
    }
  }
  if (failure) throw failure;
  return false;
}

function every(walk: Walk): Value {
  return !decides(walk, false);
}

function some(walk: Walk): Value {
  return decides(walk, true);
}

function exactlyOne(walk: Walk): Value {
  return itemsWhere(walk).length === 1;
}

function itemsWhere(walk: Walk): List {
  const [test] = walk.parts as [Evaluate];
  const items: Value[] = [];
  for (const item of steps(walk)) if (truth(test(walk.run))) items.push(item);
  return items;
}

/** Every item for which the first of two expressions holds, or every one. */
function* chosen(walk: Walk): Generator<Value> {
  const { run, parts } = walk;
  const filter = parts.length === 2 ? parts[0] : undefined;
  const transform = parts.at(-1) as Evaluate;
  for (const _ of steps(walk)) if (filter === undefined || truth(filter(run))) yield transform(run);
}

function mapped(walk: Walk): Value {
  return [...chosen(walk)];
}

function transformMap(walk: Walk): Value {
  const map = new Map<Key, Value>();
  for (const value of chosen(walk)) map.set(walk.run.locals[walk.slots[0] as number] as Key, value);
  return map;
}

function transformEntries(walk: Walk): Value {
  const map = new Map<Key, Value>();
  for (const entry of chosen(walk)) {
    if (!isFields(entry) || entry.size !== 1) throw noOverload('transformMapEntry', [entry]);
    for (const [key, value] of entry) {
      if (map.has(key)) throw new EvaluationError(`insert failed: key ${String(key)} already exists`);
      map.set(key, value);
    }
  }
  return map;
}

function sorted(walk: Walk): Value {
  if (!isList(walk.of)) throw noOverload('sortBy', [walk.of]);
  const keys = [...chosen(walk)];
  walk.run.meter.spend(keys.length * Math.ceil(Math.log2(keys.length + 1)));
  const order = keys.map((key, index) => [key, index] as const).sort(([a], [b]) => compare(a, b));
  return order.map(([, index]) => (walk.of as List)[index] as Value);
}

function ifPresent({ run, of, slots, parts }: Walk, then: (value: Value) => Value): Value {
  if (of instanceof Unknown) throw new UnknownValue(of.reason);
  if (!(of instanceof Optional)) throw noOverload('optMap', [of]);
  if (of.value === undefined) return of;
  run.locals[slots[0] as number] = of.value;
  return then((parts[0] as Evaluate)(run));
}
