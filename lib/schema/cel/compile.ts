import { compileCall } from './calls';
import { EvaluationError, NotEvaluable, UnknownValue } from './errors';
import { fieldOf, indexOf, optionalFieldOf, optionalIndexOf } from './access';
import { compileMacro } from './macros';
import { add, compare, divide, equal, memberOf, multiply, negate, remainder, subtract, truth } from './operators';
import { type Node, parse } from './parse';
import { type Compiler, type Evaluate, Program, type Run, type Scope } from './program';
import { type Key, kindOf, Type, Uint, Unknown, type Value } from './values';

/**
 * @param names what the expression may read: `self`, `object`, `request` …
 * @throws NotEvaluable where it is no expression, or asks for what there is not
 */
export function compile(text: string, names: readonly string[]): Program {
  try {
    const compiler = new TreeCompiler(new Set(names));
    const run = compiler.compile(parse(text), undefined);
    return new Program(text, compiler.mentioned, run);
  } catch (error) {
    if (error instanceof RangeError) throw new NotEvaluable('is nested too deeply');
    throw error;
  }
}

const TYPES: Readonly<Record<string, Type>> = Object.fromEntries(
  ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'null_type', 'type', 'optional_type'].map(
    (name) => [name, new Type(name)],
  ),
);

const WELL_KNOWN = ['google.protobuf.Timestamp', 'google.protobuf.Duration'];

type Binary = (left: Value, right: Value, meter: Run['meter']) => Value;

const BINARY: Readonly<Record<string, Binary>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': remainder,
  '==': equal,
  '!=': (left, right, meter) => !equal(left, right, meter),
  '<': (left, right) => compare(left, right) < 0,
  '<=': (left, right) => compare(left, right) <= 0,
  '>': (left, right) => compare(left, right) > 0,
  '>=': (left, right) => compare(left, right) >= 0,
  in: memberOf,
};

class TreeCompiler implements Compiler {
  readonly mentioned = new Set<string>();
  private slots = 0;

  constructor(private readonly names: ReadonlySet<string>) {}

  bind(name: string, outer: Scope | undefined): Scope {
    return { name, slot: this.slots++, outer };
  }

  declares(name: string, scope: Scope | undefined): boolean {
    return find(name, scope) !== undefined || this.names.has(name);
  }

  compile(node: Node, scope: Scope | undefined): Evaluate {
    switch (node.op) {
      case 'value':
        return constant(literal(node.args));
      case 'id':
        return this.name(node.args, scope);
      case '.':
      case '.?': {
        const [of, name] = node.args;
        const type = WELL_KNOWN.find(
          (known) => known.endsWith(`.${name}`) && isPath(of, known.slice(0, -name.length - 1)),
        );
        if (type !== undefined) return constant(new Type(type));
        const inner = this.compile(of, scope);
        const access = node.op === '.' ? fieldOf : optionalFieldOf;
        return (run) => access(inner(run), name);
      }
      case '[]':
      case '[?]': {
        const [of, key] = node.args.map((part) => this.compile(part, scope)) as [Evaluate, Evaluate];
        const access = node.op === '[]' ? indexOf : optionalIndexOf;
        return (run) => access(of(run), key(run));
      }
      case 'call':
      case 'rcall':
        return compileMacro(node, scope, this) ?? compileCall(node, scope, this);
      case 'list': {
        const items = node.args.map((item) => this.compile(item, scope));
        return (run) => items.map((item) => item(run));
      }
      case 'map':
        return this.map(node.args, scope);
      case '?:': {
        const [test, yes, no] = node.args.map((part) => this.compile(part, scope)) as [Evaluate, Evaluate, Evaluate];
        return (run) => (truth(test(run)) ? yes(run) : no(run));
      }
      case '&&':
      case '||':
        return this.logical(node.args, node.op === '||', scope);
      case '!_': {
        const inner = this.compile(node.args, scope);
        return (run) => !truth(inner(run));
      }
      case '-_': {
        const inner = this.compile(node.args, scope);
        return (run) => negate(inner(run));
      }
      default:
        return this.binary(node.op, node.args, scope);
    }
  }

  private name(name: string, scope: Scope | undefined): Evaluate {
    const local = find(name, scope);
    if (local) return (run) => run.locals[local.slot] as Value;
    if (this.names.has(name)) {
      this.mentioned.add(name);
      return (run) => rootOf(run, name);
    }
    const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    if (type) return constant(type);
    if (name === 'authorizer') throw new NotEvaluable("asks the API server's authorizer, who may do what");
    throw new NotEvaluable(`mentions '${name}', which there is not`);
  }

  private map(entries: readonly (readonly [Node, Node])[], scope: Scope | undefined): Evaluate {
    const pairs = entries.map(([key, value]) => [this.compile(key, scope), this.compile(value, scope)] as const);
    return (run) => {
      const map = new Map<Key, Value>();
      for (const [key, value] of pairs) map.set(toKey(key(run)), value(run));
      return map;
    };
  }

  private binary(op: string, operands: readonly [Node, Node], scope: Scope | undefined): Evaluate {
    const apply = BINARY[op];
    if (apply === undefined) throw new NotEvaluable(`uses '${op}', which is not known here`);
    const [left, right] = operands.map((part) => this.compile(part, scope)) as [Evaluate, Evaluate];
    return (run) => {
      run.meter.spend(1);
      return apply(left(run), right(run), run.meter);
    };
  }

  /** Either side may decide, whatever becomes of the other: `has(a.b) && …`, but also `1 / 0 == 1 || true`. */
  private logical(operands: readonly [Node, Node], decisive: boolean, scope: Scope | undefined): Evaluate {
    const [left, right] = operands.map((part) => this.compile(part, scope)) as [Evaluate, Evaluate];
    return (run) => {
      let failure: EvaluationError | undefined;
      try {
        if (truth(left(run)) === decisive) return decisive;
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        run.meter.spendOnFailure();
        failure = error;
      }
      try {
        if (truth(right(run)) === decisive) return decisive;
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        if (failure === undefined || error instanceof UnknownValue) throw error;
      }
      if (failure) throw failure;
      return !decisive;
    };
  }
}

/** Whether a node is the dotted name. */
function isPath(node: Node, dotted: string): boolean {
  if (node.op === 'id') return node.args === dotted;
  return (
    node.op === '.' &&
    dotted.endsWith(`.${node.args[1]}`) &&
    isPath(node.args[0], dotted.slice(0, -node.args[1].length - 1))
  );
}

function rootOf(run: Run, name: string): Value {
  const value = run.roots(name);
  if (value === undefined) throw new EvaluationError(`no such attribute: ${name}`);
  return value;
}

function find(name: string, scope: Scope | undefined): Scope | undefined {
  for (let at = scope; at !== undefined; at = at.outer) if (at.name === name) return at;
  return undefined;
}

function constant(value: Value): Evaluate {
  return () => value;
}

function literal(value: unknown): Value {
  const isUint = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
  return isUint ? new Uint(BigInt(String(value))) : (value as Value);
}

function toKey(value: Value): Key {
  if (value instanceof Uint) return value.amount;
  if (typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean') return value;
  if (value instanceof Unknown) throw new UnknownValue(value.reason);
  throw new EvaluationError(`unsupported key type: ${kindOf(value)}`);
}
