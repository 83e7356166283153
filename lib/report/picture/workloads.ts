import { replicasOf } from '../../analysis/scaling/scalers';
import { groupsFor } from '../../analysis/scheduling/fit';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { workloadName } from '../../analysis/reachability/pods';
import type { Workload } from '../../analysis/workload/workloads';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { ReachAnswer } from '../reach/answer';
import { namespaceCalls } from '../page/namespaces';
import { countText } from './azure-words';
import type { Box, Frame, Line, Picture } from './picture';
import { subjectOfNamespace, subjectOfWorkload } from './subjects';

/** More workloads than these are drawn as their namespaces. */
const MOST_WORKLOADS = 60;
const MOST_NAMESPACES = 60;
/** More lines than these are a grey area: they are left to the table. */
const MOST_LINES = 260;

/** What runs on a cluster: workloads by namespace, who is let in from outside, and the calls that policies allow. */
export function workloadPicture(answer: ReachAnswer, workloads: readonly Workload[], artifacts: Artifacts): Picture {
  const { cluster } = answer.reach;
  const isFolded = workloads.length > MOST_WORKLOADS;
  const all = isFolded ? folded(answer, workloads) : whole(answer, workloads, artifacts);
  const isTooMuch = all.lines.length > MOST_LINES;
  const notes = [
    ...(isFolded ? [`${workloads.length} workloads are drawn as their namespaces`] : []),
    ...all.notes,
    ...(isTooMuch ? [`${all.lines.length} connections are in the table alone`] : []),
  ];
  return {
    id: `workloads-${cluster ?? 'all'}`,
    title: cluster === undefined ? 'Workloads' : `Workloads of ${cluster}`,
    frames: all.frames,
    boxes: all.boxes,
    lines: isTooMuch ? all.lines.filter(({ kind }) => kind === 'entrance') : all.lines,
    note: notes.length === 0 ? undefined : notes.join('; '),
  };
}

interface Parts {
  readonly frames: readonly Frame[];
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

function whole(answer: ReachAnswer, workloads: readonly Workload[], artifacts: Artifacts): Parts {
  const { cluster } = answer.reach;
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))].sort();
  const frames = namespaces.map((namespace): Frame => ({
    id: `${namespace}/`,
    kind: 'namespace',
    title: namespace,
    subject: subjectOfNamespace(cluster, namespace),
    frames: [],
    boxes: unique(
      workloads.filter((one) => one.namespace === namespace).map((one) => workloadBox(one, artifacts)),
      ({ id }) => id,
    ),
  }));
  return { frames, ...waysIn(answer), lines: linesOf(answer, (name) => name), notes: [] };
}

function folded(answer: ReachAnswer, workloads: readonly Workload[]): Parts {
  const counts = new Map<string, number>();
  for (const { namespace } of workloads) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  const largest = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const drawn = largest.slice(0, MOST_NAMESPACES).sort(([a], [b]) => (a < b ? -1 : 1));
  const boxes = drawn.map(([namespace, count]): Box => ({
    id: namespace,
    kind: 'workload',
    title: namespace,
    lines: [`${count} ${count === 1 ? 'workload' : 'workloads'}`],
    subject: subjectOfNamespace(answer.reach.cluster, namespace),
  }));
  const ids = new Set(boxes.map(({ id }) => id));
  const idOf = (name: string): string => name.split('/')[0] ?? name;
  const calls = namespaceCalls(answer.reach).map(({ from, to, pairs, ports }): Line => ({
    from,
    to,
    kind: 'allowed',
    details: `${from} may call ${to}: ${pairs} pairs of workloads, ${ports.text}`,
  }));
  const ways = linesOf({ ...answer, connections: [] }, idOf);
  const lines = [...ways, ...calls.filter(({ from, to }) => from !== to)].filter(
    ({ from, to }) => (ids.has(from) || from === OUTSIDE) && ids.has(to),
  );
  const more = largest.length - drawn.length;
  return {
    frames: [],
    boxes: [...waysIn(answer).boxes, ...boxes],
    lines,
    notes: more > 0 ? [`${more} smaller namespaces are in the tables alone`] : [],
  };
}

const OUTSIDE = '(outside)';

/** Callers outside, once; only where somebody is let in. */
function waysIn({ entrances }: ReachAnswer): { readonly boxes: readonly Box[] } {
  if (entrances.length === 0) return { boxes: [] };
  const through = [...new Set(entrances.map((one) => one.through))];
  return {
    boxes: [{ id: OUTSIDE, kind: 'outside', title: 'outside', lines: [], details: `through ${through.join(', ')}` }],
  };
}

function workloadBox(workload: Workload, artifacts: Artifacts): Box {
  const name = workloadName(workload.object);
  const { kind, cluster } = workload.object;
  return {
    id: name,
    kind: 'workload',
    title: name.split('/').slice(2).join('/'),
    lines: [
      [kind, podsText(workload, artifacts)].filter((text) => text !== '').join(' '),
      ...placeLines(workload, artifacts),
    ],
    subject: subjectOfWorkload(cluster, name),
  };
}

/** `× 3–40`; empty where a workload has no number of its own. */
export function podsText(workload: Workload, artifacts: Artifacts): string {
  if (workload.object.kind === 'DaemonSet') return 'one a node';
  const replicas = replicasOf(workload, artifacts);
  return replicas === undefined ? '' : `× ${countText(replicas.min, replicas.max)}`;
}

function placeLines(workload: Workload, artifacts: Artifacts): readonly string[] {
  const pools = poolsText(workload, artifacts);
  return pools === undefined ? [] : [`on ${pools}`];
}

/** Pools on which its pods may run, pools of one name and several zones once; undefined where the files don't tell. */
export function poolsText(workload: Workload, artifacts: Artifacts): string | undefined {
  const nodes = nodesFor(workload.object, artifacts);
  if (!nodes) return undefined;
  const names = groupsFor(workload, nodes).map(({ name }) => name);
  const stem = (name: string): string => name.replace(/\d$/, '');
  const stems = [...new Set(names.map(stem))];
  return stems
    .map((one) => names.filter((name) => stem(name) === one))
    .map((alike) => (alike.length > 1 ? `${stem(alike[0] ?? '')}*` : (alike[0] ?? '')))
    .join(', ');
}

/** Calls that are allowed, and ways in from outside. */
function linesOf({ connections, entrances }: ReachAnswer, idOf: (name: string) => string): readonly Line[] {
  const lines = new Map<string, Line>();
  const add = (line: Line): void => {
    const key = `${line.from}\n${line.to}`;
    if (line.from !== line.to && !lines.has(key)) lines.set(key, line);
  };
  for (const { through, to, ports } of entrances) {
    if (ports.isEmpty) continue;
    add({ from: OUTSIDE, to: idOf(to), kind: 'entrance', details: `${through} lets in to ${to}: ${ports.text}` });
  }
  for (const { from, to, ports, ends } of connections) {
    if ('addresses' in ends.from || 'addresses' in ends.to) continue;
    add({ from: idOf(from), to: idOf(to), kind: 'allowed', details: `${from} may call ${to}: ${ports.text}` });
  }
  return [...lines.values()];
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
