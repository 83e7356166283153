import { EVERYWHERE, type Interval, parseInterval } from '../reachability/intervals';
import { workloadName } from '../reachability/pods';
import { operatedWorkloads } from '../workload/operated';
import type { World } from '../world';

/** What an end of a promise is in the files: workloads by cluster and name, or addresses. */
export interface PromisedEnd {
  /** As it is told: the construct path, or the range. */
  readonly text: string;
  /** Names of workloads, by cluster. */
  readonly workloads: ReadonlyMap<string | undefined, ReadonlySet<string>>;
  readonly addresses: Interval | undefined;
}

/** Undefined where a construct has no workload in the files. */
export function promisedEnd(text: string, { workloads, artifacts }: World): PromisedEnd | undefined {
  const addresses = text === 'outside' ? EVERYWHERE.IPv4 : parseInterval(text);
  if (addresses) return { text, workloads: new Map(), addresses };
  const found = new Map<string | undefined, Set<string>>();
  for (const { object } of [...workloads, ...operatedWorkloads(artifacts)]) {
    if (object.path === undefined || !`${object.path}/`.startsWith(`${text}/`)) continue;
    const names = found.get(object.cluster) ?? new Set<string>();
    found.set(object.cluster, names.add(workloadName(object)));
  }
  return found.size > 0 ? { text, workloads: found, addresses: undefined } : undefined;
}
