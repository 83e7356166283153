import type { Problems } from '../../core/errors';

/** Nodes that the autoscaler keeps between two bounds, both reached. */
export interface AutoscaledNodes {
  /** From 0 (a user pool) or 2 (a system pool) to `max`. */
  readonly min: number;
  /** Up to 1,000. Azure: "Quotas, virtual machine size restrictions, and region availability in AKS". */
  readonly max: number;
}

/** Nodes that nobody but a person changes. */
export interface FixedNodes {
  /** From 0 (a user pool) or 2 (a system pool) to 1,000. */
  readonly count: number;
}

/** How many nodes a pool has: bounds for the autoscaler, or a fixed count, never both. */
export type NodeScale = AutoscaledNodes | FixedNodes;

export interface ResolvedScale {
  readonly min: number;
  readonly max: number;
  readonly autoscaled: boolean;
}

/** Nodes of one pool at the most, surge included. Azure: "Quotas, virtual machine size restrictions, and region availability in AKS". */
export const MOST_NODES_OF_A_POOL = 1000;

/** Checks a scale and reads it as bounds; a fixed count is both bounds. */
export function resolveScale(scale: NodeScale, problems: Problems, property = 'scale'): ResolvedScale {
  const given = scale as Partial<AutoscaledNodes & FixedNodes>;
  const fixed = given.count !== undefined;
  if (fixed && (given.min !== undefined || given.max !== undefined)) {
    problems.add({
      property: `${property}.count`,
      value: given.count,
      rule: "is a fixed count, and 'min' and 'max' ask for the autoscaler",
      fix: 'Keep { count } or { min, max }',
      code: 'pool/scale-both',
    });
  } else if (!fixed && (given.min === undefined || given.max === undefined)) {
    problems.add({
      property,
      value: given,
      rule: 'says neither how many nodes there are nor between which bounds',
      fix: 'Write { count: 3 } or { min: 3, max: 6 }',
      code: 'pool/scale-missing',
    });
  }
  const min = given.count ?? given.min ?? 0;
  const max = given.count ?? given.max ?? min;
  for (const [name, value] of Object.entries(given)) checkCount(`${property}.${name}`, value, problems);
  if (min > max) {
    problems.add({
      property: `${property}.max`,
      value: max,
      rule: `is below '${property}.min' (${min})`,
      fix: 'Raise max or lower min',
      code: 'pool/scale-range',
    });
  }
  return { min, max, autoscaled: !fixed };
}

/** POOL03. */
function checkCount(property: string, value: number, problems: Problems): void {
  if (Number.isInteger(value) && value >= 0 && value <= MOST_NODES_OF_A_POOL) return;
  problems.add({
    property,
    value,
    rule: `is not a whole number of nodes from 0 to ${MOST_NODES_OF_A_POOL}`,
    fix: 'Write a whole number in that range, or spread the nodes over more pools',
    code: 'pool/scale-count',
  });
}

/**
 * The bounds of each of the pools that make up one logical pool: totals split evenly, what is left over goes to the first.
 * `splitScale({ min: 4, max: 30 }, 3)` is 2-10, 1-10, 1-10.
 */
export function splitScale(scale: ResolvedScale, parts: number): readonly ResolvedScale[] {
  const share = (total: number, index: number) => Math.floor(total / parts) + (index < total % parts ? 1 : 0);
  return Array.from({ length: parts }, (_, index) => ({
    ...scale,
    min: share(scale.min, index),
    max: share(scale.max, index),
  }));
}
