import { parseXml } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { printReport } from '../../../lib/report/page/print';
import { toMermaid } from '../../../lib/report/picture/mermaid';
import type { Picture } from '../../../lib/report/picture/picture';
import { deployment, exampleReport, platformFiles, reportOfFiles } from './worlds';

describe('the other formats of a report', () => {
  const report = exampleReport('quickstart');

  it('are a drawing of all pictures, which is XML and loads nothing', () => {
    const svg = printReport(report, 'svg');
    const { root } = parseXml(svg);

    expect(root?.name).toBe('svg');
    expect(svg).not.toMatch(/href|url\(|@import/);
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).toMatch(/class="heading"[^>]*>Azure resources of \w+</);
  });

  it('are a flowchart of Mermaid with a subgraph for each picture', () => {
    const lines = printReport(report, 'mermaid').split('\n');

    expect(lines[0]).toBe('flowchart LR');
    expect(lines.filter((line) => line.startsWith('  subgraph '))).toEqual([
      expect.stringMatching(/^ {2}subgraph p0\["Azure resources of \w+"\]$/),
      expect.stringMatching(/^ {2}subgraph p1\["Workloads of [\w-]+"\]$/),
    ]);
    expect(lines.filter((line) => line.trim().startsWith('subgraph ')).length).toBe(
      lines.filter((line) => line.trim() === 'end').length,
    );
  });

  it('are a summary for a pull request, with what a zone outage leaves and the picture', () => {
    const text = printReport(reportOfFiles(platformFiles([deployment({ name: 'cart' })])), 'markdown');

    expect(text).toMatch(/^### Platform report: prod\n\nThe check (passes|does not pass): /);
    expect(text).toContain('In prod nothing guarantees that these keep a pod when a zone goes dark:');
    expect(text).toContain('| <code>shop/Deployment/cart</code> | 3 | 2 |');
    expect(text).toContain('```mermaid\nflowchart LR\n');
  });

  it('fit into a comment, and into what GitHub draws, however much there is', () => {
    const objects = Array.from({ length: 400 }, (_, index) =>
      deployment({ name: `service-${index}`, namespace: `team-${index % 50}` }),
    );
    const large = reportOfFiles(platformFiles(objects));

    expect(printReport(large, 'markdown').length).toBeLessThan(65_536);
    const mermaid = printReport(large, 'mermaid');
    expect(mermaid.length).toBeLessThan(50_000);
    expect(mermaid.split('\n').filter((line) => /-->|==>|-\.->/.test(line)).length).toBeLessThan(500);
  });

  it('take no word of the files for Mermaid', () => {
    const box = (title: string): Picture => ({
      id: 'x',
      title,
      frames: [],
      boxes: [{ id: 'a', kind: 'workload', title, lines: [title] }],
      lines: [],
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const [, head, , node, ...rest] = toMermaid([box(title)]).split('\n');
        expect(head).toMatch(/^ {2}subgraph p0\["[^"`<>[\]{}()]*"\]$/);
        expect(node?.replace('<br/>', '')).toMatch(/^ {4}p0n0\["[^"`<>[\]{}()]*"\]$/);
        expect(rest).toEqual(['  end', '']);
      }),
    );
  });
});
