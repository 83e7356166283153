/** A set of whole numbers below a size, one bit each: sets of a thousand pods are joined in thirty steps. */
export class Bits {
  static none(size: number): Bits {
    return new Bits(size, new Uint32Array((size + 31) >>> 5));
  }

  static all(size: number): Bits {
    return Bits.none(size).not();
  }

  static of(size: number, members: Iterable<number>): Bits {
    const bits = Bits.none(size);
    for (const member of members) bits.add(member);
    return bits;
  }

  has(member: number): boolean {
    return ((this.word(member >>> 5) >>> (member & 31)) & 1) === 1;
  }

  /** Changes this set: only its maker may. */
  add(member: number): void {
    this.words[member >>> 5] = this.word(member >>> 5) | (1 << (member & 31));
  }

  /** Changes this set: only its maker may. */
  addAll(other: Bits): void {
    for (let at = 0; at < this.words.length; at += 1) this.words[at] = this.word(at) | other.word(at);
  }

  and(other: Bits): Bits {
    const bits = Bits.none(this.size);
    for (let at = 0; at < this.words.length; at += 1) bits.words[at] = this.word(at) & other.word(at);
    return bits;
  }

  or(other: Bits): Bits {
    const bits = Bits.none(this.size);
    for (let at = 0; at < this.words.length; at += 1) bits.words[at] = this.word(at) | other.word(at);
    return bits;
  }

  /** What is in this set and not in the other. */
  minus(other: Bits): Bits {
    const bits = Bits.none(this.size);
    for (let at = 0; at < this.words.length; at += 1) bits.words[at] = this.word(at) & ~other.word(at);
    return bits;
  }

  not(): Bits {
    const bits = Bits.none(this.size);
    for (let at = 0; at < this.words.length; at += 1) bits.words[at] = ~this.word(at);
    const rest = this.size & 31;
    const last = bits.words.length - 1;
    if (rest > 0) bits.words[last] = bits.word(last) & ((1 << rest) - 1);
    return bits;
  }

  get isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  /** In ascending order. */
  *members(): Iterable<number> {
    for (let at = 0; at < this.words.length; at += 1) {
      for (let word = this.word(at); word !== 0; word &= word - 1) yield (at << 5) + 31 - Math.clz32(word & -word);
    }
  }

  private word(at: number): number {
    return this.words[at] ?? 0;
  }

  private constructor(
    readonly size: number,
    private readonly words: Uint32Array,
  ) {}
}
