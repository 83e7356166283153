import { dump, type DumpOptions, JSON_SCHEMA, Type } from 'js-yaml';

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
const OPTIONS: DumpOptions = {
  schema: JSON_SCHEMA.extend({ implicit: [quoteMisread] }),
  lineWidth: -1,
  noRefs: true,
  quotingType: '"',
};

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
  const printer = new NodePrinter();
  printer.node(value, 0);
  return printer.text;
}

/** Several objects in one file, each with its `---`. */
export function printYamlDocuments(values: readonly unknown[]): string {
  return values.map((value) => `---\n${printYaml(value)}`).join('');
}

/**
 * Prints as js-yaml's own dump would. Manifests say the same few words thousands of times: js-yaml judges each scalar
 * once, and only the layout around them is ours.
 */
class NodePrinter {
  private readonly pieces: string[] = [];

  /** The document. Joined once: a string grown piece by piece is a chain that keeps the garbage collector busy. */
  get text(): string {
    return `${this.pieces.join('')}\n`;
  }

  /** @param level of the lines below the first one, which follows a key or a dash */
  node(value: unknown, level: number): void {
    if (Array.isArray(value)) this.sequence(value, level);
    else if (isMapping(value)) this.mapping(value, level);
    else this.pieces.push(printScalar(value, level));
  }

  private sequence(items: readonly unknown[], level: number): void {
    if (items.length === 0) this.pieces.push('[]');
    items.forEach((item, index) => {
      this.pieces.push(index === 0 ? '- ' : `${newLine(level)}- `);
      this.node(item ?? null, level + 1);
    });
  }

  private mapping(entries: Readonly<Record<string, unknown>>, level: number): void {
    let isFirst = true;
    for (const key of Object.keys(entries)) {
      const value = entries[key];
      if (value === undefined) continue;
      if (!isFirst) this.pieces.push(newLine(level));
      isFirst = false;
      this.pieces.push(printKey(key, level));
      this.pieces.push(hasLinesOfItsOwn(value) ? newLine(level + 1) : ' ');
      this.node(value, level + 1);
    }
    if (isFirst) this.pieces.push('{}');
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The first answers are the quick ones; the last takes objects of other realms and classes as js-yaml does.
  return (
    prototype === Object.prototype || prototype === null || Object.prototype.toString.call(value) === '[object Object]'
  );
}

function hasLinesOfItsOwn(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isMapping(value) && Object.keys(value).some((key) => value[key] !== undefined);
}

const NEW_LINES = Array.from({ length: 32 }, (_, level) => `\n${'  '.repeat(level)}`);

function newLine(level: number): string {
  return NEW_LINES[level] ?? `\n${'  '.repeat(level)}`;
}

/** The key with its colon. One too long for a plain key begins with `?` and has the colon on a line of its own. */
function printKey(key: string, level: number): string {
  const text = remembered(keys, key, () => dump({ [key]: 0 }, OPTIONS).slice(0, -' 0\n'.length));
  return text.startsWith('? ') ? text.replace('\n:', `${newLine(level)}:`) : text;
}

function printScalar(value: unknown, level: number): string {
  if (typeof value !== 'string') {
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : dump(value, OPTIONS).slice(0, -1);
  }
  const text = remembered(scalars, value, () => dump(value, OPTIONS).slice(0, -1));
  // js-yaml has indented a text of several lines by one level.
  return level > 1 && text.includes('\n') ? text.replace(/\n(?=[^\n])/g, newLine(level - 1)) : text;
}

const keys = new Map<string, string>();
const scalars = new Map<string, string>();
const LONGEST_REMEMBERED = 100;
const MOST_REMEMBERED = 20_000;

function remembered(texts: Map<string, string>, value: string, print: () => string): string {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = print();
  if (texts.size >= MOST_REMEMBERED) texts.clear();
  if (value.length <= LONGEST_REMEMBERED) texts.set(value, text);
  return text;
}
