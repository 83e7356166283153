import { dump, JSON_SCHEMA, Type } from 'js-yaml';

/**
 * Plain scalars that some YAML 1.1 or 1.2 reader takes for something else than a string: booleans, nulls, octal, binary,
 * underscored and sexagesimal numbers, infinities, timestamps, merge and value keys. Source: the type repositories of
 * YAML 1.1 (yaml.org/type) and the core schema of YAML 1.2.2, section 10.3.
 */
const MISREAD = new RegExp(
  '^(?:' +
    [
      '~|null|Null|NULL',
      '(?:y|n|yes|no|on|off|true|false)', // any case, see the flag
      '[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+)',
      '[-+]?(?:[0-9][0-9_]*)(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?',
      '[-+]?(?:[0-9][0-9_,]*)?\\.?[0-9_]*(?:e[-+]?[0-9]+)?',
      '[-+]?\\.(?:inf|nan)',
      '\\d{4}-\\d\\d?-\\d\\d?(?:[Tt ].*)?',
      '=|<<',
    ].join('|') +
    ')$',
  'i',
);

const quoteMisread = new Type('tag:cdk-aks.dev,2026:quoted', {
  kind: 'scalar',
  // A value that is filled in later stays a string whatever it turns out to be.
  resolve: (data: unknown) => typeof data === 'string' && (MISREAD.test(data) || data.includes('${')),
  construct: (data: unknown) => data,
});
const SCHEMA = JSON_SCHEMA.extend({ implicit: [quoteMisread] });

/** Fields that tell a reader what a thing is come first; all others in alphabetical order. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'name', 'namespace'];
const RANK = new Map(FIRST.map((field, index) => [field, index]));

/** Orders the fields of one object for a reader, the same way whatever order they were set in. */
export function compareFields(a: string, b: string): number {
  const rankA = RANK.get(a) ?? FIRST.length;
  const rankB = RANK.get(b) ?? FIRST.length;
  if (rankA !== rankB) return rankA - rankB;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One YAML document of JSON-like data. Fields are printed in the order they have. */
export function printYaml(value: unknown): string {
  return dump(value, { schema: SCHEMA, lineWidth: -1, noRefs: true, quotingType: '"' });
}

/** Several objects in one file, each with its `---`. */
export function printYamlDocuments(values: readonly unknown[]): string {
  return values.map((value) => `---\n${printYaml(value)}`).join('');
}
