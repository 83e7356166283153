import type { FieldPath } from '../../field-path';
import { interpolations, isEscape } from './template';

/** One mention of something of the module in an expression. */
export interface Link {
  /** Field that holds the expression. */
  readonly at: FieldPath;
  /** As written: `azurerm_subnet.nodes.id`. */
  readonly text: string;
  readonly root: 'resource' | 'data' | 'var' | 'local' | 'module';
  /** Type of a resource or data source; empty for all else. */
  readonly type: string;
  readonly name: string;
  /** Attribute names behind the name; indexes and splats are left out. */
  readonly attributes: readonly string[];
}

/** Places that hold references without `${…}` around them. */
const BARE: ReadonlySet<string> = new Set(['depends_on', 'replace_triggered_by', 'to']);

const MENTION =
  /(?<![\w.-])(?:(data)\.)?(?:(var|local|module)\.([A-Za-z_][\w-]*)|([a-z][a-z0-9]*_\w+)\.([A-Za-z_][\w-]*))((?:\.[A-Za-z_*][\w-]*|\.\d+|\[[^\][]*\])*)/g;
const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/** Everything that the texts of a body mention, keys included; the metadata under `//` is no part of it. */
export function linksOf(body: unknown): readonly Link[] {
  const links: Link[] = [];
  const path: (string | number)[] = [];
  const visit = (value: unknown, isBare: boolean): void => {
    if (typeof value === 'string') {
      if (isBare || value.includes('{'))
        for (const found of mentionsIn(value, isBare)) links.push({ at: [...path], ...found });
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        path.push(index);
        visit(item, isBare);
        path.pop();
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) {
        if (name === '//') continue;
        path.push(name);
        visit(name, false);
        visit(item, BARE.has(name));
        path.pop();
      }
    }
  };
  visit(body, false);
  return links;
}

type Mention = Omit<Link, 'at'>;

function mentionsIn(text: string, isBare: boolean): readonly Mention[] {
  const expressions = isBare
    ? [text]
    : interpolations(text).flatMap(({ marker, inside }) => (isEscape(marker) ? [] : [inside]));
  return expressions.flatMap(mentionsInExpression);
}

function mentionsInExpression(expression: string): readonly Mention[] {
  // What stands in quotes is text, except for its own `${…}`, which is looked at below.
  const outside = expression.replace(QUOTED, '""');
  const nested = [...expression.matchAll(QUOTED)].flatMap((match) => mentionsIn(match[1] ?? '', false));
  const own = [...outside.matchAll(MENTION)].map((match): Mention => {
    const [text, data, scope, scopeName, type, name, rest] = match;
    const attributes = [...(rest ?? '').matchAll(/\.([A-Za-z_][\w-]*)/g)].map((part) => part[1] as string);
    if (scope) return { text, root: scope as Link['root'], type: '', name: scopeName as string, attributes };
    return { text, root: data ? 'data' : 'resource', type: type as string, name: name as string, attributes };
  });
  return [...own, ...nested];
}

/** `azurerm_subnet.nodes`, `data.azurerm_client_config.client`, `var.location` */
export function addressOf({ root, type, name }: Pick<Link, 'root' | 'type' | 'name'>): string {
  if (root === 'resource') return `${type}.${name}`;
  return root === 'data' ? `data.${type}.${name}` : `${root}.${name}`;
}
