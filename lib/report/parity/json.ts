import type { Difference } from '../../analysis/parity/difference';
import { countDeclared, type ParityReport, printObject } from './verdict';

/** The fields that programs may rely on, in this order. With `all`, what is declared is listed too. */
export function parityJson(report: ParityReport, all: boolean): object {
  const { differences, declared, labels, notes } = report;
  return {
    environments: { a: labels[0], b: labels[1] },
    differences: differences.map((one) => ({ ...fieldsOf(one), accepted: one.reason ?? null })),
    declared: countDeclared(report),
    ...(all ? { declaredDifferences: declared.map((one) => ({ ...fieldsOf(one), category: one.category })) } : {}),
    notes,
  };
}

function fieldsOf(difference: Difference): object {
  const { object, objectB, attribute, item, a, b, kind, spotA, spotB } = difference;
  return {
    object: printObject(difference),
    ...(objectB === object ? {} : { objectB }),
    attribute,
    ...(item === undefined ? {} : { item }),
    a,
    b,
    kind,
    fileA: spotA?.file ?? null,
    lineA: spotA?.line ?? null,
    fileB: spotB?.file ?? null,
    lineB: spotB?.line ?? null,
  };
}
