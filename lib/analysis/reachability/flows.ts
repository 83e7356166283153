import type { Direction } from '../isolation';
import { Bits } from './bits';
import type { PodClass } from './pods';
import type { Policy } from './policies';
import { PortSet } from './port-set';

/** Classes that may call with the same ports. */
export interface Share {
  readonly from: Bits;
  readonly ports: PortSet;
}

/**
 * Who may call each class on which ports: what the policies of the caller let out and those of the called let in. For each
 * class the shares are disjoint. Costs policies times what they allow, in words of 32 classes, not pairs of pods.
 */
export function flowsInto(
  classes: readonly PodClass[],
  policies: readonly Policy[],
  enforced: Bits,
): readonly (readonly Share[])[] {
  const closedOut = isolated('Egress', policies, enforced, classes.length);
  const closedIn = isolated('Ingress', policies, enforced, classes.length);
  const out = classes.map((): Share[] => [{ from: closedOut.not(), ports: PortSet.ALL }]);
  const into = classes.map((_, at): Share[] =>
    closedIn.has(at) ? [] : [{ from: Bits.all(classes.length), ports: PortSet.ALL }],
  );
  for (const { selected, rules } of policies) {
    const held = selected.and(enforced);
    if (held.isEmpty) continue;
    for (const { direction, pods, portsAt } of rules) {
      const called = direction === 'Egress' ? pods : held;
      const from = direction === 'Egress' ? held : pods;
      if (from.isEmpty) continue;
      for (const at of called.members()) {
        const ports = portsAt(classes[at]);
        if (!ports.isEmpty) (direction === 'Egress' ? out : into)[at]?.push({ from, ports });
      }
    }
  }
  return classes.map((_, at) => both(apart(out[at] ?? []), apart(into[at] ?? [])));
}

/** The classes that a policy of a direction holds for: what no rule allows is closed for them. */
export function isolated(direction: Direction, policies: readonly Policy[], enforced: Bits, size: number): Bits {
  const closed = Bits.none(size);
  for (const policy of policies) if (policy.directions.includes(direction)) closed.addAll(policy.selected);
  return closed.and(enforced);
}

/** Shares that overlap, cut so that each class is in one, with all its ports. */
function apart(shares: readonly Share[]): readonly Share[] {
  const byPorts = new Map<string, { readonly from: Bits; readonly ports: PortSet }>();
  for (const { from, ports } of shares) {
    const known = byPorts.get(ports.text);
    byPorts.set(ports.text, known ? { ports, from: known.from.or(from) } : { ports, from });
  }
  let found: readonly Share[] = [];
  for (const { from, ports } of byPorts.values()) {
    let rest = from;
    const next: Share[] = [];
    for (const share of found) {
      const shared = share.from.and(from);
      if (shared.isEmpty) {
        next.push(share);
        continue;
      }
      const alone = share.from.minus(from);
      if (!alone.isEmpty) next.push({ from: alone, ports: share.ports });
      next.push({ from: shared, ports: share.ports.or(ports) });
      rest = rest.minus(shared);
    }
    if (!rest.isEmpty) next.push({ from: rest, ports });
    found = next;
  }
  return found;
}

function both(a: readonly Share[], b: readonly Share[]): readonly Share[] {
  return a.flatMap((out) =>
    b.flatMap((into) => {
      const from = out.from.and(into.from);
      const ports = out.ports.and(into.ports);
      return from.isEmpty || ports.isEmpty ? [] : [{ from, ports }];
    }),
  );
}
