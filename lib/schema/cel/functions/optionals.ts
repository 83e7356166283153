import { EvaluationError } from '../errors';
import { fn, member } from '../overloads';
import { Duration, isFields, isList, Optional, Uint, type Value } from '../values';

/** Optional values, since Kubernetes 1.29. */
export const OPTIONALS = [
  fn('optional.none', [], () => Optional.none),
  fn('optional.of', ['any'], (value) => new Optional(value)),
  fn('optional.ofNonZeroValue', ['any'], (value) => (isZero(value) ? Optional.none : new Optional(value))),
  member('hasValue', ['optional_type'], ({ value }) => value !== undefined),
  member('value', ['optional_type'], ({ value }) => {
    if (value === undefined) throw new EvaluationError('optional.none() dereference');
    return value;
  }),
  fn('optional.unwrap', ['list'], (list) => present(list)),
  member('unwrapOpt', ['list'], (list) => present(list)),
  member('first', ['list'], (list) => (list.length === 0 ? Optional.none : new Optional(list[0]))),
  member('last', ['list'], (list) => (list.length === 0 ? Optional.none : new Optional(list.at(-1)))),
];

function present(list: readonly Value[]): readonly Value[] {
  return list.flatMap((item) => (item instanceof Optional && item.value !== undefined ? [item.value] : []));
}

function isZero(value: Value): boolean {
  if (value === null || value === false || value === '' || value === 0 || value === 0n) return true;
  if (isList(value)) return value.length === 0;
  if (isFields(value)) return value.size === 0;
  if (value instanceof Uint) return value.amount === 0n;
  if (value instanceof Duration) return value.nanos === 0n;
  return value instanceof Uint8Array && value.length === 0;
}
