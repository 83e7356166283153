/** What a report can be, and the file that it is by default. Apart from the printing, so that the command line is quick. */
export const REPORT_FORMATS = {
  html: 'report.html',
  svg: 'topology.svg',
  mermaid: 'topology.mermaid',
  markdown: 'report.md',
} as const;

export type ReportFormat = keyof typeof REPORT_FORMATS;
