import type { PodPort } from '../policy/admits';

/** Protocols that a NetworkPolicy can name. */
export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'] as const;
export type PolicyProtocol = (typeof PROTOCOLS)[number];

type Range = readonly [low: number, high: number];
type Ranges = readonly Range[];

const LAST = 65_535;

/** Ports of the three protocols. Immutable; equal sets print equally. */
export class PortSet {
  static readonly NONE = new PortSet([[], [], []]);
  static readonly ALL = new PortSet([[[1, LAST]], [[1, LAST]], [[1, LAST]]]);

  /** @param high the last port of a range; a range that ends before it starts has no port */
  static of(protocol: PolicyProtocol, low: number, high = low): PortSet {
    const range: Ranges = low <= high ? [[low, high]] : [];
    return new PortSet(PROTOCOLS.map((one) => (one === protocol ? range : [])));
  }

  /** Every port of a protocol. */
  static allOf(protocol: PolicyProtocol): PortSet {
    return PortSet.of(protocol, 1, LAST);
  }

  /** `TCP 80-90,443,UDP 53`, or `all`: a part without a protocol continues the one before. */
  readonly text: string;

  or(other: PortSet): PortSet {
    if (this === other || other.isEmpty || this.isAll) return this;
    if (this.isEmpty || other.isAll) return other;
    return new PortSet(this.ranges.map((own, index) => joined([...own, ...(other.ranges[index] ?? [])])));
  }

  and(other: PortSet): PortSet {
    if (this === other || this.isEmpty || other.isAll) return this;
    if (other.isEmpty || this.isAll) return other;
    return new PortSet(this.ranges.map((own, index) => common(own, other.ranges[index] ?? [])));
  }

  minus(other: PortSet): PortSet {
    const rest = other.ranges.map((ranges) => gaps(ranges));
    return this.and(new PortSet(rest));
  }

  /** @param port by number; one whose number nobody knows is in no set but `all` */
  has({ protocol, number }: Pick<PodPort, 'protocol' | 'number'>): boolean {
    const ranges = this.ranges[PROTOCOLS.indexOf(protocol as PolicyProtocol)];
    return (
      this.isAll || (number !== undefined && (ranges ?? []).some(([low, high]) => low <= number && number <= high))
    );
  }

  get isEmpty(): boolean {
    return this.ranges.every((ranges) => ranges.length === 0);
  }

  get isAll(): boolean {
    return this.ranges.every((ranges) => ranges.length === 1 && ranges[0]?.[0] === 1 && ranges[0]?.[1] === LAST);
  }

  toString(): string {
    return this.text;
  }

  private constructor(private readonly ranges: readonly Ranges[]) {
    const parts = PROTOCOLS.flatMap((protocol, index) => {
      const list = (ranges[index] ?? []).map(([low, high]) => (low === high ? `${low}` : `${low}-${high}`));
      return list.length > 0 ? [`${protocol} ${list.join(',')}`] : [];
    });
    this.text = this.isAll ? 'all' : parts.length > 0 ? parts.join(',') : 'none';
  }
}

/** Sorted, with ranges that overlap or touch made one. */
function joined(ranges: Ranges): Ranges {
  const result: [number, number][] = [];
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}

function common(a: Ranges, b: Ranges): Ranges {
  return joined(
    a.flatMap(([low, high]) =>
      b.flatMap(([from, to]): Ranges => {
        const range: Range = [Math.max(low, from), Math.min(high, to)];
        return range[0] <= range[1] ? [range] : [];
      }),
    ),
  );
}

function gaps(ranges: Ranges): Ranges {
  const result: Range[] = [];
  let next = 1;
  for (const [low, high] of ranges) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  return next <= LAST ? [...result, [next, LAST]] : result;
}
