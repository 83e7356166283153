import colors from 'picocolors';
import { ZONE } from '../analysis/scheduler/node';
import { drainOf } from '../analysis/zones/drain';
import { type AnyLoss, type Level, outageOf, place, type Placed } from '../analysis/zones/outage';
import { regionOutage } from '../analysis/zones/region';
import { meantOr } from '../core/suggest';
import { drainJson, drainText, outageJson, outageText } from '../report/simulate/outage';
import { badUse } from './bad-use';
import { clustersWithPools, readWorld } from './read-world';
import type { Terminal } from './terminal';

export interface OutageCommand {
  readonly zone?: string;
  /** True for the node that runs most pods. */
  readonly node?: string | true;
  readonly pool?: string;
  readonly region?: string;
  readonly drain?: string;
  readonly at: Level;
  readonly seed?: string;
  /** `NAME=FOLDER` */
  readonly cluster?: readonly string[];
  readonly format: 'text' | 'json';
}

/** Tells what is left when something goes dark, or while a pool is drained. Returns the exit code: 1 where a drain stops. */
export function outage(folders: readonly string[], command: OutageCommand, terminal: Terminal): number {
  const [kind, ...others] = (['zone', 'node', 'pool', 'region', 'drain'] as const).filter((one) => command[one]);
  if (kind === undefined || others.length > 0) {
    const rule =
      kind === undefined ? 'nothing that goes dark was named' : `${[kind, ...others].join(' and ')} are both named`;
    throw badUse({ rule, fix: 'Write one of --zone 2, --node, --pool apps, --region westeurope and --drain apps' });
  }
  const world = readWorld(folders, command.cluster);
  const options = { level: command.at, seed: parseSeed(command.seed) };
  const clusters = clustersWithPools(world, folders);
  const placed = clusters.map(([cluster, nodes]) => ({ cluster, placed: place(world, nodes, cluster, options) }));
  const paint = colors.createColors(process.stdout.isTTY === true && colors.isColorSupported);
  const wantsJson = command.format === 'json' || terminal.wantsJson;
  if (kind === 'drain') return tellDrain(placed, String(command.drain), wantsJson, terminal);
  const { lost, of } = lossOf(kind, command, placed);
  const outages =
    'region' in lost
      ? regionOutage(placed, lost.region)
      : of.map((one) => ({ cluster: one.cluster, outage: outageOf(one.placed, lost) }));
  if (wantsJson) terminal.json(outageJson(outages, lost));
  else terminal.print(outageText(outages, `${kind} ${Object.values(lost).join()}`, paint));
  return 0;
}

interface ClusterPlaced {
  readonly cluster: string;
  readonly placed: Placed;
}

function tellDrain(placed: readonly ClusterPlaced[], pool: string, wantsJson: boolean, terminal: Terminal): number {
  const of = havingPool('--drain', pool, placed);
  const drains = of.map((one) => ({ cluster: one.cluster, drain: drainOf(one.placed, pool) }));
  const paint = colors.createColors(process.stdout.isTTY === true && colors.isColorSupported);
  if (wantsJson) terminal.json(drainJson(drains, pool));
  else terminal.print(drainText(drains, paint));
  return drains.some(({ drain }) => drain.blocked.length > 0) ? 1 : 0;
}

/** What is lost, and the clusters that have it. @throws CdkAksError `cli/bad-use` where none has */
function lossOf(
  kind: 'zone' | 'node' | 'pool' | 'region',
  command: OutageCommand,
  placed: readonly ClusterPlaced[],
): { readonly lost: AnyLoss; readonly of: readonly ClusterPlaced[] } {
  if (kind === 'region') {
    const region = String(command.region);
    return {
      lost: { region },
      of: having('--region', region, placed, ({ placed: { nodes } }) => [nodes.location ?? '']),
    };
  }
  if (kind === 'zone') {
    const zone = String(command.zone);
    return { lost: { zone }, of: having('--zone', zone, placed, zonesOf) };
  }
  if (kind === 'pool')
    return { lost: { pool: String(command.pool) }, of: havingPool('--pool', String(command.pool), placed) };
  const node = command.node === true ? busiest(placed) : String(command.node);
  return { lost: { node }, of: having('--node', node, placed, nodesOf) };
}

function havingPool(property: string, pool: string, placed: readonly ClusterPlaced[]): readonly ClusterPlaced[] {
  return having(property, pool, placed, ({ placed: { platform } }) =>
    platform.groups.filter(({ group }) => group.pool).map(({ group }) => group.name),
  );
}

function having(
  property: string,
  value: string,
  placed: readonly ClusterPlaced[],
  namesOf: (one: ClusterPlaced) => readonly string[],
): readonly ClusterPlaced[] {
  const found = placed.filter((one) => namesOf(one).includes(value));
  if (found.length > 0) return found;
  const names = [...new Set(placed.flatMap(namesOf))].filter((name) => name !== '').sort();
  const known = names.length === 0 ? 'The files tell of none' : `Write one of ${names.slice(0, 20).join(', ')}`;
  throw badUse({ property, value, rule: 'is not in these files', fix: meantOr(value, names, known) });
}

/** `1`, and as node labels have it `westeurope-1`. */
function zonesOf({ placed: { platform } }: ClusterPlaced): readonly string[] {
  const labels = platform.nodes.flatMap(({ labels: own }) => own[ZONE] ?? []);
  return [...new Set(labels.flatMap((label) => [label.split('-').at(-1) ?? label, label]))];
}

function nodesOf({ placed: { simulation } }: ClusterPlaced): readonly string[] {
  const { cluster } = simulation;
  return cluster.nodes.flatMap(({ name }, node) => (cluster.on[node] === 1 ? [name] : []));
}

/** The node that runs most pods. */
function busiest(placed: readonly ClusterPlaced[]): string {
  const counted = placed.flatMap(({ placed: { simulation } }) =>
    simulation.cluster.nodes.map(({ name, pods }, node) => ({
      name,
      count: Number.isSafeInteger(pods * 2) ? simulation.cluster.podsOn(node).length : 0,
    })),
  );
  return counted.reduce((a, b) => (b.count > a.count ? b : a), { name: '', count: -1 }).name;
}

function parseSeed(text: string | undefined): number {
  if (text === undefined) return 1;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw badUse({ property: '--seed', value: text, rule: 'is no seed', fix: 'Write a whole number such as 7' });
}
