import type { Artifacts } from '../../artifact/read/artifacts';
import { formatField } from '../../artifact/field-path';
import type { ReachChange } from '../../analysis/reachability/difference';
import type { End } from '../../analysis/reachability/ends';
import { EVERYWHERE, type Interval, shortText, without } from '../../analysis/reachability/intervals';
import type { Connection } from '../../analysis/reachability/reachability';
import { why } from '../../analysis/reachability/why';
import type { Paint } from '../paint';
import { plain } from '../plain';
import type { ReachAnswer } from './answer';
import { sidesOf } from './words';

/** Why policies do not hold for a workload. */
export const BECAUSE = {
  'host-network': 'in the network of their node',
  'virtual-nodes': 'may run on virtual nodes, which ignore policies',
  'no-engine': 'the cluster has no network policy engine',
} as const;

/** Who reaches whom, by who is called; then the ways in, and what is left open or does nothing. */
export function reachText(answers: readonly ReachAnswer[], artifacts: Artifacts, asks: boolean, paint: Paint): string {
  return answers
    .map((answer) => clusterText(answer, artifacts, { asks, isOne: answers.length === 1, paint }))
    .join('\n');
}

/** What a change opens and closes. */
export function reachChangesText(changes: readonly ReachChange[], paint: Paint): string {
  const lines = changes.flatMap(({ from, to, opened, closed }) => [
    ...(opened.isEmpty ? [] : [`${paint.yellow('opens')}  ${plain(`${from} -> ${to}`)}  ${opened.text}`]),
    ...(closed.isEmpty ? [] : [`${paint.dim('closes')} ${plain(`${from} -> ${to}`)}  ${closed.text}`]),
  ]);
  return lines.join('\n');
}

interface Style {
  /** True where somebody asks for two ends: reasons are told. */
  readonly asks: boolean;
  readonly isOne: boolean;
  readonly paint: Paint;
}

function clusterText(answer: ReachAnswer, artifacts: Artifacts, { asks, isOne, paint }: Style): string {
  const { reach, connections, entrances, coverage, notEnforced, notUnderstood } = answer;
  const lines = isOne ? [] : [paint.bold(`cluster ${plain(reach.cluster ?? 'not told')}`)];
  const outwards = connections.filter(({ ends }) => 'addresses' in ends.to);
  const inside = asks ? connections : connections.filter(({ ends }) => !('addresses' in ends.to));
  for (const [to, group] of byCalled(inside)) {
    lines.push(paint.bold(plain(endText(group[0]?.ends.to, to))));
    for (const one of group) {
      lines.push(`  from ${plain(endText(one.ends.from, one.from))}  ${one.ports.text}`);
      if (!asks) continue;
      const reasons = sidesOf(why(reach, one.ends.from, one.ends.to), artifacts);
      for (const reason of reasons) lines.push(paint.dim(`    ${plain(reason)}`));
    }
  }
  const section = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push('', paint.bold(title), ...items.map((item) => `  ${plain(item)}`));
  };
  section(
    'let in from outside',
    entrances.map(({ through, to, ports, blocked }) =>
      [
        `${through} -> ${to}`,
        ...(ports.isEmpty ? [] : [ports.text]),
        ...(blocked.isEmpty ? [] : [`policies stop ${blocked.text}`]),
      ].join('  '),
    ),
  );
  if (!asks) {
    section(
      'call addresses outside',
      outsideLines(outwards).map(({ from, ports, ranges }) => `${from}  ${ports}  ${ranges}`),
    );
    section('not closed by any policy', grouped(coverage.open));
    section(
      'policies that select nothing',
      coverage.selectNothing.map(({ id }) => id),
    );
    section(
      'rules that nothing meets',
      coverage.matchNothing.map(({ policy, field }) => `${policy.id} ${formatField(field)}`),
    );
  }
  section(
    'policies are not enforced on',
    notEnforced.map(({ workload, because }) => `${workload}: ${BECAUSE[because]}`),
  );
  section(
    'not understood, and may allow and close more',
    notUnderstood.map(({ id }) => id),
  );
  return lines
    .map((line) => `${line}\n`)
    .join('')
    .replace(/^\n/, '');
}

function endText(end: End | undefined, name: string): string {
  return end && 'addresses' in end ? shortText(end.addresses) : name;
}

/** Addresses outside that a workload may call on some ports. */
export interface OutsideLine {
  readonly from: string;
  readonly ports: string;
  /** The ranges that it may call, or the few that it may not. */
  readonly ranges: string;
}

/** One for each caller and ports. */
export function outsideLines(connections: readonly Connection[]): readonly OutsideLine[] {
  const groups = new Map<string, Connection[]>();
  for (const one of connections) {
    const key = `${one.from}\n${one.ports.text}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const [{ from, ports }] = group as [Connection];
    const intervals = group.flatMap(({ ends }) => ('addresses' in ends.to ? [ends.to.addresses] : []));
    return { from, ports: ports.text, ranges: rangesText(intervals) };
  });
}

function rangesText(intervals: readonly Interval[]): string {
  const families = [...new Set(intervals.map(({ family }) => family))];
  const closed = families.flatMap((family) => without(EVERYWHERE[family], intervals));
  if (closed.length === 0) return 'anywhere';
  const print = (some: readonly Interval[]): string => some.map(shortText).join(', ');
  return closed.length < intervals.length ? `anywhere but ${print(closed)}` : print(intervals);
}

function byCalled<T extends { readonly to: string }>(connections: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of connections) groups.set(one.to, [...(groups.get(one.to) ?? []), one]);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function grouped(open: ReachAnswer['coverage']['open']): readonly string[] {
  const directions = new Map<string, string[]>();
  for (const { workload, direction } of open) {
    directions.set(workload, [...(directions.get(workload) ?? []), direction === 'Ingress' ? 'ingress' : 'egress']);
  }
  return [...directions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([workload, list]) => `${workload}: ${list.join(', ')}`);
}
