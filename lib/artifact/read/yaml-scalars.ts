import { FAILSAFE_SCHEMA, load, Type } from 'js-yaml';

/*
 * Plain scalars as Kubernetes reads them. Its tools turn YAML into JSON with the rules of YAML 1.1 as Go's yaml.v2 has
 * them: `yes` and `on` are true, `0777` is octal, `1_000` a number; a date stays text, and so does `1:30`.
 * Source: sigs.k8s.io/yaml, goyaml.v2, resolve.go.
 */

const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);

const INTEGER = /^[+-]?(?:0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|0|[1-9]\d*)$/;
const FLOAT = /^[+-]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][+-]?\d+)?$/;
const STARTS_LIKE_NUMBER = /^[+-]?\.?\d/;

const nullType = new Type('tag:yaml.org,2002:null', {
  kind: 'scalar',
  resolve: (data: unknown) => data === null || NULL.has(data as string),
  construct: () => null,
});

const boolType = new Type('tag:yaml.org,2002:bool', {
  kind: 'scalar',
  resolve: (data: unknown) => typeof data === 'string' && data.length <= 5 && (TRUE.has(data) || FALSE.has(data)),
  construct: (data: string) => TRUE.has(data),
});

const intType = new Type('tag:yaml.org,2002:int', {
  kind: 'scalar',
  resolve: (data: unknown) => typeof data === 'string' && isLikeNumber(data) && INTEGER.test(withoutUnderscores(data)),
  construct: (data: string) => toInteger(withoutUnderscores(data)),
});

const floatType = new Type('tag:yaml.org,2002:float', {
  kind: 'scalar',
  resolve: (data: unknown) => typeof data === 'string' && isLikeNumber(data) && FLOAT.test(withoutUnderscores(data)),
  construct: (data: string) => Number(withoutUnderscores(data)),
});

const mergeType = new Type('tag:yaml.org,2002:merge', {
  kind: 'scalar',
  resolve: (data: unknown) => data === '<<',
});

/** Binary data is text of JSON, as it is written. */
const binaryType = new Type('tag:yaml.org,2002:binary', {
  kind: 'scalar',
  construct: (data: string) => data,
});

export const KUBERNETES_SCALARS = FAILSAFE_SCHEMA.extend({
  implicit: [nullType, boolType, intType, floatType, mergeType],
  explicit: [binaryType],
});

/** What a text would be without quotes; the text itself where YAML can't read it so. */
export function withoutQuotes(text: string): unknown {
  try {
    return load(text, { schema: KUBERNETES_SCALARS });
  } catch {
    return text;
  }
}

function isLikeNumber(data: string): boolean {
  return STARTS_LIKE_NUMBER.test(data);
}

function withoutUnderscores(data: string): string {
  return data.includes('_') ? data.replaceAll('_', '') : data;
}

function toInteger(data: string): number {
  const sign = data.startsWith('-') ? -1 : 1;
  const digits = data.replace(/^[+-]/, '');
  const octal = /^0[oO]?([0-7]+)$/.exec(digits);
  return sign * (octal ? Number.parseInt(octal[1] as string, 8) : Number(digits));
}
