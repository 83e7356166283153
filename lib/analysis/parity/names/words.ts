/**
 * What tells two names apart, in whole words: `dev` and `prod` of `shop-dev-aks` and `shop-prod-aks`, `staging` and
 * nothing of `shop-staging` and `shop`. Undefined for equal names, and for names that share no word with a difference.
 */
export function wordsApart(a: string, b: string): readonly [a: string, b: string] | undefined {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const shorter = Math.min(left.length, right.length);
  const same = (i: number, j: number): boolean => left[i]?.text.toLowerCase() === right[j]?.text.toLowerCase();
  let start = 0;
  while (start < shorter && same(start, start)) start++;
  let end = 0;
  while (end < shorter - start && same(left.length - 1 - end, right.length - 1 - end)) end++;
  const words = [middle(a, left, start, end), middle(b, right, start, end)] as const;
  return words[0] === words[1] ? undefined : words;
}

interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function wordsOf(name: string): readonly Word[] {
  return [...name.matchAll(/[A-Za-z0-9]+/g)].map(({ 0: text, index }) => ({
    text,
    from: index,
    to: index + text.length,
  }));
}

function middle(name: string, words: readonly Word[], start: number, end: number): string {
  const [first, last] = [words[start], words[words.length - 1 - end]];
  return first && last && first.from <= last.from ? name.slice(first.from, last.to) : '';
}
