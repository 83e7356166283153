import colors from 'picocolors';
import { type End, meaningOf, type Meant, workloadNames } from '../analysis/reachability/ends';
import type { Engine } from '../analysis/reachability/engines';
import { reachDifference } from '../analysis/reachability/difference';
import { connectionsOf, type Reachability, reachabilityOf } from '../analysis/reachability/reachability';
import { PROTOCOLS } from '../analysis/reachability/port-set';
import { policyProblems } from '../analysis/reachability/problems';
import { isAllowed, why } from '../analysis/reachability/why';
import type { World } from '../analysis/world';
import type { Artifacts } from '../artifact/read/artifacts';
import { CdkAksError } from '../core/errors';
import { didYouMean } from '../core/suggest';
import { answerReach, type ReachAnswer } from '../report/reach/answer';
import { reachChangesJson, reachJson } from '../report/reach/json';
import { reachChangesText, reachText } from '../report/reach/text';
import { sidesOf } from '../report/reach/words';
import { badUse } from './bad-use';
import { readWorld } from './read-world';
import type { Terminal } from './terminal';

export interface ReachCommand {
  readonly from?: string;
  readonly to?: string;
  /** `8080`, `TCP/8080` */
  readonly port?: string;
  readonly engine?: Engine;
  /** Folder of what it was before. */
  readonly against?: string;
  /** `NAME=FOLDER` */
  readonly cluster?: readonly string[];
  readonly format: 'text' | 'json';
}

/**
 * Tells who reaches whom. Asked for one port between two ends, it answers with the exit code as well: 0 where it is open, 1
 * where it is closed.
 */
export function reach(folders: readonly string[], command: ReachCommand, terminal: Terminal): number {
  const port = command.port === undefined ? undefined : parsePort(command.port);
  const world = read(folders, command);
  const clusters = reachabilityOf(world, command.engine);
  if (command.against !== undefined) return tellChanges(command.against, clusters, command, terminal);
  const from = meant('--from', command.from, clusters);
  const to = meant('--to', command.to, clusters);
  const answers = clusters.map((one, index) => answerReach(one, world, { from: from?.[index], to: to?.[index] }));
  const asks = command.from !== undefined && command.to !== undefined;
  const open = port === undefined ? answers : answers.map((answer) => onPort(answer, port));
  const paint = colors.createColors(process.stdout.isTTY === true && colors.isColorSupported);
  if (command.format === 'json' || terminal.wantsJson) terminal.json(reachJson(open, world.artifacts, asks));
  else {
    const text = reachText(open, world.artifacts, asks, paint);
    if (text !== '') terminal.print(text);
    const found = open.some(({ connections }) => connections.length > 0);
    if (asks && !found) terminal.print(closedText(clusters, from, to, world.artifacts));
    const count = open.reduce((sum, { connections }) => sum + connections.length, 0);
    terminal.info(`${count} ${count === 1 ? 'connection' : 'connections'} allowed`);
  }
  return asks && port !== undefined && open.every(({ connections }) => connections.length === 0) ? 1 : 0;
}

function read(folders: readonly string[], { cluster }: ReachCommand): World {
  const world = readWorld(folders, cluster);
  const invalid = policyProblems(world.artifacts);
  if (invalid.length > 0) throw new CdkAksError(invalid);
  return world;
}

function tellChanges(
  before: string,
  clusters: readonly Reachability[],
  command: ReachCommand,
  terminal: Terminal,
): number {
  const old = reachabilityOf(read([before], command), command.engine);
  const changes = reachDifference(old.flatMap(connectionsOf), clusters.flatMap(connectionsOf));
  if (command.format === 'json' || terminal.wantsJson) terminal.json(reachChangesJson(changes));
  else {
    const paint = colors.createColors(process.stdout.isTTY === true && colors.isColorSupported);
    if (changes.length > 0) terminal.print(reachChangesText(changes, paint));
    const count = (of: 'opened' | 'closed'): number => changes.filter((one) => !one[of].isEmpty).length;
    terminal.info(`${count('opened')} opened, ${count('closed')} closed`);
  }
  return 0;
}

interface AskedPort {
  readonly number: number;
  readonly protocol?: string;
}

function parsePort(text: string): AskedPort {
  const [, protocol, digits] = /^(?:(TCP|UDP|SCTP)\/)?(\d{1,5})$/i.exec(text) ?? [];
  const number = Number(digits);
  if (digits === undefined || number < 1 || number > 65_535) {
    const fix = `Write a number from 1 to 65535, or one such as ${PROTOCOLS.map((one) => `${one}/53`).join(', ')}`;
    throw badUse({ property: '--port', value: text, rule: 'is no port', fix });
  }
  return { number, ...(protocol === undefined ? {} : { protocol: protocol.toUpperCase() }) };
}

/** What a name means in each cluster. @throws CdkAksError `cli/bad-use` where it means nothing in any of them */
function meant(
  property: string,
  text: string | undefined,
  clusters: readonly Reachability[],
): readonly Meant[] | undefined {
  if (text === undefined) return undefined;
  const found = clusters.map((one) => meaningOf(text, one));
  if (found.some((one) => one !== undefined)) return found.map((one) => one ?? { workloads: new Set<string>() });
  const names = clusters.flatMap(workloadNames);
  const hint = didYouMean(text, [...names, ...names.map((name) => name.split('/').at(-1) ?? '')]).trim();
  const fix =
    hint || 'Write a workload such as shop/Deployment/web, a namespace as shop/, a range of addresses, or outside';
  throw badUse({ property, value: text, rule: 'is no workload, namespace or address of these files', fix });
}

function onPort(answer: ReachAnswer, port: AskedPort): ReachAnswer {
  return { ...answer, connections: answer.connections.filter(({ ports }) => isAllowed(ports, port)) };
}

/** Why nothing is allowed between two ends: said of one pair of each cluster. */
function closedText(
  clusters: readonly Reachability[],
  from: readonly Meant[] | undefined,
  to: readonly Meant[] | undefined,
  artifacts: Artifacts,
): string {
  const lines = clusters.flatMap((one, index) => {
    const [source, target] = [endOf(one, from?.[index]), endOf(one, to?.[index])];
    return source && target ? sidesOf(why(one, source, target), artifacts) : [];
  });
  return ['closed', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** The first of what is meant. */
function endOf({ classes }: Reachability, meant: Meant | undefined): End | undefined {
  if (meant === undefined) return undefined;
  if ('addresses' in meant) return { addresses: meant.addresses };
  const at = classes.findIndex(({ members }) => members.some((name) => meant.workloads.has(name)));
  return at < 0 ? undefined : { pods: at };
}
