import { EVERYWHERE, type Family, type Interval } from './intervals';
import { PortSet } from './port-set';

/** Ports that are open to or from addresses outside the cluster. */
export interface OutsideTerm {
  readonly interval: Interval;
  readonly ports: PortSet;
}

/**
 * What terms come to: the addresses of a family cut into the largest intervals of which every address has the same ports.
 * Addresses that have none are left out.
 */
export function outsideOf(terms: readonly OutsideTerm[], family: Family): readonly OutsideTerm[] {
  const own = terms.filter(({ interval }) => interval.family === family);
  if (own.length === 0) return [];
  const starts = new Map<bigint, OutsideTerm[]>();
  const ends = new Map<bigint, OutsideTerm[]>();
  for (const term of own) {
    append(starts, term.interval.first, term);
    append(ends, term.interval.last + 1n, term);
  }
  const cuts = [...new Set([...starts.keys(), ...ends.keys()])].sort((a, b) => (a < b ? -1 : 1));
  const open = new Set<OutsideTerm>();
  const found: { interval: Interval; ports: PortSet }[] = [];
  cuts.forEach((first, index) => {
    for (const term of ends.get(first) ?? []) open.delete(term);
    for (const term of starts.get(first) ?? []) open.add(term);
    const last = (cuts[index + 1] ?? EVERYWHERE[family].last + 1n) - 1n;
    const ports = [...open].reduce((all, term) => all.or(term.ports), PortSet.NONE);
    if (ports.isEmpty) return;
    const before = found.at(-1);
    if (before && before.interval.last + 1n === first && before.ports.text === ports.text) {
      before.interval = { ...before.interval, last };
    } else {
      found.push({ interval: { family, first, last }, ports });
    }
  });
  return found;
}

function append(map: Map<bigint, OutsideTerm[]>, at: bigint, term: OutsideTerm): void {
  const list = map.get(at);
  if (list) list.push(term);
  else map.set(at, [term]);
}
