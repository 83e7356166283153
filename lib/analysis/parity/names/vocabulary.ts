import { aligned, type NamePair } from './align';
import { wordsApart } from './words';

/** Longer texts come once. */
const LONGEST_KNOWN = 200;

/** Which names of two environments stand for each other. It grows while resources and objects are paired. */
export class Vocabulary {
  private readonly pairs = new Map<string, NamePair>();
  private readonly known = new Map<string, boolean>();
  private sorted: readonly NamePair[] | undefined;

  /** Pairs so far: what was paired with fewer may pair anew once there are more. */
  get size(): number {
    return this.pairs.size;
  }

  /** Whether two texts are the same but for names. */
  same(a: string, b: string): boolean {
    if (a === b) return true;
    if (this.pairs.size === 0) return false;
    const key = `${a}\n${b}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const answer = aligned(a, b, [...this.pairs.values()]);
    if (key.length < LONGEST_KNOWN) this.known.set(key, answer);
    return answer;
  }

  /** A text that is the same for names that stand for each other, most of the time: what to look at first. */
  key(side: 'a' | 'b', text: string): string {
    this.sorted ??= [...this.pairs.values()].sort((x, y) => y.a.length + y.b.length - x.a.length - x.b.length);
    return this.sorted.reduce((key, pair) => {
      if (pair[side] === '') return key;
      return key.replaceAll(pair[side], pair.a === '' || pair.b === '' ? '' : '\u0000');
    }, text.toLowerCase());
  }

  /** Two names of one thing. Where words that are known tell them apart, there is nothing to learn. */
  learn(a: string, b: string): void {
    if (!isName(a) || !isName(b) || this.same(a, b)) return;
    this.add(a, b, true);
    // Storage accounts and registries take no hyphen, names of listeners and certificates no dot.
    for (const [sign, by] of [
      ['-', ''],
      ['.', '-'],
    ] as const) {
      if (a.includes(sign) || b.includes(sign)) this.learn(a.replaceAll(sign, by), b.replaceAll(sign, by));
    }
  }

  /** Two names of the environments themselves, or of what gives others their name: its words may be part of any. */
  learnEnvironment(a: string, b: string): void {
    const words = isName(a) && isName(b) ? wordsApart(a, b) : undefined;
    if (!words) return;
    const [left, right] = words;
    const word = left === '' ? right : left;
    if (isName(left) && isName(right)) this.add(left, right, false);
    else if (isName(word) && (left === '' || right === '')) {
      for (const text of [word, ...['-', '_', '.'].flatMap((sign) => [`${word}${sign}`, `${sign}${word}`])]) {
        this.add(left === '' ? '' : text, left === '' ? text : '', false);
      }
    }
    this.learn(a, b);
  }

  private add(a: string, b: string, isWhole: boolean): void {
    const pair = { a: a.toLowerCase(), b: b.toLowerCase(), isWhole };
    this.pairs.set(`${pair.a}\n${pair.b}\n${isWhole}`, pair);
    this.known.clear();
    this.sorted = undefined;
  }
}

/** Words that Azure and Kubernetes take for values: a pool called `system` must not hide that a mode is another. */
const VALUES = new Set(
  (
    'allow always any auto automatic azure basic calico cilium default delete deny disabled dynamic enabled external ' +
    'false free ha high internal linux low managed manual never none on off patch premium private public rapid regular ' +
    'retain spot stable standard static system true ultra user windows'
  ).split(' '),
);

/** Numbers, versions and single letters mean too much else. */
function isName(text: string): boolean {
  return isWordy(text) && !/^v?\d+([.-]|$)/i.test(text) && !VALUES.has(text.toLowerCase()) && !text.includes('${');
}

/** Long enough to be found inside a name that takes no hyphen. */
function isWordy(word: string): boolean {
  return word.length > 1 && /[A-Za-z]/.test(word);
}
