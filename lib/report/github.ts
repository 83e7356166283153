import { SEVERITIES } from '../artifact/finding';
import { accepted } from './groups';
import { plain, plainFinding, shorten } from './plain';
import type { Report } from './report';
import { placeOf } from './repository-path';
import { summaryText } from './summary-text';
import { counts, type JudgedFinding } from './verdict';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** GitHub refuses annotations with longer titles. */
const LONGEST_TITLE = 255;

/**
 * Annotations for GitHub Actions, the worst first: it shows ten of a kind for each step, the log has all. Then what was
 * accepted, as lines of the log alone.
 *
 * GitHub: "Workflow commands for GitHub Actions, setting an error message".
 */
export function toGithub({ verdict, home }: Report): string {
  const findings = verdict.findings.map(plainFinding);
  const counting = SEVERITIES.flatMap((severity) =>
    findings.filter((finding) => counts(finding) && finding.severity === severity),
  );
  const lines = [
    ...counting.map((finding) => annotation(finding, home)),
    ...accepted(findings).map(({ object, rule, reason }) => `acknowledged: ${object} (${rule}): ${reason}`),
    summaryText(verdict.summary),
  ];
  return `${lines.join('\n')}\n`;
}

function annotation({ severity, file, line, column, rule, object, message, why, fix }: JudgedFinding, home: string) {
  const place = placeOf(file, home);
  const properties = [
    ...(place === undefined ? [] : [`file=${property(plain(place.path))}`, `line=${line}`, `col=${column}`]),
    `title=${property(shorten(rule, LONGEST_TITLE))}`,
  ];
  const sentences = [`${object}: ${message}`, ...(why === undefined ? [] : [`why: ${why}`]), `fix: ${fix}`];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(sentences.join('\n'))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
