import { ratedArrivals } from '../../../analysis/burst/arrivals';
import { declaredRate } from '../../../analysis/burst/declared';
import { planBurst } from '../../../analysis/burst/plan';
import type { BurstResult } from '../../../analysis/burst/result';
import { simulateBurst } from '../../../analysis/burst/simulate';
import { workloadName } from '../../../analysis/reachability/pods';
import { replicasOf } from '../../../analysis/scaling/scalers';
import type { Workload } from '../../../analysis/workload/workloads';
import { CdkAksError } from '../../../core/errors';
import { amount, clock } from '../../burst/words';
import { subjectOfObject } from '../../picture/subjects';
import { lineChart } from '../line-chart';
import { type Markup, markup } from '../markup';
import { code, fold, link } from '../parts';
import type { Places } from '../places';
import type { PlatformReport } from '../platform';
import type { SectionOf } from '../section';

/** How long the burst takes that a report asks about, in seconds. */
const LENGTH = 600;
/** More workloads than these take longer than anybody waits for a page. */
const MOST_WORKLOADS = 12;

/**
 * For workloads that tell what a pod does a second: as much work for ten minutes as their most pods can do. What is seen is
 * how long scalers and nodes take to get there.
 */
export const burstsSection: SectionOf = (report, places) => {
  const all = report.world.workloads.filter((workload) => rateOf(workload) !== undefined);
  const told = all.slice(0, MOST_WORKLOADS).flatMap((workload) => burstOf(workload, report, places) ?? []);
  if (told.length === 0) return undefined;
  const more = all.length - MOST_WORKLOADS;
  return {
    id: 'bursts',
    title: 'Bursts',
    body: markup`<p class="quiet">For ten minutes as much comes in as all pods at their most can do. <code>cdk-aks simulate burst</code> answers for other bursts.</p>
${told}${more > 0 ? markup`<p class="quiet">${more} more workloads tell what a pod does.</p>` : undefined}`,
  };
};

function rateOf(workload: Workload): number | undefined {
  try {
    return declaredRate(workload);
  } catch (error) {
    if (error instanceof CdkAksError) return undefined; // a finding tells of a rate that is none
    throw error;
  }
}

function burstOf(workload: Workload, { world }: PlatformReport, places: Places): Markup | undefined {
  const rate = rateOf(workload) ?? 0;
  const most = replicasOf(workload, world.artifacts)?.max ?? 0;
  const told = `${Number((rate * most).toFixed(2))}/s for 10m`;
  const title = link(places.hrefOf(subjectOfObject(workload.object)), code(workloadName(workload.object)));
  try {
    const plan = planBurst({ workload, arrivals: ratedArrivals(told, rate * most, LENGTH) }, world);
    const result = simulateBurst(plan.model);
    const remarks = [...plan.warnings, ...plan.notes.map((note) => `not simulated: ${note}`)];
    return markup`<h3>${title}</h3>
<p>${told}: ${sentence(result)}</p>
<figure class="scroll" tabindex="0">${charts(workloadName(workload.object), result)}</figure>
${
  remarks.length === 0
    ? undefined
    : fold(
        `Remarks (${remarks.length})`,
        markup`<ul>
${remarks.map(
  (text) => markup`<li>${text}</li>
`,
)}</ul>
`,
      )
}`;
  } catch (error) {
    if (!(error instanceof CdkAksError)) throw error;
    // What is missing is told where somebody asks for a burst by name.
    return undefined;
  }
}

function sentence({
  arrived,
  done,
  dropped,
  expired,
  absorbedAt,
  peakBacklog,
  oldest,
  stages,
  peakNodes,
}: BurstResult): string {
  const end =
    absorbedAt === undefined ? `${amount(done)} of ${amount(arrived)} done` : `absorbed at ${clock(absorbedAt)}`;
  const lost = dropped + expired === 0 ? 'nothing lost' : `${amount(dropped + expired)} lost`;
  return `${end}, ${lost}; at most ${amount(peakBacklog.count)} wait, the longest ${clock(oldest.age)}; up to ${amount(stages[0]?.peakReplicas ?? 0)} pods on ${amount(peakNodes)} nodes.`;
}

/** Seconds of the charts before the burst, and how much longer than the burst they are. */
const SHOWN_BEFORE = 120;
const SHOWN_AFTER = 1.8;

function charts(name: string, { points: all, absorbedAt }: BurstResult): Markup {
  const end = absorbedAt === undefined ? Infinity : Math.max(absorbedAt, LENGTH) * SHOWN_AFTER;
  const points = all.filter(({ second }) => second >= -SHOWN_BEFORE && second <= end);
  const times = points.map(({ second }) => second);
  const timeText = (second: number): string => clock(Math.round(second));
  return markup`${lineChart({
    title: `Backlog of ${name}`,
    times,
    timeText,
    series: [{ name: 'messages that wait', values: points.map(({ backlog }) => backlog) }],
  })}${lineChart({
    title: `Pods and nodes of ${name}`,
    times,
    timeText,
    series: [
      { name: 'pods wanted', values: points.map(({ replicas }) => replicas) },
      { name: 'pods ready', values: points.map(({ ready }) => ready) },
      { name: 'nodes', values: points.map(({ nodes }) => nodes) },
    ],
  })}`;
}
