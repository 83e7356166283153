import { withoutQuotes } from '../../artifact/read/yaml-scalars';
import { isPlaceholder, printed, type Report, typeName } from '../report';
import { didYouMean, meantName } from '../suggest';
import type { ScalarForm } from './grammar';
import { matches } from './patterns';

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

export function checkScalar(value: unknown, form: ScalarForm, report: Report): void {
  if (isPlaceholder(value)) {
    if (form.type === 'string' || form.type === 'any') return;
    report.add('schema/type', `is the placeholder ${printed(value)}, which must be filled in before it is applied`, {
      severity: 'warning',
      fix: 'Check what it comes to',
    });
    return;
  }
  if (!isOfType(value, form.type)) {
    report.add('schema/type', `is ${typeName(value)} but must be ${EXPECTED[form.type]}`, {
      fix: fixOfType(value, form.type),
    });
    return;
  }
  if (form.enum && !form.enum.includes(value as string)) {
    const names = form.enum.map(String);
    const hint = typeof value === 'string' ? didYouMean(value, names) : '';
    const meant = typeof value === 'string' ? meantName(value, names) : undefined;
    report.add('schema/enum', `is ${printed(value)} but must be one of ${form.enum.join(', ')}${hint}`, {
      ...(meant !== undefined && { fix: `Write ${meant}` }),
    });
  }
  if (typeof value === 'number') checkRange(value, form, report);
  if (typeof value === 'string') checkText(value, form, report);
}

function fixOfType(value: unknown, type: ScalarForm['type']): string {
  if (type === 'string' && (typeof value === 'boolean' || typeof value === 'number')) {
    return `Put it in quotes: YAML reads ${typeof value === 'boolean' ? 'yes, no, on, off, true and false' : 'it'} as a ${typeof value}`;
  }
  if (typeof value === 'string' && type !== 'string' && isOfType(withoutQuotes(value), type))
    return 'Remove the quotes';
  return `Write ${EXPECTED[type]}`;
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

function checkRange(value: number, { min, max, exclusiveMin, exclusiveMax }: ScalarForm, report: Report): void {
  if (min !== undefined && (exclusiveMin ? value <= min : value < min)) {
    report.add('schema/range', `is ${value} but must be ${exclusiveMin ? 'above' : 'at least'} ${min}`);
  }
  if (max !== undefined && (exclusiveMax ? value >= max : value > max)) {
    report.add('schema/range', `is ${value} but must be ${exclusiveMax ? 'below' : 'at most'} ${max}`);
  }
}

function checkText(value: string, { minLength, maxLength, pattern, foreign }: ScalarForm, report: Report): void {
  if (minLength !== undefined || maxLength !== undefined) checkLength([...value].length, minLength, maxLength, report);
  if (pattern !== undefined && matches(pattern, value, foreign === true) === false) {
    report.add('schema/pattern', `is ${printed(value)} but must match ${pattern}`);
  }
}

function checkLength(length: number, min = 0, max = Infinity, report: Report): void {
  if (length < min) report.add('schema/length', `has ${length} characters but needs ${min}`);
  if (length > max) report.add('schema/length', `has ${length} characters but may have ${max}`);
}
