import { outsideOf } from './outside';
import { type Interval, overlaps, printInterval } from './intervals';
import { PortSet } from './port-set';
import type { Connection } from './reachability';

/** What a change of policies opens or closes between two ends. */
export interface ReachChange {
  readonly from: string;
  readonly to: string;
  readonly opened: PortSet;
  readonly closed: PortSet;
}

/** Connections that the new files allow and the old ones don't, and the other way round. */
export function reachDifference(old: readonly Connection[], next: readonly Connection[]): readonly ReachChange[] {
  const [before, after] = [byEnds(old), byEnds(next)];
  const ends = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ends.flatMap((key) => {
    const [was = [], is = []] = [before.get(key), after.get(key)];
    const one = is[0] ?? was[0];
    const opened = missing(is, was);
    const closed = missing(was, is);
    if (!one) return [];
    const ranges = [...new Set([...opened.keys(), ...closed.keys()])];
    return ranges.map((range) => ({
      from: 'addresses' in one.ends.from ? range : one.from,
      to: 'addresses' in one.ends.to ? range : one.to,
      opened: opened.get(range) ?? PortSet.NONE,
      closed: closed.get(range) ?? PortSet.NONE,
    }));
  });
}

/** Connections of two workloads, or of one workload with all addresses outside. */
function byEnds(connections: readonly Connection[]): ReadonlyMap<string, readonly Connection[]> {
  const found = new Map<string, Connection[]>();
  for (const one of connections) {
    const [from, to] = [rangeOf(one) === one.ends.from ? '' : one.from, rangeOf(one) === one.ends.to ? '' : one.to];
    const key = `${from}\n${to}`;
    const list = found.get(key);
    if (list) list.push(one);
    else found.set(key, [one]);
  }
  return found;
}

function rangeOf({ ends }: Connection): Connection['ends']['from'] | undefined {
  return 'addresses' in ends.from ? ends.from : 'addresses' in ends.to ? ends.to : undefined;
}

/** What some connections of two ends allow and others do not, by range; of workloads under the empty text. */
function missing(some: readonly Connection[], others: readonly Connection[]): ReadonlyMap<string, PortSet> {
  const [first] = some;
  if (first && !rangeOf(first)) {
    const ports = first.ports.minus(others[0]?.ports ?? PortSet.NONE);
    return new Map(ports.isEmpty ? [] : [['', ports]]);
  }
  const terms = some.flatMap((one) =>
    pieces(intervalOf(one), others.map(intervalOf)).map((interval) => ({ interval, one })),
  );
  const left = terms.map(({ interval, one }) => {
    const covered = others.filter((other) => overlaps(intervalOf(other), interval));
    const ports = covered.reduce((all, other) => all.minus(other.ports), one.ports);
    return { interval, ports };
  });
  const open = left.filter(({ ports }) => !ports.isEmpty);
  const families = (['IPv4', 'IPv6'] as const).flatMap((family) => outsideOf(open, family));
  return new Map(families.map(({ interval, ports }) => [printInterval(interval), ports]));
}

function intervalOf(connection: Connection): Interval {
  const range = rangeOf(connection);
  if (range && 'addresses' in range) return range.addresses;
  throw new Error('a connection between workloads has no addresses');
}

/** An interval cut wherever another one starts or ends. */
function pieces(interval: Interval, others: readonly Interval[]): readonly Interval[] {
  const cuts = others
    .filter((other) => overlaps(interval, other))
    .flatMap(({ first, last }) => [first, last + 1n])
    .filter((cut) => cut > interval.first && cut <= interval.last);
  const starts = [interval.first, ...new Set(cuts)].sort((a, b) => (a < b ? -1 : 1));
  return starts.map((first, index) => ({ ...interval, first, last: (starts[index + 1] ?? interval.last + 1n) - 1n }));
}
