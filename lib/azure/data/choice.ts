import type { Problems } from '../../core/errors';

/** Adds a problem where a value is none of a closed list; a program in JavaScript has no type checker. */
export function checkChoice(
  problems: Problems,
  found: { readonly property: string; readonly value: unknown; readonly what: string; readonly code: string },
  choices: readonly unknown[],
): boolean {
  if (choices.includes(found.value)) return true;
  problems.add({
    property: found.property,
    value: found.value,
    rule: `is not ${found.what}`,
    fix: `Write one of ${choices.map((choice) => (typeof choice === 'string' ? `'${choice}'` : String(choice))).join(', ')}`,
    code: found.code,
  });
  return false;
}

/** Adds a problem where a value is no whole number of a range. */
export function checkWhole(
  problems: Problems,
  found: { readonly property: string; readonly value: number; readonly code: string },
  [min, max]: readonly [number, number],
): void {
  if (Number.isInteger(found.value) && found.value >= min && found.value <= max) return;
  problems.add({
    property: found.property,
    value: found.value,
    rule: `is not a whole number from ${min} to ${max}`,
    fix: `Write ${min} to ${max}`,
    code: found.code,
  });
}
