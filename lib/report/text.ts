import type { Severity } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import { codeFrame } from './code-frame';
import { accepted, byObject, byQuestion } from './groups';
import type { Paint } from './paint';
import { plain, plainFinding, plainQuestion } from './plain';
import { counts, type JudgedFinding, type Verdict } from './verdict';

/** GitHub Actions carries out what stands behind two colons at the start of a line. */
const COMMAND = /^(\s*):(?=:)/gm;

/**
 * Findings by object, each with the lines that it is about; then what was accepted, and what the files do not tell.
 * Empty where there is none of these.
 */
export function toText(verdict: Verdict, artifacts: Artifacts, paint: Paint): string {
  const findings = verdict.findings.map(plainFinding);
  const printer = new Printer(artifacts, paint);
  const groups = byObject(findings.filter(counts)).map((group) => printer.group(group));
  const parts = [...groups, acceptedText(findings, paint), openText(verdict, paint)];
  return parts
    .filter((part) => part !== '')
    .join('\n')
    .replace(COMMAND, '$1: ');
}

/** Tells nothing twice: a place is shown once for all that is found there, a reason once in a report. */
class Printer {
  private readonly told = new Set<string>();

  constructor(
    private readonly artifacts: Artifacts,
    private readonly paint: Paint,
  ) {}

  group(group: readonly JudgedFinding[]): string {
    const { object, path, file } = group[0] as JudgedFinding;
    const from = path === undefined || path === object ? '' : this.paint.dim(`  (${path})`);
    const title = object === file ? this.paint.bold(object) : `${this.paint.bold(object)}${from}`;
    return `${title}\n${group.map((finding, index) => this.finding(finding, group[index - 1])).join('')}`;
  }

  private finding(finding: JudgedFinding, before: JudgedFinding | undefined): string {
    const { severity, message, rule, file, line, column, fix, why } = finding;
    const isSamePlace = before !== undefined && before.line === line && before.column === column;
    const place = file === '' ? [] : [this.paint.cyan(`${plain(file)}:${line}:${column}`)];
    const lines = [
      ...place,
      ...(isSamePlace ? [] : codeFrame(finding, this.artifacts, this.paint)),
      ...(why === undefined || this.isTold(`${rule} ${why}`) ? [] : [`why: ${why}`]),
      `fix: ${fix}`,
    ];
    const title = `  ${severityText(severity, this.paint)} ${message} ${this.paint.dim(`(${rule})`)}\n`;
    return title + lines.map((text) => `    ${text}\n`).join('');
  }

  private isTold(text: string): boolean {
    if (this.told.has(text)) return true;
    this.told.add(text);
    return false;
  }
}

/** What was accepted on purpose, a line each. */
function acceptedText(findings: readonly JudgedFinding[], paint: Paint): string {
  const lines = accepted(findings).map(
    ({ object, rule, reason }) => `  ${object} ${paint.dim(`(${rule})`)}: ${reason}\n`,
  );
  return lines.length === 0 ? '' : `${paint.bold('acknowledged')}\n${lines.join('')}`;
}

/** Questions that stay open, by what the files do not tell. */
function openText({ open }: Verdict, paint: Paint): string {
  const lines = byQuestion(open.map(plainQuestion)).map(({ object, others, rule, because }) => {
    const more = others === 0 ? '' : ` and ${others} more`;
    return `  ${object}${more} ${paint.dim(`(${rule})`)}: ${because}\n`;
  });
  return lines.length === 0 ? '' : `${paint.bold('not known from these files')}\n${lines.join('')}`;
}

export function severityText(severity: Severity, paint: Paint): string {
  if (severity === 'error') return paint.red('error');
  return severity === 'warning' ? paint.yellow('warning') : paint.cyan('note');
}
