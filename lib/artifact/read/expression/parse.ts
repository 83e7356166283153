import { type Expression, NotFollowed } from './syntax';
import { interpolations, isEscape } from './template';

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_][\w-]*)|("(?:[^"\\]|\\.)*")|(&&|\|\||[=!<>]=|=>|[-+*/%!?:.,()[\]{}<>=]))/y;

/** Deeper ones are not followed. */
const DEEPEST = 60;
const LONGEST = 20_000;

const PRECEDENCE: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

interface Token {
  readonly kind: 'number' | 'name' | 'string' | 'mark' | 'end';
  readonly text: string;
}

/**
 * A string of Terraform JSON as an expression: text with `${…}` in it.
 * @throws NotFollowed for directives `%{…}` and for what the parser does not follow
 */
export function parseTemplate(text: string): Expression {
  const parts: (string | Expression)[] = [];
  let from = 0;
  let plain = '';
  for (const { marker, start, inside, end } of interpolations(text)) {
    plain += text.slice(from, start);
    from = end;
    if (isEscape(marker)) {
      plain += `${marker.slice(0, -3)}${marker.slice(-2)}`;
      continue;
    }
    if (marker.at(-2) === '%') throw new NotFollowed('directive');
    plain += marker.slice(0, -2);
    if (plain !== '') parts.push(plain);
    plain = '';
    parts.push(parseExpression(inside));
  }
  plain += text.slice(from);
  if (plain !== '' || parts.length === 0) parts.push(plain);
  const only = parts[0] as string | Expression;
  if (parts.length === 1) return typeof only === 'string' ? { kind: 'literal', value: only } : only;
  return { kind: 'template', parts };
}

/** The inside of `${…}`. @throws NotFollowed for anything but what `syntax.ts` lists */
export function parseExpression(text: string): Expression {
  if (text.length > LONGEST) throw new NotFollowed('long');
  const tokens = tokenize(text);
  let next = 0;
  let depth = 0;

  const peek = (): Token => tokens[next] as Token;
  const isMark = (mark: string): boolean => peek().kind === 'mark' && peek().text === mark;
  const accept = (mark: string): boolean => isMark(mark) && next++ >= 0;
  const expect = (mark: string): void => {
    if (!accept(mark)) throw new NotFollowed(`${mark} expected`);
  };
  const nested = (read: () => Expression): Expression => {
    if (++depth > DEEPEST) throw new NotFollowed('deep');
    const expression = read();
    depth--;
    return expression;
  };

  const choice = (): Expression => {
    const test = binary(0);
    if (!accept('?')) return test;
    const yes = nested(choice);
    expect(':');
    return { kind: 'choice', test, yes, no: nested(choice) };
  };
  const binary = (level: number): Expression => {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return unary();
    let left = binary(level + 1);
    while (peek().kind === 'mark' && operators.includes(peek().text)) {
      const operator = (tokens[next++] as Token).text;
      left = { kind: 'operation', operator, operands: [left, binary(level + 1)] };
    }
    return left;
  };
  const unary = (): Expression => {
    if (accept('!')) return { kind: 'operation', operator: '!', operands: [nested(unary)] };
    if (accept('-')) return { kind: 'operation', operator: '-', operands: [nested(unary)] };
    return steps(primary());
  };
  const steps = (start: Expression): Expression => {
    let of = start;
    for (;;) {
      if (accept('.')) of = attribute(of);
      else if (accept('[')) {
        if (isMark('*')) throw new NotFollowed('splat');
        of = { kind: 'index', of, index: nested(choice) };
        expect(']');
      } else return of;
    }
  };
  const attribute = (of: Expression): Expression => {
    const token = tokens[next++] as Token;
    if (token.kind === 'name') return { kind: 'attribute', of, name: token.text };
    if (token.kind === 'number' && /^\d+$/.test(token.text)) {
      return { kind: 'index', of, index: { kind: 'literal', value: Number(token.text) } };
    }
    throw new NotFollowed('splat');
  };
  const primary = (): Expression => {
    const token = tokens[next++] as Token;
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'string') return parseTemplate(unescape(token.text.slice(1, -1)));
    if (token.kind === 'name') return named(token.text);
    if (token.text === '(') {
      const inner = nested(choice);
      expect(')');
      return inner;
    }
    if (token.text === '[') return { kind: 'list', items: listed(']') };
    if (token.text === '{') return object();
    throw new NotFollowed(token.text);
  };
  const named = (name: string): Expression => {
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    return accept('(') ? { kind: 'call', name, args: listed(')') } : { kind: 'name', name };
  };
  const listed = (end: string): readonly Expression[] => {
    const items: Expression[] = [];
    while (!accept(end)) {
      if (peek().kind === 'name' && peek().text === 'for') throw new NotFollowed('for');
      items.push(nested(choice));
      if (!accept(',')) {
        expect(end);
        break;
      }
    }
    return items;
  };
  const object = (): Expression => {
    const entries: (readonly [Expression, Expression])[] = [];
    while (!accept('}')) {
      if (peek().text === 'for') throw new NotFollowed('for');
      const key = nested(choice);
      if (!accept('=')) expect(':');
      const name: Expression = key.kind === 'name' ? { kind: 'literal', value: key.name } : key;
      entries.push([name, nested(choice)]);
      accept(',');
    }
    return { kind: 'object', entries };
  };

  const expression = choice();
  if (peek().kind !== 'end') throw new NotFollowed(peek().text);
  return expression;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      if (text.slice(from).trim() === '') break;
      throw new NotFollowed('character');
    }
    const [, number, name, string, mark] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else tokens.push({ kind: 'mark', text: mark as string });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, code: string) => {
    if (code.startsWith('u') && code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    const plain = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }[code];
    if (plain === undefined) throw new NotFollowed('escape');
    return plain;
  });
}
