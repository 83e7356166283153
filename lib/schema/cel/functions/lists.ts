import { EvaluationError, type Meter } from '../errors';
import { add, compare, equal, memberOf } from '../operators';
import { fn, member } from '../overloads';
import { isList, type List, type Value } from '../values';

/** Kubernetes' own functions of lists, those of the language's extension (since 1.34), and sets (since 1.30). */
export const LISTS = [
  member('isSorted', ['list'], (list) =>
    list.every((item, index) => index === 0 || compare(list[index - 1] as Value, item) <= 0),
  ),
  member('sum', ['list'], (list, meter) => {
    const [first, ...rest] = list;
    return first === undefined ? 0n : rest.reduce<Value>((total, item) => add(total, item, meter), first);
  }),
  member('min', ['list'], (list) => extreme('min', list, (order) => order < 0)),
  member('max', ['list'], (list) => extreme('max', list, (order) => order > 0)),
  member('indexOf', ['list', 'any'], (list, item, meter) => BigInt(list.findIndex((one) => equal(one, item, meter)))),
  member('lastIndexOf', ['list', 'any'], (list, item, meter) =>
    BigInt(list.findLastIndex((one) => equal(one, item, meter))),
  ),

  member('slice', ['list', 'int', 'int'], slice),
  member('flatten', ['list'], (list, meter) => flatten(list, 1n, meter)),
  member('flatten', ['list', 'int'], (list, depth, meter) => {
    if (depth < 0n) throw new EvaluationError('level must be non-negative');
    return flatten(list, depth, meter);
  }),
  member('sort', ['list'], (list) => [...list].sort(compare)),
  member('reverse', ['list'], (list) => [...list].reverse()),
  member('distinct', ['list'], distinct),
  fn('lists.range', ['int'], (count, meter) => {
    meter.spend(Number(count));
    return Array.from({ length: Math.max(0, Number(count)) }, (_, index) => BigInt(index));
  }),

  fn('sets.contains', ['list', 'list'], (list, others, meter) => others.every((item) => memberOf(item, list, meter))),
  fn('sets.intersects', ['list', 'list'], (list, others, meter) => others.some((item) => memberOf(item, list, meter))),
  fn('sets.equivalent', ['list', 'list'], (list, others, meter) => {
    const holdsAll = (one: List, other: List): boolean => other.every((item) => memberOf(item, one, meter));
    return holdsAll(list, others) && holdsAll(others, list);
  }),
];

function extreme(name: string, list: List, isBetter: (order: number) => boolean): Value {
  const [first, ...rest] = list;
  if (first === undefined) throw new EvaluationError(`${name} called on empty list`);
  return rest.reduce((best, item) => (isBetter(compare(item, best)) ? item : best), first);
}

function slice(list: List, start: bigint, end: bigint): List {
  if (start < 0n || end < 0n)
    throw new EvaluationError(`cannot slice(${start}, ${end}), negative indexes not supported`);
  if (start > end)
    throw new EvaluationError(`cannot slice(${start}, ${end}), start index must be less than or equal to end index`);
  if (end > BigInt(list.length))
    throw new EvaluationError(`cannot slice(${start}, ${end}), list is length ${list.length}`);
  return list.slice(Number(start), Number(end));
}

function flatten(list: List, depth: bigint, meter: Meter): List {
  meter.spend(list.length);
  if (depth === 0n) return list;
  return list.flatMap((item) => (isList(item) ? flatten(item, depth - 1n, meter) : [item]));
}

function distinct(list: List, meter: Meter): List {
  const kept: Value[] = [];
  for (const item of list) if (!memberOf(item, kept, meter)) kept.push(item);
  return kept;
}
