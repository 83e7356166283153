import type { PoolCapacity, Room } from '../../analysis/capacity/capacity';
import type { ClusterCapacity } from '../../analysis/capacity/cluster-capacity';
import type { Paint } from '../paint';
import { plain } from '../plain';
import { table } from './table';

/** The fields that programs may rely on, in this order. CPU in thousandths of a core, memory in bytes. */
export function capacityJson(clusters: readonly ClusterCapacity[]): object {
  return {
    clusters: clusters.map(({ cluster, atMin, atMax, addresses, cost, zoneLossPerHour, unknown }) => ({
      cluster,
      atMin,
      atMax,
      addresses: addresses.uses,
      cost: { ...cost, unknown: undefined, zoneLossPerHour: zoneLossPerHour ?? null },
      unknown: [...unknown, ...addresses.unknown, ...cost.unknown],
    })),
  };
}

export function capacityText(clusters: readonly ClusterCapacity[], paint: Paint): string {
  return clusters.map((one) => clusterText(one, paint)).join('\n');
}

function clusterText(
  { cluster, atMin, atMax, addresses, cost, zoneLossPerHour, unknown }: ClusterCapacity,
  paint: Paint,
): string {
  const section = (title: string, lines: readonly string[]): readonly string[] => {
    const [head = '', ...rows] = lines;
    return rows.length === 0 ? [] : [paint.bold(title), `  ${paint.dim(head)}`, ...rows.map((row) => `  ${row}`)];
  };
  const notKnown = [...unknown, ...addresses.unknown, ...cost.unknown];
  return [
    paint.bold(plain(cluster)),
    ...section('room, with the fewest replicas', roomTable(atMin.pools)),
    ...section('room, with the most replicas', roomTable(atMax.pools)),
    ...atMax.waiting.map(({ workload, pods }) =>
      paint.yellow(`  ${pods} ${pods === 1 ? 'pod' : 'pods'} of ${plain(workload)} find no node even then`),
    ),
    ...atMax.pools.filter(({ isFull }) => isFull).map(({ pool }) => paint.dim(`  pool ${plain(pool)} is at its most`)),
    ...section(
      'addresses',
      table(
        ['range', 'usable', 'fewest', 'most', 'with surge', 'rotating'],
        addresses.uses.map(({ of, range, usable, atMin: few, atMax: most, withSurge, rotating }) => [
          `${plain(of)} ${plain(range)}`,
          ...[usable, few, most, withSurge, rotating].map(String),
        ]),
      ),
    ),
    ...section(
      `US dollars a month, Linux on demand, prices of ${cost.pricesOf}`,
      table(
        ['pool', 'size', 'fewest', 'expected', 'most'],
        [
          ...cost.pools.map((pool) => [
            plain(pool.pool),
            plain(pool.size),
            ...[pool.atMin, pool.expected, pool.atMax].map(dollars),
          ]),
          ['all that is known', '', ...[cost.atMin, cost.expected, cost.atMax].map(dollars)],
        ],
      ),
    ),
    ...(zoneLossPerHour === undefined
      ? []
      : [`  while a zone is away, nodes that come cost up to ${zoneLossPerHour.toFixed(2)} an hour`]),
    ...notKnown.map((one) => paint.dim(`  not known: ${plain(one)}`)),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function roomTable(pools: readonly PoolCapacity[]): readonly string[] {
  return table(
    ['pool', 'nodes', 'of at most', 'pods', 'CPU', 'memory', 'stranded', 'largest pod'],
    pools.map(({ pool, nodes, maxNodes, pods, asked, offered, stranded, largestPod }) => [
      plain(pool),
      ...[nodes, maxNodes, pods].map(String),
      share(asked.cpu, offered.cpu),
      share(asked.memory, offered.memory),
      roomText(stranded),
      largestPod ? roomText(largestPod) : '',
    ]),
  );
}

function share(asked: number, offered: number): string {
  return offered === 0 ? '' : `${Math.round((asked / offered) * 100)} %`;
}

/** `1.5 CPU 3.2 Gi` */
function roomText({ cpu, memory }: Room): string {
  return `${(cpu / 1000).toFixed(1)} CPU ${(memory / 2 ** 30).toFixed(1)} Gi`;
}

function dollars(amount: number | undefined): string {
  return amount === undefined ? 'not known' : amount.toFixed(0);
}
