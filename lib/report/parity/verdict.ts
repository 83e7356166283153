import { CATEGORIES, type Category, type Difference } from '../../analysis/parity/difference';
import { type Acknowledgement, acknowledgementOf } from '../../artifact/acknowledgement';
import { statedIn } from '../../artifact/acknowledgements';
import type { Artifacts } from '../../artifact/read/artifacts';

/** Id under which a program accepts that a construct differs between environments. */
export const PARITY_RULE = 'parity/differs';

/** A difference that is not declared, and why somebody accepts it. */
export interface JudgedDifference extends Difference {
  /** Undefined where nobody did. */
  readonly reason: string | undefined;
}

/** What a report of two environments tells. */
export interface ParityReport {
  /** How the two sides are called. */
  readonly labels: readonly [a: string, b: string];
  readonly differences: readonly JudgedDifference[];
  /** Differences that the environments are declared to have. */
  readonly declared: readonly Difference[];
  readonly notes: readonly string[];
}

/**
 * Parts what should be the same from what is declared, and finds who accepts what. Either environment may.
 *
 * @param configured what a config file accepts
 */
export function judgeParity(
  differences: readonly Difference[],
  [a, b]: readonly [Artifacts, Artifacts],
  configured: readonly Acknowledgement[] = [],
): Pick<ParityReport, 'differences' | 'declared'> {
  const ofA: Stated = [...statedIn(a).all, ...configured];
  const ofB: Stated = [...statedIn(b).all, ...configured];
  return {
    differences: differences
      .filter(({ category }) => category === undefined)
      .map((one) => ({ ...one, reason: reasonOf(one, 'a', ofA) ?? reasonOf(one, 'b', ofB) })),
    declared: differences.filter(({ category }) => category !== undefined),
  };
}

type Stated = readonly Acknowledgement[];

/** An object as it is told: `azurerm_subnet.nodes`, with its stack or cluster in front where several have it. */
export function printObject({ object, place }: Difference): string {
  return place === undefined ? object : `${place}/${object}`;
}

/** How many differences of each kind are declared. */
export function countDeclared({ declared }: Pick<ParityReport, 'declared'>): Readonly<Record<Category, number>> {
  const count = (category: Category): number => declared.filter((one) => one.category === category).length;
  return Object.fromEntries(CATEGORIES.map((category) => [category, count(category)])) as Record<Category, number>;
}

function reasonOf(difference: Difference, side: 'a' | 'b', stated: Stated): string | undefined {
  const { object, objectB, pathA, pathB, spotA, spotB } = difference;
  const [name, path, spot] = side === 'a' ? [object, pathA, spotA] : [objectB, pathB, spotB];
  const finding = { rule: PARITY_RULE, path, file: spot?.file ?? '' };
  const names = [name, printObject(difference)];
  return names.flatMap((one) => acknowledgementOf({ ...finding, object: one }, stated) ?? [])[0]?.reason;
}
