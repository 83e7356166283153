import { bounded, evaluate, type Scope, stepInto } from './expression/evaluate';
import { MOST_INSTANCES } from './limits';
import type { Body, TerraformInstance } from './model';
import { known, unknown, type Unknown, type Value } from './values';

type Arguments = Readonly<Record<string, Value>>;

/** The arguments of a block: expressions evaluated, dynamic blocks written out, metadata left out. */
export function argumentsOf(body: Body, scope: Scope): Arguments {
  const result: [string, Value][] = [];
  for (const [name, written] of Object.entries(body)) {
    if (name === '//' || (name === 'dynamic' && isDynamic(written))) continue;
    result.push([name, valueOf(written, scope)]);
  }
  const { dynamic } = body;
  if (isDynamic(dynamic)) {
    for (const [name, definitions] of Object.entries(dynamic)) {
      const index = result.findIndex(([other]) => other === name);
      const written = index < 0 ? [] : (result.splice(index, 1)[0] as [string, Value])[1];
      result.push([name, joinBlocks(written, generated(name, definitions, scope))]);
    }
  }
  return Object.freeze(Object.fromEntries(result));
}

/**
 * One set of arguments for each value of `count` or `for_each`; unknown where these are.
 * @param most so many at most; more are unknown
 */
export function instancesOf(body: Body, scope: Scope, most = MOST_INSTANCES): readonly TerraformInstance[] | Unknown {
  if (isSet(body.for_each)) {
    const pairs = pairsOf(known(evaluate(body.for_each, scope)));
    if (pairs === unknown || pairs.length > most) return unknown;
    return pairs.map(([key, value]) => ({
      key: String(key),
      arguments: argumentsOf(body, withName(scope, 'each', { key, value })),
    }));
  }
  if (isSet(body.count)) {
    const written = known(evaluate(body.count, scope));
    const count = typeof written === 'string' || typeof written === 'number' ? Number(written) : -1;
    if (!Number.isInteger(count) || count < 0 || count > most) return unknown;
    return Array.from({ length: count }, (_, index) => ({
      key: index,
      arguments: argumentsOf(body, withName(scope, 'count', { index })),
    }));
  }
  return [{ key: undefined, arguments: argumentsOf(body, scope) }];
}

export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function valueOf(written: unknown, scope: Scope): Value {
  if (Array.isArray(written)) return bounded(written.map((item) => valueOf(item, scope)));
  if (typeof written === 'object' && written !== null) return bounded(argumentsOf(written as Body, scope));
  return evaluate(written, scope);
}

function isDynamic(value: unknown): value is Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((definition) =>
    [definition].flat().every((item: unknown) => typeof item === 'object' && item !== null && 'for_each' in item),
  );
}

/** The blocks that dynamic definitions of one name come to. */
function generated(name: string, definitions: unknown, scope: Scope): Value {
  const blocks: Value[] = [];
  for (const definition of [definitions].flat() as readonly Body[]) {
    const pairs = pairsOf(known(evaluate(definition.for_each, scope)));
    if (pairs === unknown) return unknown;
    const iterator = typeof definition.iterator === 'string' ? definition.iterator : name;
    const content = [definition.content].flat()[0] as unknown;
    for (const [key, value] of pairs) blocks.push(valueOf(content ?? {}, withName(scope, iterator, { key, value })));
  }
  return blocks;
}

function joinBlocks(written: Value, more: Value): Value {
  if (written === unknown || more === unknown) return unknown;
  return bounded([...([written].flat() as Value[]), ...([more].flat() as Value[])]);
}

/** Keys and values of a map, or the texts of a set, each its own key. */
function pairsOf(value: Value | undefined): readonly (readonly [Value, Value])[] | Unknown {
  if (typeof value !== 'object' || value === null) return unknown;
  if (Object.keys(value).length > MOST_INSTANCES) return unknown;
  if (!Array.isArray(value)) return Object.entries(value);
  const items = (value as readonly Value[]).map(known) as Value[];
  return items.every((item) => typeof item === 'string') ? items.map((item) => [item, item] as const) : unknown;
}

function withName(scope: Scope, name: string, fields: Readonly<Record<string, Value>>): Scope {
  return {
    resolve(root, steps) {
      return root === name ? stepInto(fields, steps) : scope.resolve(root, steps);
    },
  };
}
