import type { KubernetesObject } from '../../artifact/read/model';
import type { FieldPath } from '../../artifact/field-path';
import type { Direction } from '../isolation';
import type { PodPort } from '../policy/admits';
import type { End } from './ends';
import { contains } from './intervals';
import type { Policy, Rule } from './policies';
import { PortSet } from './port-set';
import type { Reachability } from './reachability';

/** What one side of a call says to it. */
export interface Side {
  readonly direction: Direction;
  /** Why no policy of this side is asked; undefined where policies decide. */
  readonly open: 'outside' | 'no-policy' | 'host-network' | 'virtual-nodes' | 'no-engine' | undefined;
  /** Rules that allow the call, or part of the ports. */
  readonly allowedBy: readonly {
    readonly policy: KubernetesObject;
    readonly field: FieldPath;
    readonly ports: PortSet;
  }[];
  /** The policies that close this direction. */
  readonly closedBy: readonly KubernetesObject[];
  readonly ports: PortSet;
}

export interface Why {
  readonly ports: PortSet;
  readonly egress: Side;
  readonly ingress: Side;
}

/** What the policies of both sides say to a call, rule by rule. */
export function why(reach: Reachability, from: End, to: End): Why {
  const egress = sideOf(reach, 'Egress', from, to);
  const ingress = sideOf(reach, 'Ingress', to, from);
  return { ports: egress.ports.and(ingress.ports), egress, ingress };
}

/** @param port by number; with no protocol any of the three counts */
export function isAllowed(ports: PortSet, port: Pick<PodPort, 'number'> & { readonly protocol?: string }): boolean {
  const protocols = port.protocol === undefined ? ['TCP', 'UDP', 'SCTP'] : [port.protocol];
  return protocols.some((protocol) => ports.has({ protocol, number: port.number }));
}

function sideOf(reach: Reachability, direction: Direction, held: End, other: End): Side {
  const nobody = { allowedBy: [], closedBy: [] };
  if (!('pods' in held)) return { direction, open: 'outside', ...nobody, ports: PortSet.ALL };
  const { hostNetwork, virtual } = reach.classes[held.pods] ?? {};
  const unasked = hostNetwork ? 'host-network' : virtual ? 'virtual-nodes' : undefined;
  const open = reach.engine === 'none' ? 'no-engine' : (unasked ?? undefined);
  if (open !== undefined) return { direction, open, ...nobody, ports: PortSet.ALL };
  const closing = reach.policies.filter(
    ({ selected, directions }) => selected.has(held.pods) && directions.includes(direction),
  );
  if (closing.length === 0) return { direction, open: 'no-policy', ...nobody, ports: PortSet.ALL };
  const called = direction === 'Ingress' ? held : other;
  const allowedBy = closing.flatMap((policy) => rulesFor(reach, policy, direction, called, other));
  const ports = allowedBy.reduce((all, rule) => all.or(rule.ports), PortSet.NONE);
  return { direction, open: undefined, allowedBy, closedBy: closing.map(({ object }) => object), ports };
}

function rulesFor(
  reach: Reachability,
  policy: Policy,
  direction: Direction,
  called: End,
  other: End,
): Side['allowedBy'] {
  return policy.rules.flatMap((rule) => {
    if (rule.direction !== direction || !means(rule, other)) return [];
    const ports = rule.portsAt('pods' in called ? reach.classes[called.pods] : undefined);
    return ports.isEmpty ? [] : [{ policy: policy.object, field: rule.field, ports }];
  });
}

function means({ pods, outside }: Rule, end: End): boolean {
  return 'pods' in end ? pods.has(end.pods) : outside.some((range) => contains(range, end.addresses));
}
