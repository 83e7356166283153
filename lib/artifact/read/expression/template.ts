const MARKER = /[$%]+\{/g;

/** Whether Terraform evaluates the text at all. */
export function isTemplate(text: string): boolean {
  if (!text.includes('{')) return false;
  for (const match of text.matchAll(MARKER)) if (!isEscape(match[0])) return true;
  return false;
}

/** `$${` and `%%{` stand for `${` and `%{`. */
export function isEscape(marker: string): boolean {
  return marker.length > 2 && marker.at(-2) === marker.at(-3);
}

export interface Interpolation {
  /** `${`, `%{`, or an escape such as `$${`, of which only the marker itself is taken. */
  readonly marker: string;
  readonly start: number;
  readonly end: number;
  readonly inside: string;
  /** False where the text ends before the brace that closes it. */
  readonly isClosed: boolean;
}

/** Every `${…}` and `%{…}` of a text, and the escapes between them. Braces and quotes inside are followed to their end. */
export function interpolations(text: string): readonly Interpolation[] {
  const found: Interpolation[] = [];
  const marker = /[$%]+\{/g;
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    const start = match.index;
    const inner = marker.lastIndex;
    const ending = isEscape(match[0]) ? inner : endOfInterpolation(text, inner);
    const close = ending ?? text.length;
    const inside = text.slice(inner, Math.max(inner, close - 1));
    found.push({ marker: match[0], start, end: close, inside, isClosed: ending !== undefined });
    marker.lastIndex = close;
  }
  return found;
}

/** Offset behind the brace that closes; undefined where none does. */
function endOfInterpolation(text: string, from: number): number | undefined {
  // What is open: a brace of an expression, or a quote inside which only `${` opens anew.
  const open: ('{' | '"')[] = ['{'];
  for (let index = from; index < text.length; index++) {
    const character = text[index];
    if (open.at(-1) === '"') {
      if (character === '\\') index++;
      else if (character === '"') open.pop();
      else if (character === '{' && (text[index - 1] === '$' || text[index - 1] === '%')) open.push('{');
    } else if (character === '"') open.push('"');
    else if (character === '{') open.push('{');
    else if (character === '}') open.pop();
    if (open.length === 0) return index + 1;
  }
  return undefined;
}
