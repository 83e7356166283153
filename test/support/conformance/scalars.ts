import type { ScalarForm } from './grammar';
import { didYouMean, type Report, typeName } from './problem';

const INT32: readonly [number, number] = [-(2 ** 31), 2 ** 31 - 1];

/** The text of a Kubernetes quantity: `500m`, `1.5Gi`, `2e3`. */
const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What a scalar must be, as the end of "must be". */
const EXPECTED: Readonly<Record<ScalarForm['type'], string>> = {
  string: 'a string',
  boolean: 'true or false',
  number: 'a number',
  int32: 'a whole number of 32 bits',
  int64: 'a whole number',
  byte: 'base64 text',
  'date-time': 'an RFC 3339 time such as 2026-08-01T00:00:00Z',
  quantity: 'a quantity such as 500m or 2Gi',
  'int-or-string': 'a whole number or a string',
  any: 'anything',
};

export function checkScalar(value: unknown, form: ScalarForm, at: string, report: Report): void {
  if (!isOfType(value, form.type)) {
    report.add(at, 'schema/type', `is ${typeName(value)} but must be ${EXPECTED[form.type]}`);
    return;
  }
  if (form.enum && !form.enum.includes(value as string)) {
    const hint = typeof value === 'string' ? didYouMean(value, form.enum.map(String)) : '';
    report.add(at, 'schema/enum', `is ${JSON.stringify(value)} but must be one of ${form.enum.join(', ')}${hint}`);
  }
  if (typeof value === 'number') checkRange(value, form, at, report);
  if (typeof value === 'string') checkText(value, form, at, report);
}

function isOfType(value: unknown, type: ScalarForm['type']): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'int32':
      return Number.isInteger(value) && (value as number) >= INT32[0] && (value as number) <= INT32[1];
    case 'int64':
      return Number.isInteger(value);
    case 'byte':
      return typeof value === 'string' && BASE64.test(value.replace(/[\r\n]/g, ''));
    case 'date-time':
      return typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value));
    case 'quantity':
      return (
        (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && QUANTITY.test(value))
      );
    case 'int-or-string':
      return typeof value === 'string' || Number.isInteger(value);
  }
}

function checkRange(
  value: number,
  { min, max, exclusiveMin, exclusiveMax }: ScalarForm,
  at: string,
  report: Report,
): void {
  if (min !== undefined && (exclusiveMin ? value <= min : value < min)) {
    report.add(at, 'schema/range', `is ${value} but must be ${exclusiveMin ? 'above' : 'at least'} ${min}`);
  }
  if (max !== undefined && (exclusiveMax ? value >= max : value > max)) {
    report.add(at, 'schema/range', `is ${value} but must be ${exclusiveMax ? 'below' : 'at most'} ${max}`);
  }
}

function checkText(value: string, { minLength, maxLength, pattern }: ScalarForm, at: string, report: Report): void {
  const length = [...value].length;
  if (minLength !== undefined && length < minLength) {
    report.add(at, 'schema/length', `has ${length} characters but needs ${minLength}`);
  }
  if (maxLength !== undefined && length > maxLength) {
    report.add(at, 'schema/length', `has ${length} characters but may have ${maxLength}`);
  }
  if (pattern !== undefined && !compile(pattern).test(value)) {
    report.add(at, 'schema/pattern', `is ${JSON.stringify(value)} but must match ${pattern}`);
  }
}

const compiled = new Map<string, RegExp>();

/** The API server's patterns are RE2, where `(?i)` may stand inside; JavaScript has a flag for the whole. */
function compile(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const flags = pattern.includes('(?i)') ? 'i' : '';
    compiled.set(pattern, (expression = new RegExp(pattern.replace('(?i)', ''), flags)));
  }
  return expression;
}
