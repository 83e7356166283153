import type { Problems } from '../../core/errors';

/** What the API server takes as a number of pods. */
const MOST_REPLICAS = 2 ** 31 - 1;

export interface ReplicaRange {
  readonly min: number;
  readonly max: number;
}

/** Collects what is wrong with a range of replicas; true where nothing is. */
export function checkRange(problems: Problems, { min, max }: ReplicaRange): boolean {
  const whole = [checkCount(problems, 'min', min, 0), checkCount(problems, 'max', max, 1)].every(Boolean);
  if (!whole || min <= max) return whole;
  problems.add({
    property: 'min',
    value: min,
    rule: `is above 'max' (${max})`,
    fix: 'Raise max or lower min',
    code: 'scale/range',
  });
  return false;
}

/** Collects what is wrong with a number of pods; true where nothing is. */
export function checkCount(problems: Problems, property: string, value: number, least: number): boolean {
  if (Number.isSafeInteger(value) && value >= least && value <= MOST_REPLICAS) return true;
  problems.add({
    property,
    value: String(value),
    rule: `is not a whole number from ${least}`,
    fix: least > 0 ? 'Write at least 1' : 'Write 0 or more',
    code: 'scale/count',
  });
  return false;
}
