import type { ReportFormat } from './formats';
import { toPage } from './page';
import type { PlatformReport } from './platform';

/** A report in one of its formats. */
export function printReport(report: PlatformReport, format: ReportFormat): string {
  switch (format) {
    case 'html':
      return toPage(report);
  }
}
