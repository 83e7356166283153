import { EVERYWHERE, type Interval, overlaps, parseInterval } from './intervals';
import type { Reachability } from './reachability';

/** One end of a call: pods of a class by number, or addresses outside the cluster. */
export type End = { readonly pods: number } | { readonly addresses: Interval };

/** What somebody means by a name: workloads of a cluster, or addresses. */
export type Meant = { readonly workloads: ReadonlySet<string> } | { readonly addresses: Interval };

/** Every workload of a cluster by name, sorted. */
export function workloadNames({ classes }: Reachability): readonly string[] {
  return [...new Set(classes.flatMap(({ members }) => members))].sort();
}

/**
 * What a text means: `shop/Deployment/web`, `shop/web` or `web` workloads; `shop/` all of a namespace; `10.0.0.0/8` or an
 * address those addresses; `outside` every one. Undefined where it means nothing in this cluster.
 */
export function meaningOf(text: string, reach: Reachability): Meant | undefined {
  if (text === 'outside') return { addresses: EVERYWHERE.IPv4 };
  const addresses = parseInterval(text);
  if (addresses) return { addresses };
  const found = workloadNames(reach).filter((name) => means(text, name));
  return found.length > 0 ? { workloads: new Set(found) } : undefined;
}

/** Whether an end is, or is part of, what is meant. */
export function isMeant(end: End, name: string, meant: Meant): boolean {
  if ('addresses' in meant) return 'addresses' in end && overlaps(end.addresses, meant.addresses);
  return 'pods' in end && meant.workloads.has(name);
}

function means(text: string, workload: string): boolean {
  const [namespace = '', , ...name] = workload.split('/');
  const plain = name.join('/');
  return [workload, `${namespace}/${plain}`, plain, `${namespace}/`, `${namespace}/*`].includes(text);
}
