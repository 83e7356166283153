import { toDrawing } from '../picture/drawing';
import { toMermaid } from '../picture/mermaid';
import { picturesOf } from '../picture/pictures';
import type { ReportFormat } from './formats';
import { toPage } from './page';
import type { PlatformReport } from './platform';
import { toSummary } from './summary';

/** A report in one of its formats. */
export function printReport(report: PlatformReport, format: ReportFormat): string {
  switch (format) {
    case 'html':
      return toPage(report);
    case 'svg':
      return toDrawing(report);
    case 'mermaid':
      return toMermaid(picturesOf(report));
    case 'markdown':
      return toSummary(report);
  }
}
