/** A name of the one environment and the one of the other that stands for it. In lower case. */
export interface NamePair {
  readonly a: string;
  readonly b: string;
  /** True where it counts only as a whole word; false where it may be a part of one: `contosodevdata`. */
  readonly isWhole: boolean;
}

/** Longer texts are compared as they are: looking for names in them takes too long. */
const LONGEST = 10_000;

/** Whether two texts are the same but for names, each standing where its counterpart stands. */
export function aligned(a: string, b: string, pairs: readonly NamePair[]): boolean {
  if (a === b) return true;
  if (a.length > LONGEST || b.length > LONGEST) return false;
  const [lowA, lowB] = [a.toLowerCase(), b.toLowerCase()];
  const usable = pairs.filter((pair) => lowA.includes(pair.a) && lowB.includes(pair.b));
  if (usable.length === 0) return false;
  const width = b.length + 1;
  const seen = new Set<number>();
  const open: (readonly [number, number])[] = [[0, 0]];
  const visit = (i: number, j: number): void => {
    const state = i * width + j;
    if (seen.has(state)) return;
    seen.add(state);
    open.push([i, j]);
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [i, j] = next;
    if (i === a.length && j === b.length) return true;
    for (const pair of usable) {
      if (!lowA.startsWith(pair.a, i) || !lowB.startsWith(pair.b, j)) continue;
      const [toA, toB] = [i + pair.a.length, j + pair.b.length];
      if (!pair.isWhole || (isWord(lowA, i, toA) && isWord(lowB, j, toB))) visit(toA, toB);
    }
    if (i < a.length && a[i] === b[j]) visit(i + 1, j + 1);
  }
  return false;
}

function isWord(text: string, from: number, to: number): boolean {
  return !isLetter(text[from - 1]) && !isLetter(text[to]);
}

function isLetter(sign: string | undefined): boolean {
  return sign !== undefined && /[a-z0-9]/.test(sign);
}
