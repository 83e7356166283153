import { EvaluationError, NotEvaluable, UnknownValue } from './errors';
import { FUNCTIONS } from './functions';
import { noOverload } from './operators';
import type { Overload } from './overloads';
import type { Node } from './parse';
import type { Compiler, Evaluate, Run, Scope } from './program';
import { isFields, isList, kindOf, Optional, Unknown, type Value } from './values';

type Call = Extract<Node, { op: 'call' | 'rcall' }>;

/** `f(x)`, `x.f(y)` and `space.f(x)`. @throws NotEvaluable for a function that is not known */
export function compileCall(node: Call, scope: Scope | undefined, compiler: Compiler): Evaluate {
  const { name, parts } = calleeOf(node, scope, compiler);
  const args = parts.map((part) => compiler.compile(part, scope));
  if (name === '.or' || name === '.orValue') return compileOr(name, args);
  const overloads = FUNCTIONS.get(name)?.filter(({ parameters }) => parameters.length === args.length) ?? [];
  if (overloads.length === 0) {
    const place = name.startsWith('.') ? name.slice(1) : name;
    throw new NotEvaluable(`calls ${place}(), which is not known here`);
  }
  return (run) =>
    call(
      overloads,
      args.map((arg) => arg(run)),
      run,
    );
}

/** `sets.contains(a, b)` is a function, unless something is called `sets`. */
function calleeOf(node: Call, scope: Scope | undefined, compiler: Compiler): { name: string; parts: readonly Node[] } {
  if (node.op === 'call') return { name: node.args[0], parts: node.args[1] };
  const [name, receiver, args] = node.args;
  if (receiver.op === 'id' && !compiler.declares(receiver.args, scope)) {
    const spaced = `${receiver.args}.${name}`;
    if (FUNCTIONS.has(spaced)) return { name: spaced, parts: args };
  }
  return { name: `.${name}`, parts: [receiver, ...args] };
}

function call(overloads: readonly Overload[], args: readonly Value[], { meter }: Run): Value {
  meter.spend(args.reduce<number>((cost, arg) => cost + weight(arg), 1));
  const found = overloads.find(({ parameters }) =>
    parameters.every((parameter, index) => parameter === 'any' || parameter === kindOf(args[index] as Value)),
  );
  if (found === undefined) throw noOverload((overloads[0] as Overload).name.replace(/^\./, ''), args);
  const result = found.apply(args, meter);
  meter.spend(weight(result));
  return result;
}

/** What it costs to look at a value. */
function weight(value: Value): number {
  if (typeof value === 'string') return value.length / 16;
  if (isList(value)) return value.length;
  if (isFields(value)) return value.size;
  return value instanceof Uint8Array ? value.length / 16 : 0;
}

/** The alternative is only evaluated where there is no value. */
function compileOr(name: string, [of, alternative, ...others]: readonly Evaluate[]): Evaluate {
  if (of === undefined || alternative === undefined || others.length > 0) {
    throw new NotEvaluable(`gives ${name.slice(1)}() another number of arguments than one`);
  }
  return (run) => {
    const value = of(run);
    if (value instanceof Unknown) throw new UnknownValue(value.reason);
    if (!(value instanceof Optional)) throw noOverload(name.slice(1), [value]);
    if (value.value !== undefined) return name === '.or' ? value : value.value;
    const other = alternative(run);
    if (name === '.or' && !(other instanceof Optional)) throw new EvaluationError('no such overload: or()');
    return other;
  };
}
