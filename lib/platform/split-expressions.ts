/** Splits `a${x}b` into literals and expressions; braces nest. */
export function splitExpressions(text: string): (string | { readonly expression: string })[] {
  const pieces: (string | { expression: string })[] = [];
  let literal = '';
  for (let at = 0; at < text.length;) {
    if (text.startsWith('$${', at)) {
      literal += '${';
      at += 3;
    } else if (text.startsWith('${', at)) {
      if (literal !== '') pieces.push(literal);
      literal = '';
      let depth = 1;
      let end = at + 2;
      for (; end < text.length && depth > 0; end++) depth += text[end] === '{' ? 1 : text[end] === '}' ? -1 : 0;
      pieces.push({ expression: text.slice(at, end) });
      at = end;
    } else {
      literal += text[at];
      at++;
    }
  }
  if (literal !== '' || pieces.length === 0) pieces.push(literal);
  return pieces;
}
