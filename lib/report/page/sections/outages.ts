import type { Outage, WorkloadOutage } from '../../../analysis/zones/outage';
import { subjectOfWorkload } from '../../picture/subjects';
import { counted } from '../../summary-text';
import { type Markup, markup } from '../markup';
import { code, fold, link, numbers, row, table } from '../parts';
import type { Places } from '../places';
import { zoneOutages } from '../outages';
import type { SectionOf } from '../section';

/** What is left of each workload when a zone goes dark, cluster by cluster and zone by zone. */
export const outagesSection: SectionOf = (report, places) => {
  const all = zoneOutages(report);
  if (all.length === 0) return undefined;
  const clusters = [...new Set(all.map(({ cluster }) => cluster))];
  return {
    id: 'outages',
    title: 'Zone outages',
    body: markup`<p class="quiet">With the fewest pods that autoscalers keep, placed as kube-scheduler places them. “At once” runs when it goes dark, “recovered” once everything reacted, “guaranteed” at once in the worst placement that the constraints allow.</p>
${clusters.map((cluster) => {
  const own = all.filter((one) => one.cluster === cluster);
  const notKnown = [...new Set(own.flatMap(({ outage }) => outage.unknown))];
  return markup`<h3>${cluster}</h3>
${own.map(({ zone, outage }) => zoneFold(cluster, zone, outage, places))}${notKnown.map(
    (text) => markup`<p class="quiet">Not known: ${text}.</p>
`,
  )}`;
})}`,
  };
};

function zoneFold(cluster: string, zone: string, outage: Outage, places: Places): Markup {
  const worst = [...outage.workloads].sort((a, b) => shareOf(a) - shareOf(b) || (a.workload < b.workload ? -1 : 1));
  const down = worst.filter(({ before, atOnce }) => before > 0 && atOnce === 0).length;
  const hurt = worst.filter((one) => shareOf(one) < 1).length;
  const said =
    hurt === 0
      ? 'nothing is touched'
      : `${counted(hurt, 'workload')} of ${worst.length} ${hurt === 1 ? 'is' : 'are'} touched, ${down === 0 ? 'none is down' : `${down} down`}`;
  const rows = worst.map((one) =>
    row([
      link(places.hrefOf(subjectOfWorkload(cluster, one.workload)), code(one.workload)),
      ...numbers([one.wanted, one.before]),
      ...numbers([one.atOnce, one.recovered, one.guaranteed], one.before),
      bar(one),
      one.why.map((text, index) => markup`${index === 0 ? undefined : markup`<br/>`}${text}`),
    ]),
  );
  const heads = ['workload', ...numbers(['wanted', 'before', 'at once', 'recovered', 'guaranteed']), '', 'why'];
  return fold(
    markup`Zone ${zone}: ${said}`,
    markup`${outage.network.map(
      (text) => markup`<p><span class="badge warning">network</span> ${text}</p>
`,
    )}${table(heads, rows)}`,
    { open: outage.workloads.length <= MOST_OPEN },
  );
}

/** More rows than these are folded. */
const MOST_OPEN = 40;
const BAR = 80;

/** What is left at once, and what comes back, of what ran before. */
function bar({ before, atOnce, recovered }: WorkloadOutage): Markup {
  if (before === 0) return markup``;
  const width = (count: number): string => ((Math.min(count, before) / before) * BAR).toFixed(1);
  return markup`<svg class="bar" width="${BAR}" height="10" viewBox="0 0 ${BAR} 10" aria-hidden="true"><rect class="all" width="${BAR}" height="10"/><rect class="recovered" width="${width(recovered)}" height="10"/><rect class="kept" width="${width(atOnce)}" height="10"/></svg>`;
}

/** Of what ran before, what is left in the worst of the three. */
function shareOf({ before, atOnce, recovered, guaranteed }: WorkloadOutage): number {
  return before === 0 ? 1 : Math.min(atOnce, recovered, guaranteed) / before;
}
