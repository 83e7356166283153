import type { Drain } from '../../analysis/zones/drain';
import type { Outage, WorkloadOutage } from '../../analysis/zones/outage';
import type { Paint } from '../paint';
import { plain } from '../plain';
import { table } from './table';

/** An outage of one cluster. */
export interface ClusterOutage {
  readonly cluster: string;
  readonly outage: Outage;
}

export interface ClusterDrain {
  readonly cluster: string;
  readonly drain: Drain;
}

/** The fields that programs may rely on, in this order. `cluster` stands where there are several. */
export function outageJson(outages: readonly ClusterOutage[], lost: object): object {
  const isOne = outages.length === 1;
  return {
    lost,
    workloads: outages.flatMap(({ cluster, outage }) =>
      outage.workloads.map((one) => ({
        ...(isOne ? {} : { cluster }),
        workload: one.workload,
        before: one.before,
        atOnce: one.atOnce,
        recovered: one.recovered,
        guaranteed: one.guaranteed,
        ...(one.afterScaleDown === undefined ? {} : { afterScaleDown: one.afterScaleDown }),
        why: one.why,
      })),
    ),
    network: [...new Set(outages.flatMap(({ outage }) => outage.network))],
    unknown: [...new Set(outages.flatMap(({ outage }) => outage.unknown))],
  };
}

/** What is left of each workload, worst first. */
export function outageText(outages: readonly ClusterOutage[], what: string, paint: Paint): string {
  return outages
    .map(({ cluster, outage }) => {
      const rows = [...outage.workloads].sort((a, b) => left(a) - left(b) || (a.workload < b.workload ? -1 : 1));
      const lines = table(
        ['workload', 'before', 'at once', 'recovered', 'guaranteed'],
        rows.map((one) => [
          plain(one.workload),
          ...[one.before, one.atOnce, one.recovered, one.guaranteed].map(String),
        ]),
      );
      const [head = '', ...body] = lines;
      return [
        paint.bold(`${what} of ${plain(cluster)} goes dark`),
        `  ${paint.dim(head)}`,
        ...body.flatMap((line, at) => [
          `  ${rows[at] && left(rows[at]) < 1 ? paint.yellow(line) : line}`,
          ...(rows[at]?.why ?? []).map((why) => paint.dim(`      ${plain(why)}`)),
        ]),
        ...driftLines(rows).map((line) => paint.dim(`  ${line}`)),
        ...outage.network.map((one) => paint.yellow(`  ${plain(one)}`)),
        ...outage.unknown.map((one) => paint.dim(`  not known: ${plain(one)}`)),
      ]
        .map((line) => `${line}\n`)
        .join('');
    })
    .join('\n');
}

/** Those that may have drifted further than they are guaranteed: told apart, since a fresh placement is what can be promised. */
function driftLines(rows: readonly WorkloadOutage[]): readonly string[] {
  const drifted = rows.filter(
    ({ afterScaleDown, guaranteed }) => afterScaleDown !== undefined && afterScaleDown < guaranteed,
  );
  if (drifted.length === 0) return [];
  const told = drifted.map(
    ({ workload, afterScaleDown, before }) => `${plain(workload)} ${afterScaleDown} of ${before}`,
  );
  return [`after a scale-down from their most, which keeps no spread, only these are guaranteed: ${told.join(', ')}`];
}

export function drainJson(drains: readonly ClusterDrain[], pool: string): object {
  const isOne = drains.length === 1;
  return {
    drained: { pool },
    blocked: drains.flatMap(({ cluster, drain }) =>
      drain.blocked.map((one) => ({ ...(isOne ? {} : { cluster }), ...one })),
    ),
    workloads: drains.flatMap(({ cluster, drain }) =>
      drain.workloads.map((one) => ({ ...(isOne ? {} : { cluster }), ...one })),
    ),
    unknown: [...new Set(drains.flatMap(({ drain }) => drain.unknown))],
  };
}

export function drainText(drains: readonly ClusterDrain[], paint: Paint): string {
  return drains
    .map(({ cluster, drain }) => {
      const touched = drain.workloads.filter(({ before, fewest, why }) => fewest < before || why.length > 0);
      const [head = '', ...body] = table(
        ['workload', 'before', 'fewest', 'after'],
        touched.map(({ workload, before, fewest, after }) => [plain(workload), ...[before, fewest, after].map(String)]),
      );
      return [
        paint.bold(`pool ${plain(drain.pool)} of ${plain(cluster)} is drained, with ${drain.surge} more for the time`),
        ...drain.blocked.map(({ node, workload, budget }) =>
          paint.red(`  stops at ${plain(node)}: ${plain(budget)} lets no pod of ${plain(workload)} go`),
        ),
        ...(touched.length === 0 ? ['  no workload has fewer pods at any time'] : [`  ${paint.dim(head)}`]),
        ...body.map((line) => `  ${line}`),
        ...drain.unknown.map((one) => paint.dim(`  not known: ${plain(one)}`)),
      ]
        .map((line) => `${line}\n`)
        .join('');
    })
    .join('\n');
}

/** Share of its pods that a workload keeps; those that keep all come last. */
function left({ before, atOnce, recovered, guaranteed }: WorkloadOutage): number {
  return before === 0 ? 1 : Math.min(atOnce, recovered, guaranteed) / before;
}
