import { isIP } from 'node:net';
import { isObject, isPlaceholder, type Report } from '../report';
import { matches } from './patterns';

/**
 * What a structural schema says of a value besides its type, as a CustomResourceDefinition writes it: `oneOf`, `anyOf`,
 * `allOf`, `not`, and in them `properties`, `required`, `enum`, `format` and limits.
 */
export type Condition = Readonly<Record<string, unknown>>;

/** Levels of conditions in conditions that are followed. */
const DEEPEST = 20;

/** The parts of a schema that make such a condition; undefined where it has none. */
export function conditionOf(schema: Record<string, unknown>, left: readonly string[] = []): Condition | undefined {
  const names = ['oneOf', 'anyOf', 'allOf', 'not', 'format'].filter(
    (name) => schema[name] !== undefined && !left.includes(name) && (name !== 'format' || isKnownFormat(schema.format)),
  );
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, schema[name]]));
}

/** Reports what of a condition a value certainly does not meet. */
export function checkCondition(value: unknown, condition: Condition, report: Report): void {
  for (const [keyword, wanted] of Object.entries(condition)) {
    if (keyword === 'allOf') {
      for (const part of conditionsIn(wanted)) checkCondition(value, part, report);
    } else if (meets(value, keyword, wanted, condition, 0) === false) {
      report.add(...told(value, keyword, wanted));
    }
  }
}

function told(value: unknown, keyword: string, wanted: unknown): Parameters<Report['add']> {
  if (keyword !== 'oneOf' && keyword !== 'anyOf') {
    const fix = { fix: 'Write something that fits' };
    if (keyword === 'not' && isObject(wanted))
      return ['schema/format', `fits what it must not: ${describe(wanted)}`, fix];
    return ['schema/format', `must be ${describe({ [keyword]: wanted })}`, fix];
  }
  const conditions = conditionsIn(wanted);
  const isMet = conditions.some((one) => holds(value, one, 0) === true);
  const message = `fits ${isMet ? 'more than one' : 'none'} of: ${conditions.map(describe).join('; or ')}`;
  return [keyword === 'oneOf' ? 'schema/one-of' : 'schema/any-of', message, { fix: 'Make it fit one of them' }];
}

/** Undefined where it can't be told. */
function holds(value: unknown, condition: Condition, depth: number): boolean | undefined {
  if (depth > DEEPEST) return undefined;
  return all(Object.entries(condition), ([keyword, wanted]) => meets(value, keyword, wanted, condition, depth));
}

function meets(
  value: unknown,
  keyword: string,
  wanted: unknown,
  condition: Condition,
  depth: number,
): boolean | undefined {
  switch (keyword) {
    case 'allOf':
      return all(conditionsIn(wanted), (one) => holds(value, one, depth + 1));
    case 'anyOf':
      return negated(all(conditionsIn(wanted), (one) => negated(holds(value, one, depth + 1))));
    case 'oneOf':
      return isOne(conditionsIn(wanted).map((one) => holds(value, one, depth + 1)));
    case 'not':
      return isObject(wanted) ? negated(holds(value, wanted, depth + 1)) : undefined;
    case 'properties':
      if (!isObject(wanted) || !isObject(value)) return true;
      return all(Object.entries(wanted), ([name, one]) => {
        const field = Object.hasOwn(value, name) ? value[name] : undefined;
        return field === undefined || field === null || (isObject(one) ? holds(field, one, depth + 1) : undefined);
      });
    case 'required':
      return !isObject(value) || !Array.isArray(wanted) || wanted.every((name) => Object.hasOwn(value, String(name)));
    case 'description':
      return true;
    default:
      return typeof value === 'string'
        ? textMeets(value, keyword, wanted)
        : scalarMeets(value, keyword, wanted, condition);
  }
}

function textMeets(text: string, keyword: string, wanted: unknown): boolean | undefined {
  if (isPlaceholder(text)) return undefined;
  switch (keyword) {
    case 'enum':
      return Array.isArray(wanted) ? wanted.includes(text) : undefined;
    case 'pattern':
      return typeof wanted === 'string' ? matches(wanted, text, true) : undefined;
    case 'minLength':
      return [...text].length >= Number(wanted);
    case 'maxLength':
      return [...text].length <= Number(wanted);
    case 'format':
      // As the API server's `net.ParseIP` has it: an IPv4 address in the words of IPv6 is both.
      if (wanted === 'ipv4') return isIP(text) !== 0 && text.includes('.');
      return wanted === 'ipv6' ? isIP(text) === 6 && !text.includes('%') : undefined;
    default:
      return undefined;
  }
}

function scalarMeets(value: unknown, keyword: string, wanted: unknown, condition: Condition): boolean | undefined {
  if (keyword === 'enum' && Array.isArray(wanted) && !isObject(value) && !Array.isArray(value)) {
    return wanted.includes(value);
  }
  if (typeof value !== 'number') return undefined;
  if (keyword === 'minimum')
    return condition.exclusiveMinimum === true ? value > Number(wanted) : value >= Number(wanted);
  if (keyword === 'maximum')
    return condition.exclusiveMaximum === true ? value < Number(wanted) : value <= Number(wanted);
  return /^exclusiveM(in|ax)imum$/.test(keyword) ? true : undefined;
}

function isKnownFormat(format: unknown): boolean {
  return format === 'ipv4' || format === 'ipv6';
}

function conditionsIn(wanted: unknown): readonly Condition[] {
  return Array.isArray(wanted) ? wanted.filter(isObject) : [];
}

function all<T>(items: readonly T[], holds: (item: T) => boolean | undefined): boolean | undefined {
  const answers = items.map(holds);
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function negated(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function isOne(answers: readonly (boolean | undefined)[]): boolean | undefined {
  const met = answers.filter((answer) => answer === true).length;
  if (met > 1) return false;
  return answers.includes(undefined) ? undefined : met === 1;
}

/** A condition in words: `type IPAddress and value of format ipv4 or ipv6`. */
function describe(condition: Condition): string {
  const parts = Object.entries(condition).flatMap(([keyword, wanted]): string | readonly string[] => {
    const inner = conditionsIn(wanted).map(describe);
    switch (keyword) {
      case 'properties':
        return Object.entries(isObject(wanted) ? wanted : {}).map(([name, one]) =>
          isObject(one) ? `${name} ${describe(one)}` : name,
        );
      case 'required':
        return Array.isArray(wanted) ? `has ${wanted.join(' and ')}` : [];
      case 'enum':
        return Array.isArray(wanted) ? wanted.join(' or ') : [];
      case 'anyOf':
      case 'oneOf':
        return inner.join(' or ');
      case 'allOf':
        return inner.join(' and ');
      case 'not':
        return isObject(wanted) ? `not ${describe(wanted)}` : [];
      case 'description':
        return [];
      default:
        return `of ${keyword} ${String(wanted)}`;
    }
  });
  return parts.join(' and ');
}
