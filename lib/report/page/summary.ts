import { changesMarkdown } from '../changes/markdown';
import { code, text } from '../markdown-words';
import { toMermaid } from '../picture/mermaid';
import { picturesOf } from '../picture/pictures';
import { countsText, readText } from '../summary-text';
import { counts, failing } from '../verdict';
import { type ZoneOutage, zoneOutages } from './outages';
import { titleOf } from './page';
import type { PlatformReport } from './platform';

/** GitHub takes no longer comment. */
const LONGEST = 60_000;
const MOST_FINDINGS = 20;
const MOST_ROWS = 30;

/** A platform for a pull request: the verdict, what changes, what a zone outage leaves, and the picture while there is room. */
export function toSummary(report: PlatformReport): string {
  const { verdict, failOn, changes } = report;
  const outcome = failing(verdict, failOn).length > 0 ? 'does not pass' : 'passes';
  const head = [
    `### ${text(titleOf(report))}`,
    '',
    `The check ${outcome}: ${countsText(verdict.summary)}. ${readText(verdict.summary)} read.`,
    '',
    ...findingLines(report),
    ...outageLines(zoneOutages(report)),
  ];
  const change =
    changes === undefined ? [] : [`#### Since ${code(changes.since)}`, '', changesMarkdown(changes.all).trimEnd(), ''];
  const picture = [
    '<details><summary>The platform as a picture</summary>',
    '',
    '```mermaid',
    toMermaid(picturesOf(report)).trimEnd(),
    '```',
    '',
    '</details>',
    '',
  ];
  return [head, change, picture].reduce((all, part) => {
    const longer = `${all}${part.join('\n')}\n`;
    return longer.length > LONGEST ? all : longer;
  }, '');
}

function findingLines({ verdict }: PlatformReport): readonly string[] {
  const counting = verdict.findings.filter(counts).filter(({ severity }) => severity !== 'note');
  const lines = counting
    .slice(0, MOST_FINDINGS)
    .map(({ severity, object, message, rule }) => `- **${severity}** ${code(object)} ${text(message)} (${code(rule)})`);
  const more = counting.length - lines.length;
  return counting.length === 0 ? [] : [...lines, ...(more > 0 ? [`- … and ${more} more`] : []), ''];
}

/** The worst zone of each cluster, and only what is not whole there. */
function outageLines(outages: readonly ZoneOutage[]): readonly string[] {
  const clusters = [...new Set(outages.map(({ cluster }) => cluster))];
  return clusters.flatMap((cluster) => {
    const rows = new Map<string, { readonly before: number; atOnce: number; guaranteed: number }>();
    for (const { outage } of outages.filter((one) => one.cluster === cluster)) {
      for (const { workload, before, atOnce, guaranteed } of outage.workloads) {
        const known = rows.get(workload) ?? { before, atOnce, guaranteed };
        rows.set(workload, {
          before,
          atOnce: Math.min(known.atOnce, atOnce),
          guaranteed: Math.min(known.guaranteed, guaranteed),
        });
      }
    }
    const hurt = [...rows].filter(([, { before, guaranteed }]) => before > 0 && guaranteed === 0);
    if (hurt.length === 0) return [`Whatever zone of ${text(cluster)} goes dark, every workload keeps a pod.`, ''];
    const told = hurt.slice(0, MOST_ROWS);
    return [
      `In ${text(cluster)} nothing guarantees that these keep a pod when a zone goes dark:`,
      '',
      '| workload | before | at once, worst zone |',
      '| --- | ---: | ---: |',
      ...told.map(([name, { before, atOnce }]) => `| ${code(name)} | ${before} | ${atOnce} |`),
      ...(hurt.length > told.length ? ['', `… and ${hurt.length - told.length} more.`] : []),
      '',
    ];
  });
}
