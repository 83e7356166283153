import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Source } from '../../artifact/read/model';
import type { Difference, FieldDifference, Spot } from './difference';

/** One of the two things that are compared, with the files it stands in. */
export interface Told {
  readonly id: string;
  readonly artifacts: Artifacts;
  readonly source: Source;
  readonly path: string | undefined;
}

/** How fields and values are told. */
export interface Wording {
  readonly format: (path: FieldPath) => string;
  readonly print: (value: unknown, path: FieldPath, item: string | undefined) => unknown;
}

/** The differences of two things that are paired, with their places in the files. */
export function tellFields(
  a: Told,
  b: Told,
  fields: readonly FieldDifference[],
  { format, print }: Wording,
): readonly Difference[] {
  return fields.map(({ at, a: left, b: right, item, category }) => ({
    object: a.id,
    objectB: b.id,
    attribute: format(left === undefined ? at[1] : at[0]),
    item,
    kind: left === undefined || right === undefined ? 'missing' : 'differs',
    a: left === undefined ? null : print(left, at[0], item),
    b: right === undefined ? null : print(right, at[1], item),
    spotA: spotOf(a, at[0]),
    spotB: spotOf(b, at[1]),
    category,
    pathA: a.path,
    pathB: b.path,
  }));
}

/** A thing that only one environment has. */
export function tellMissing(side: 'a' | 'b', one: Told, what: unknown = one.id): Difference {
  const [isA, spot] = [side === 'a', spotOf(one, [])];
  return {
    object: one.id,
    objectB: one.id,
    attribute: '',
    item: undefined,
    kind: 'missing',
    a: isA ? what : null,
    b: isA ? null : what,
    spotA: isA ? spot : undefined,
    spotB: isA ? undefined : spot,
    category: undefined,
    pathA: isA ? one.path : undefined,
    pathB: isA ? undefined : one.path,
  };
}

function spotOf({ artifacts, source }: Told, field: FieldPath): Spot {
  const { file, line } = artifacts.position(source, field);
  return { file, line };
}
