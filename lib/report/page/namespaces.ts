import type { Reachability } from '../../analysis/reachability/reachability';
import type { PortSet } from '../../analysis/reachability/port-set';

/** Calls between the workloads of two namespaces, or of one. */
export interface NamespaceCalls {
  readonly from: string;
  readonly to: string;
  /** Pairs of workloads of which the one may call the other. */
  readonly pairs: number;
  readonly ports: PortSet;
}

/** Connections by namespace, without making a list of all: of a thousand open workloads there are a million. */
export function namespaceCalls({ classes, into }: Reachability): readonly NamespaceCalls[] {
  const found = new Map<string, NamespaceCalls>();
  classes.forEach(({ namespace, members }, at) => {
    for (const { from, ports } of into[at] ?? []) {
      for (const caller of from.members()) {
        const source = classes[caller];
        if (!source) continue;
        const pairs = source.members.length * members.length - (caller === at ? members.length : 0);
        if (pairs === 0) continue;
        const key = `${source.namespace}\n${namespace}`;
        const known = found.get(key);
        found.set(key, {
          from: source.namespace,
          to: namespace,
          pairs: (known?.pairs ?? 0) + pairs,
          ports: known ? known.ports.or(ports) : ports,
        });
      }
    }
  });
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, calls]) => calls);
}
