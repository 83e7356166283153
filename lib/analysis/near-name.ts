/** The name among some that differs by one slip: a letter changed, left out or added; undefined where none does. */
export function nearName(name: string, known: readonly string[]): string | undefined {
  // `prod1` and `prod2` are two names, not a slip.
  const letters = (text: string): string => text.replace(/\d/g, '#');
  return known.find((one) => letters(one) !== letters(name) && isOneSlip(name, one));
}

function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  const rest = (text: string, skipped: number): string => text.slice(start + skipped);
  return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1);
}
