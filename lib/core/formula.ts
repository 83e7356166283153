/** Words of the formula's language that name no trigger. Expr: "Language Definition". */
const KEYWORDS = new Set([
  'true',
  'false',
  'nil',
  'not',
  'and',
  'or',
  'in',
  'let',
  'if',
  'else',
  'matches',
  'contains',
  'startsWith',
  'endsWith',
]);
const TEXT = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|#[^\n]*/g;
const IDENTIFIER = /[A-Za-z_]\w*/g;

/**
 * Names in a formula of KEDA's scaling modifiers that stand for a number: no function, no field, no text, and nothing that
 * `let` makes. KEDA: "Scaling Modifiers".
 */
export function namesInFormula(formula: string): readonly string[] {
  const plain = formula.replace(TEXT, ' ').replace(COMMENT, ' ');
  const made = new Set([...plain.matchAll(/\blet\s+([A-Za-z_]\w*)/g)].map(([, name]) => name));
  const found = [...plain.matchAll(IDENTIFIER)].flatMap((match) => {
    const [name] = match;
    const before = plain.slice(0, match.index);
    const isFunction = /^\s*\(/.test(plain.slice(match.index + name.length));
    const isField = /\.\s*$/.test(before);
    const isExponent = /\d$/.test(before);
    return isFunction || isField || isExponent || KEYWORDS.has(name) || made.has(name) ? [] : [name];
  });
  return [...new Set(found)];
}
