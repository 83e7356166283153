import { clustersOf } from '../../../analysis/cluster/clusters';
import { countsText, readText, checkedTexts, counted } from '../../summary-text';
import { failing } from '../../verdict';
import { markup } from '../markup';
import type { SectionOf } from '../section';

/** The verdict in one line, and how much there is of everything. */
export const summarySection: SectionOf = (report) => {
  const { artifacts, verdict, failOn, workloads } = report;
  const { summary } = verdict;
  const isFailed = failing(verdict, failOn).length > 0;
  const pools = clustersOf(artifacts).flatMap((cluster) => cluster.pools);
  const namespaces = new Set(workloads.map(({ object, namespace }) => `${object.cluster}/${namespace}`));
  const numbers: readonly (readonly [count: number, noun: string, href: string])[] = [
    [artifacts.clusters.length, 'cluster', '#platform'],
    [pools.length, 'node pool', '#platform'],
    [namespaces.size, 'namespace', '#platform'],
    [workloads.length, 'workload', '#platform'],
    [summary.resources, 'Terraform block', '#platform'],
    [summary.errors, 'error', '#findings'],
    [summary.warnings, 'warning', '#findings'],
    [summary.acknowledged, 'acknowledged', '#accepted'],
  ];
  const cards = numbers.map(([count, noun, href]) => {
    const word = noun === 'acknowledged' ? noun : counted(count, noun).replace(/^\d+ /, '');
    return markup`<li><a href="${href}"><strong>${count}</strong> ${word}</a></li>`;
  });
  return {
    id: 'summary',
    title: 'Summary',
    body: markup`<p class="verdict ${isFailed ? 'bad' : 'good'}">${isFailed ? 'Does not pass' : 'Passes'}: ${countsText(summary)}</p>
<ul class="numbers">${cards}</ul>
<p class="quiet">${readText(summary)} read; ${checkedTexts(summary).map((text, index) => `${index === 0 ? '' : '; '}${text.replace(/^checked /, '')}`)}.</p>
`,
  };
};
