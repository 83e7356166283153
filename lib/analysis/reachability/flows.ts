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
  const [closedOut, closedIn] = (['Egress', 'Ingress'] as const).map((direction) =>
    isolated(direction, policies, enforced, classes.length),
  ) as [Bits, Bits];
  const everybody = Bits.all(classes.length);
  const out = classes.map(() => new ByPorts(classes.length).add(PortSet.ALL, closedOut.not()));
  const into = classes.map((_, at) => {
    const shares = new ByPorts(classes.length);
    return closedIn.has(at) ? shares : shares.add(PortSet.ALL, everybody);
  });
  for (const { selected, rules } of policies) {
    const held = selected.and(enforced);
    if (held.isEmpty) continue;
    for (const { direction, pods, portsAt } of rules) {
      const [from, called] = direction === 'Egress' ? [held, pods] : [pods, held];
      if (from.isEmpty) continue;
      for (const at of called.members()) {
        const ports = portsAt(classes[at]);
        if (!ports.isEmpty) (direction === 'Egress' ? out : into)[at]?.add(ports, from);
      }
    }
  }
  return classes.map((_, at) => both(apart(out[at]?.shares() ?? []), apart(into[at]?.shares() ?? [])));
}

/** Callers by the ports that a rule gives them: many rules give the same. */
class ByPorts {
  private readonly found = new Map<string, Share>();

  constructor(private readonly size: number) {}

  add(ports: PortSet, from: Bits): this {
    let share = this.found.get(ports.text);
    if (!share) this.found.set(ports.text, (share = { ports, from: Bits.none(this.size) }));
    share.from.addAll(from);
    return this;
  }

  shares(): readonly Share[] {
    return [...this.found.values()].filter(({ from }) => !from.isEmpty);
  }
}

/** The classes that a policy of a direction holds for: what no rule allows is closed for them. */
export function isolated(direction: Direction, policies: readonly Policy[], enforced: Bits, size: number): Bits {
  const closed = Bits.none(size);
  for (const policy of policies) if (policy.directions.includes(direction)) closed.addAll(policy.selected);
  return closed.and(enforced);
}

/** Shares that overlap, cut so that each class is in one, with all its ports. */
function apart(shares: readonly Share[]): readonly Share[] {
  let found: readonly Share[] = [];
  for (const { from, ports } of shares) {
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
