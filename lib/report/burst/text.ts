import type { BurstPoint, BurstResult } from '../../analysis/burst/result';
import type { Paint } from '../paint';
import { plain } from '../plain';
import type { BurstReport, BurstRun } from './report';
import { amount, clock, table } from './words';

/** Rows of the curve. */
const ROWS = 15;

/** A summary, and the curve; with several runs side by side. */
export function burstText(report: BurstReport, paint: Paint): string {
  const { workload, arrivals, perReplicaPerSecond, runs, notes, warnings } = report;
  const lines = [
    paint.bold(plain(`${workload}: ${arrivals}, ${Number(perReplicaPerSecond.toFixed(3))}/s a pod`)),
    ...(runs.length === 1 ? [] : runs.filter(({ told }) => told !== '').map(({ name, told }) => `  ${name}: ${told}`)),
    '',
    ...table(summary(runs)),
    '',
    ...table(curve(runs)),
  ];
  const remarks = runs.flatMap((run) => remarksOf(run, runs.length > 1));
  const section = (texts: readonly string[]): void => {
    if (texts.length > 0) lines.push('', ...texts.map(plain));
  };
  section(remarks);
  section(warnings.map((text) => `${paint.yellow('warning')} ${text}`));
  section(notes.map((text) => `not simulated: ${text}`));
  return lines.join('\n');
}

function summary(runs: readonly BurstRun[]): readonly (readonly string[])[] {
  const row = (name: string, tell: (result: BurstResult) => string): readonly string[] => [
    name,
    ...runs.map(({ result }) => tell(result)),
  ];
  return [
    ...(runs.length === 1 ? [] : [['', ...runs.map(({ name }) => name)]]),
    row('arrived', ({ arrived }) => amount(arrived)),
    row('done', ({ done }) => amount(done)),
    row('lost', ({ dropped, expired }) => amount(dropped + expired)),
    row('left over', ({ backlog }) => amount(backlog)),
    row('most that waits', ({ peakBacklog: { count, second } }) => `${amount(count)} at ${clock(second)}`),
    row('longest wait', ({ oldest }) => clock(oldest.age)),
    row('absorbed at', ({ absorbedAt }) => (absorbedAt === undefined ? 'never' : clock(absorbedAt))),
    row('came while the first node booted', ({ firstNode }) => (firstNode ? amount(firstNode.arrived) : '-')),
    row('most pods', ({ stages }) => amount(stages[0]?.peakReplicas ?? 0)),
    row('most nodes', ({ peakNodes }) => amount(peakNodes)),
    row('node hours', ({ nodeHours }) => nodeHours.toFixed(1)),
    ...(runs.some(({ result }) => result.mostVirtual > 0)
      ? [
          row('most on virtual nodes', ({ mostVirtual }) => amount(mostVirtual)),
          row('their hours', ({ virtualHours }) => virtualHours.toFixed(1)),
        ]
      : []),
  ];
}

/** Some points, evenly from the first change until all is absorbed. */
function curve(runs: readonly BurstRun[]): readonly (readonly string[])[] {
  const isOne = runs.length === 1;
  const names = runs.map(({ name }) => name);
  const above = (title: string): string[] => names.map((_, index) => (index === 0 ? title : ''));
  const head = isOne
    ? [['time', 'backlog', 'pods', 'ready', 'nodes']]
    : [
        ['', ...above('backlog'), ...above('ready pods'), ...above('nodes')],
        ['time', ...names, ...names, ...names],
      ];
  const seconds = chosenSeconds(runs.map(({ result }) => result));
  const rows = seconds.map((second) => {
    const points = runs.map(({ result: { points } }) => points.find((point) => point.second === second));
    const told = (tell: (point: BurstPoint) => number): string[] =>
      points.map((point) => (point ? amount(tell(point)) : ''));
    return [
      clock(second),
      ...told(({ backlog }) => backlog),
      ...(isOne ? told(({ replicas }) => replicas) : []),
      ...told(({ ready }) => ready),
      ...told(({ nodes }) => nodes),
    ];
  });
  return [...head, ...rows];
}

function chosenSeconds(results: readonly BurstResult[]): readonly number[] {
  const seconds = (results[0]?.points ?? []).map(({ second }) => second);
  const last = seconds.at(-1) ?? 0;
  const end = Math.max(...results.map(({ absorbedAt, arrived }) => (arrived === 0 ? 0 : (absorbedAt ?? last))));
  const shown = seconds.filter((second) => second >= 0 && second <= Math.min(last, end * 1.1 + 60));
  const step = Math.max(1, Math.ceil(shown.length / ROWS));
  return shown.filter((_, index) => index % step === 0);
}

function remarksOf({ name, result }: BurstRun, isCompared: boolean): readonly string[] {
  const { stages, firstSaturated, fullPools, refusedPools, quotaHit } = result;
  const saturated = stages.find((stage) => stage.name === firstSaturated);
  const texts = [
    ...(saturated?.saturatedAt === undefined
      ? []
      : [`${saturated.name} is the first that can't keep up, from ${clock(saturated.saturatedAt)}`]),
    ...stages
      .filter((stage) => stage.hitMaximum && stage !== saturated)
      .map((stage) => `${stage.name} has its most pods (${stage.peakReplicas}) while work waits`),
    ...stages
      .filter(({ turns }) => turns > 2)
      .map((stage) => `${stage.name} goes up and down: its pods turn ${stage.turns} times`),
    ...(fullPools.length > 0 ? [`pods wait while pools have their most nodes: ${fullPools.join(', ')}`] : []),
    ...(refusedPools.length > 0 ? [`Azure has no more nodes for ${refusedPools.join(', ')}`] : []),
    ...(quotaHit ? ['a quota of container groups puts pods off'] : []),
  ];
  return isCompared ? texts.map((text) => `${name}: ${text}`) : texts;
}
