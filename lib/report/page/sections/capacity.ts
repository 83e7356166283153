import type { PoolCapacity, Room } from '../../../analysis/capacity/capacity';
import { clusterCapacity, type ClusterCapacity } from '../../../analysis/capacity/cluster-capacity';
import { clusterNodes } from '../../../analysis/scheduling/node-groups';
import { type Markup, markup } from '../markup';
import { code, fold, numbers, row, table } from '../parts';
import { zoneOutages } from '../outages';
import type { SectionOf } from '../section';

/** How full pools and ranges of addresses are, and what the machines cost. */
export const capacitySection: SectionOf = (report) => {
  const { world } = report;
  const outages = zoneOutages(report);
  const clusters = [...clusterNodes(world.artifacts)].map(([cluster, nodes]) => {
    const own = outages.filter((one) => one.cluster === cluster);
    return clusterCapacity(
      world,
      nodes,
      cluster,
      own.map(({ perHour }) => perHour),
    );
  });
  if (clusters.length === 0) return undefined;
  return {
    id: 'capacity',
    title: 'Capacity and cost',
    body: markup`${clusters.map(clusterTables)}`,
  };
};

function clusterTables({ cluster, atMin, atMax, addresses, cost, zoneLossPerHour, unknown }: ClusterCapacity): Markup {
  const notKnown = [...unknown, ...addresses.unknown, ...cost.unknown];
  const uses = addresses.uses.map(({ of, range, usable, atMin: few, atMax: most, withSurge, rotating }) =>
    row([code(of), range, ...numbers([usable, few, most, withSurge, rotating]), bar(rotating, usable)]),
  );
  const costs = cost.pools.map(({ pool, size, atMin: few, expected, atMax: most }) =>
    row([code(pool), size, ...numbers([few, expected, most].map(dollars))]),
  );
  const sum = row(['all that is known', '', ...numbers([cost.atMin, cost.expected, cost.atMax].map(dollars))]);
  const waiting = atMax.waiting.map(
    ({
      workload,
      pods,
    }) => markup`<p><span class="badge warning">waiting</span> ${pods} of ${code(workload)} find no node even then.</p>
`,
  );
  return markup`<h3>${cluster}</h3>
<h4>Room with the fewest pods</h4>
${rooms(atMin.pools)}<h4>Room with the most pods</h4>
${rooms(atMax.pools)}${waiting}${
    uses.length === 0
      ? undefined
      : markup`<h4>Addresses</h4>
${table(['range of', 'addresses', ...numbers(['usable', 'fewest', 'most', 'with surge', 'rotating']), ''], uses)}`
  }<h4>US dollars a month</h4>
<p class="quiet">Machines on demand with Linux, prices of ${cost.pricesOf}.${
    zoneLossPerHour === undefined || zoneLossPerHour === 0
      ? undefined
      : ` While a zone is away, nodes that come cost up to ${zoneLossPerHour.toFixed(2)} an hour.`
  }</p>
${table(['pool', 'size', ...numbers(['fewest', 'expected', 'most'])], [...costs, sum])}${
    notKnown.length === 0
      ? undefined
      : fold(
          `Not known (${notKnown.length})`,
          markup`<ul>
${notKnown.map(
  (text) => markup`<li>${text}</li>
`,
)}</ul>
`,
        )
  }`;
}

function rooms(pools: readonly PoolCapacity[]): Markup {
  const rows = pools.map(({ pool, nodes, maxNodes, pods, asked, offered, stranded, largestPod }) =>
    row([
      code(pool),
      ...numbers([`${nodes} of ${maxNodes}`, pods, share(asked.cpu, offered.cpu)]),
      bar(asked.cpu, offered.cpu),
      ...numbers([share(asked.memory, offered.memory)]),
      bar(asked.memory, offered.memory),
      roomText(stranded),
      largestPod === undefined ? '' : roomText(largestPod),
    ]),
  );
  const [nodes, pods, cpu, memory] = numbers(['nodes', 'pods', 'CPU', 'memory']);
  return table(['pool', nodes, pods, cpu, '', memory, '', 'stranded', 'largest pod that fits'], rows);
}

const BAR = 80;

/** How much of something is taken. */
function bar(taken: number, of: number): Markup {
  if (of <= 0) return markup``;
  const share = taken / of;
  const width = (Math.min(1, share) * BAR).toFixed(1);
  const kind = share > 1 ? 'over' : share > 0.85 ? 'tight' : 'kept';
  return markup`<svg class="bar" width="${BAR}" height="10" viewBox="0 0 ${BAR} 10" aria-hidden="true"><rect class="all" width="${BAR}" height="10"/><rect class="${kind}" width="${width}" height="10"/></svg>`;
}

function share(asked: number, offered: number): string {
  return offered === 0 ? '' : `${Math.round((asked / offered) * 100)} %`;
}

/** `1.5 CPU, 3.2 Gi` */
function roomText({ cpu, memory }: Room): string {
  return `${(cpu / 1000).toFixed(1)} CPU, ${(memory / 2 ** 30).toFixed(1)} Gi`;
}

function dollars(amount: number | undefined): string {
  return amount === undefined ? 'not known' : amount.toFixed(0);
}
