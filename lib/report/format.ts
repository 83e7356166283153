import type { Format } from './formats';
import { toGithub } from './github';
import { toJson } from './json';
import { toJunit } from './junit';
import { toMarkdown } from './markdown';
import { NO_PAINT, type Paint } from './paint';
import type { Report } from './report';
import { toSarif } from './sarif';
import { toText } from './text';

/** A verdict in one of the formats. @param paint colours, for text alone */
export function print(format: Format, report: Report, paint: Paint = NO_PAINT): string {
  switch (format) {
    case 'text':
      return toText(report.verdict, report.artifacts, paint);
    case 'json':
      return document(toJson(report.verdict));
    case 'sarif':
      return document(toSarif(report));
    case 'junit':
      return toJunit(report);
    case 'github':
      return toGithub(report);
    case 'markdown':
      return toMarkdown(report);
  }
}

function document(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
