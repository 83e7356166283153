import { interpolations, isEscape } from '../../artifact/read/expression/template';
import { isFunction } from './functions';

/** What is wrong with how an expression is written. */
export type Slip =
  | { readonly kind: 'not-closed'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unbalanced'; readonly mark: string; readonly text: string }
  | { readonly kind: 'function'; readonly name: string };

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const CALL = /(?<![\w.:-])([A-Za-z_][\w-]*)\s*\(/g;

/** What no version of Terraform would take in a text; all else is left to it. */
export function slipsIn(text: string): readonly Slip[] {
  return interpolations(text).flatMap(({ marker, inside, isClosed, start }): readonly Slip[] => {
    if (isEscape(marker)) return [];
    if (!isClosed) return [{ kind: 'not-closed', text: text.slice(start) }];
    if (/^~?\s*~?$/.test(inside)) return [{ kind: 'empty' }];
    // Heredocs and comments have rules of their own.
    if (/<<|\/\*|#|\/\//.test(inside)) return [];
    const { outside, texts } = withoutTexts(inside);
    const mark = unbalanced(outside);
    const calls = [...outside.matchAll(CALL)].map(([, name]) => name as string).filter((name) => !isFunction(name));
    return [
      ...(mark === undefined ? [] : [{ kind: 'unbalanced' as const, mark, text: text.slice(start) }]),
      ...calls.map((name) => ({ kind: 'function' as const, name })),
      ...texts.flatMap(slipsIn),
    ];
  });
}

/** An expression with its quoted texts taken out, templates within them included. */
function withoutTexts(expression: string): { readonly outside: string; readonly texts: readonly string[] } {
  let outside = '';
  const texts: string[] = [];
  for (let index = 0; index < expression.length; index++) {
    if (expression[index] !== '"') {
      outside += expression[index];
      continue;
    }
    const end = endOfText(expression, index + 1);
    texts.push(expression.slice(index + 1, end));
    outside += '""';
    index = end;
  }
  return { outside, texts };
}

/** Offset of the quote that closes; quotes inside `${…}` close other texts. */
function endOfText(expression: string, from: number): number {
  let depth = 0;
  for (let index = from; index < expression.length; index++) {
    const character = expression[index];
    if (character === '\\') index++;
    else if (depth === 0 && character === '"') return index;
    else if (character === '{' && (depth > 0 || /[$%]/.test(expression[index - 1] ?? ''))) depth++;
    else if (character === '}' && depth > 0) depth--;
  }
  return expression.length;
}

/** The first bracket without its partner. */
function unbalanced(expression: string): string | undefined {
  const open: string[] = [];
  for (const character of expression) {
    if ('([{'.includes(character)) open.push(character);
    else if (character in PAIRS && open.pop() !== PAIRS[character]) return character;
  }
  return open.at(-1);
}
