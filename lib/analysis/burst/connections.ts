import { replicasOf } from '../scaling/scalers';
import { asBody, type Workload } from '../workload/workloads';
import type { World } from '../world';
import { type Connections, declaredConnections } from './declared';

/** Databases whose limit is below what all pods keep open when each workload has its most. */
export function connectionWarnings(moving: readonly Workload[], world: World): readonly string[] {
  const databases = new Map<string, { declared: Connections; sum: number; of: string[] }>();
  // Who else keeps connections to the same database counts too.
  const wanted = new Set(moving.map((one) => declaredConnections(one)?.to));
  const { cluster } = (moving[0] as Workload).object;
  for (const workload of world.workloads.filter(({ object }) => object.cluster === cluster)) {
    const declared = declaredConnections(workload);
    if (!declared || !wanted.has(declared.to)) continue;
    const most = mostPods(workload, world);
    const known = databases.get(declared.to) ?? { declared, sum: 0, of: [] };
    known.sum += most * declared.each;
    known.of.push(`${workload.object.id} ${most} x ${declared.each}`);
    if (declared.limit < known.declared.limit) known.declared = declared;
    databases.set(declared.to, known);
  }
  return [...databases.values()]
    .filter(({ declared, sum }) => sum > declared.limit)
    .map(
      ({ declared, sum, of }) =>
        `database '${declared.to}' takes ${declared.limit} connections; all pods keep ${sum} (${of.join(', ')})`,
    );
}

function mostPods(workload: Workload, world: World): number {
  const { object } = workload;
  if (object.kind === 'ScaledJob') {
    const { maxReplicaCount, minReplicaCount } = asBody(object.body.spec) ?? {};
    const [max, min] = [maxReplicaCount ?? 100, minReplicaCount ?? 0];
    return Number(max) + Number(min);
  }
  return replicasOf(workload, world.artifacts)?.max ?? 1;
}
