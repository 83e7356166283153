import type { Artifacts } from '../artifact/read/artifacts';
import type { Format } from './formats';
import { toJson } from './json';
import { type Paint, toText } from './text';
import type { Verdict } from './verdict';

/** A verdict in one of the formats. @param paint colours, for text alone */
export function print(format: Format, verdict: Verdict, artifacts: Artifacts, paint: Paint): string {
  switch (format) {
    case 'text':
      return toText(verdict, artifacts, paint);
    case 'json':
      return `${JSON.stringify(toJson(verdict), undefined, 2)}\n`;
  }
}
