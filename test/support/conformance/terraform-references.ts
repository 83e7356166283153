import { didYouMean, isObject, joinField, Report, type SchemaProblem } from './problem';
import type { Attributes, ProviderSchema } from './terraform-grammar';

/** Resource, data source, variable and local names of one file. */
interface Declared {
  readonly resources: Readonly<Record<string, readonly string[]>>;
  readonly data: Readonly<Record<string, readonly string[]>>;
  readonly variables: readonly string[];
  readonly locals: readonly string[];
}

/** Places that hold references without `${…}` around them. */
const BARE_REFERENCES: ReadonlySet<string> = new Set(['depends_on', 'replace_triggered_by', 'to']);

/** Every reference in the file to a resource, attribute, variable or local that is not there. */
export function referenceProblems(file: Record<string, unknown>, schema: ProviderSchema): readonly SchemaProblem[] {
  const declared = readDeclared(file);
  const problems: SchemaProblem[] = [];
  for (const { owner, value, field } of owners(file)) {
    const report = new Report(owner);
    visitStrings(value, field, false, (text, at, isBare) => {
      for (const expression of isBare ? [text] : expressionsOf(text)) {
        for (const reference of referencesOf(expression)) checkReference(reference, declared, schema, at, report);
      }
    });
    problems.push(...report.problems);
  }
  return problems;
}

interface Owned {
  readonly owner: string;
  readonly value: unknown;
  readonly field: string;
}

function owners(file: Record<string, unknown>): readonly Owned[] {
  const found: Owned[] = [];
  for (const [section, content] of Object.entries(file)) {
    if (section === '//' || section === 'removed' || section === 'import') continue;
    if ((section === 'resource' || section === 'data') && isObject(content)) {
      for (const [type, named] of Object.entries(content)) {
        if (!isObject(named)) continue;
        const prefix = section === 'data' ? 'data.' : '';
        for (const [name, value] of Object.entries(named))
          found.push({ owner: `${prefix}${type}.${name}`, value, field: '' });
      }
    } else {
      found.push({ owner: section, value: content, field: '' });
    }
  }
  return found;
}

function readDeclared(file: Record<string, unknown>): Declared {
  const byType = (content: unknown): Record<string, readonly string[]> =>
    isObject(content)
      ? Object.fromEntries(
          Object.entries(content).map(([type, named]) => [type, isObject(named) ? Object.keys(named) : []]),
        )
      : {};
  const names = (content: unknown): readonly string[] =>
    (Array.isArray(content) ? content : [content]).flatMap((part) => (isObject(part) ? Object.keys(part) : []));
  return {
    resources: byType(file.resource),
    data: byType(file.data),
    variables: names(file.variable),
    locals: names(file.locals),
  };
}

type Visit = (text: string, at: string, isBare: boolean) => void;

function visitStrings(value: unknown, at: string, isBare: boolean, visit: Visit): void {
  if (typeof value === 'string') visit(value, at, isBare);
  else if (Array.isArray(value))
    value.forEach((item, index) => visitStrings(item, joinField(at, index), isBare, visit));
  else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (name === '//') continue;
      visit(name, joinField(at, name), false);
      visitStrings(item, joinField(at, name), BARE_REFERENCES.has(name), visit);
    }
  }
}

/** The insides of `${…}` and `%{…}`; `$${` is plain text. Braces and quotes inside are followed to their end. */
function expressionsOf(text: string): readonly string[] {
  const found: string[] = [];
  const opening = /([$%])\1*\{/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    if (match[0].length > 2) continue;
    let depth = 1;
    let end = opening.lastIndex;
    for (; end < text.length && depth > 0; end++) {
      if (text[end] === '{') depth++;
      if (text[end] === '}') depth--;
    }
    found.push(text.slice(opening.lastIndex, depth === 0 ? end - 1 : end));
    opening.lastIndex = end;
  }
  return found;
}

interface Reference {
  readonly text: string;
  readonly root: 'resource' | 'data' | 'var' | 'local';
  readonly type: string;
  readonly name: string;
  /** Attribute names behind the name; indexes and splats are left out. */
  readonly path: readonly string[];
}

const REFERENCE =
  /(?<![\w.-])(?:(data)\.)?(?:(var|local)\.([A-Za-z_][\w-]*)|(azurerm_\w+)\.([A-Za-z_][\w-]*))((?:\.[A-Za-z_*][\w-]*|\.\d+|\[[^\][]*\])*)/g;

function referencesOf(expression: string): readonly Reference[] {
  // What stands in quotes is text, except for its own `${…}`, which is looked at below.
  const outside = expression.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const nested = [...expression.matchAll(/"((?:[^"\\]|\\.)*)"/g)].flatMap((match) => expressionsOf(match[1] ?? ''));
  const own = [...outside.matchAll(REFERENCE)].map((match): Reference => {
    const [text, data, scope, scopeName, type, name, rest] = match;
    const path = [...(rest ?? '').matchAll(/\.([A-Za-z_][\w-]*)/g)].map((part) => part[1] as string);
    if (scope) return { text, root: scope as 'var' | 'local', type: '', name: scopeName as string, path };
    return { text, root: data ? 'data' : 'resource', type: type as string, name: name as string, path };
  });
  return [...own, ...nested.flatMap(referencesOf)];
}

function checkReference(
  reference: Reference,
  declared: Declared,
  schema: ProviderSchema,
  at: string,
  report: Report,
): void {
  const { text, root, type, name, path } = reference;
  const isScoped = root === 'var' || root === 'local';
  const names = isScoped
    ? declared[root === 'var' ? 'variables' : 'locals']
    : ((root === 'data' ? declared.data : declared.resources)[type] ?? []);
  if (!names.includes(name)) {
    report.add(at, 'schema/reference', `refers to ${text}, which is not in this file${didYouMean(name, names)}`);
    return;
  }
  if (isScoped) return;
  const known = (root === 'data' ? schema.dataSources : schema.resources)[type];
  if (known) checkPath(path, known.attributes, text, at, report);
}

function checkPath(path: readonly string[], attributes: Attributes, text: string, at: string, report: Report): void {
  let fields: Attributes | undefined = attributes;
  for (const [index, part] of path.entries()) {
    if (index === 0 && (part === 'id' || part === 'timeouts')) return;
    const attribute: Attributes[string] | undefined = Object.hasOwn(fields, part) ? fields[part] : undefined;
    if (attribute === undefined) {
      report.add(
        at,
        'schema/reference',
        `refers to ${text}, but there is no attribute '${part}'${didYouMean(part, Object.keys(fields))}`,
      );
      return;
    }
    if (attribute.type === 'map' || attribute.block === undefined) return;
    fields = attribute.block;
  }
}
