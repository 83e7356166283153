import type { Severity } from '../artifact/finding';
import type { OpenQuestion } from '../rules/run';
import type { Artifacts } from '../artifact/read/artifacts';
import { counts, type JudgedFinding, type Summary, type Verdict } from './verdict';

/** Colours of a terminal, or functions that change nothing. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const LONGEST_LINE = 160;

/**
 * Findings by object, each with the lines that it is about; then what was accepted, and what the files do not tell.
 * Empty where there is none of these.
 */
export function toText(verdict: Verdict, artifacts: Artifacts, paint: Paint): string {
  const groups = new Map<string, JudgedFinding[]>();
  for (const finding of verdict.findings.filter(counts)) {
    const key = `${finding.object}\n${finding.file}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const parts = [...groups.values()].map((group) => groupText(group, artifacts, paint));
  return [...parts, acceptedText(verdict, paint), openText(verdict, paint)].filter((part) => part !== '').join('\n');
}

/** What was accepted on purpose, a line each. */
function acceptedText({ findings }: Verdict, paint: Paint): string {
  const lines = findings.flatMap(({ rule, object, acknowledgement }) => {
    if (acknowledgement === undefined) return [];
    const { reason, until } = acknowledgement;
    return [`  ${object} ${paint.dim(`(${rule})`)}: ${reason}${until === undefined ? '' : ` (until ${until})`}\n`];
  });
  return lines.length === 0 ? '' : `${paint.bold('acknowledged')}\n${lines.join('')}`;
}

/** Questions that stay open, by what the files do not tell. */
function openText({ open }: Verdict, paint: Paint): string {
  const groups = new Map<string, OpenQuestion[]>();
  for (const question of open) {
    const key = `${question.rule}\n${question.because}`;
    const group = groups.get(key);
    if (group) group.push(question);
    else groups.set(key, [question]);
  }
  const lines = [...groups.values()].map((group) => {
    const { rule, object, because } = group[0] as OpenQuestion;
    const others = group.length === 1 ? '' : ` and ${group.length - 1} more`;
    return `  ${object}${others} ${paint.dim(`(${rule})`)}: ${because}\n`;
  });
  return lines.length === 0 ? '' : `${paint.bold('not known from these files')}\n${lines.join('')}`;
}

function groupText(group: readonly JudgedFinding[], artifacts: Artifacts, paint: Paint): string {
  const { object, path, file } = group[0] as JudgedFinding;
  const from = path === undefined || path === object ? '' : paint.dim(`  (${path})`);
  const title = object === file ? paint.bold(file) : `${paint.bold(object)}${from}`;
  return `${title}\n${group.map((finding) => findingText(finding, artifacts, paint)).join('')}`;
}

function findingText(finding: JudgedFinding, artifacts: Artifacts, paint: Paint): string {
  const { severity, message, rule, file, line, column, fix, why } = finding;
  const lines = [
    `  ${severityText(severity, paint)} ${message} ${paint.dim(`(${rule})`)}`,
    `    ${paint.cyan(`${file}:${line}:${column}`)}`,
    ...codeFrame(artifacts.lines(file, line - 1, line + 1), line, column, paint).map((text) => `    ${text}`),
    ...(why === undefined ? [] : [`    why: ${why}`]),
    `    fix: ${fix}`,
  ];
  return `${lines.join('\n')}\n`;
}

export function severityText(severity: Severity, paint: Paint): string {
  if (severity === 'error') return paint.red('error');
  return severity === 'warning' ? paint.yellow('warning') : paint.cyan('note');
}

/** @param lines the line before, the line itself and the line behind, as far as they are there */
function codeFrame(lines: readonly string[], line: number, column: number, paint: Paint): readonly string[] {
  const first = Math.max(1, line - 1);
  const width = String(first + lines.length - 1).length;
  return lines.flatMap((content, index) => {
    const number = first + index;
    const gutter = `${String(number).padStart(width)} | `;
    if (number !== line) return [paint.dim(`  ${gutter}${shorten(content)}`)];
    const marker = `  ${' '.repeat(width)} | ${' '.repeat(Math.min(column, LONGEST_LINE) - 1)}^`;
    return [`> ${gutter}${shorten(content)}`, paint.dim(marker)];
  });
}

function shorten(text: string): string {
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
  return plain.length > LONGEST_LINE ? `${plain.slice(0, LONGEST_LINE - 1)}…` : plain;
}

/** `1 error, 2 warnings, 0 notes in 7 files (11 objects, 14 Terraform blocks)`, and what they were checked with. */
export function summaryText(summary: Summary): string {
  const { errors, warnings, notes, acknowledged, known, unknown, files, objects, resources, profile } = summary;
  const numbers = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')];
  if (acknowledged > 0) numbers.push(`${acknowledged} acknowledged`);
  if (known > 0) numbers.push(`${known} known from before`);
  if (unknown > 0) numbers.push(`${counted(unknown, 'question')} open`);
  const read = `${counted(files, 'file')} (${counted(objects, 'object')}, ${counted(resources, 'Terraform block')})`;
  const providers = Object.entries(summary.provider).map(
    ([module, { asked, checked, exact }]) =>
      `${module} with azurerm ${checked}${exact ? '' : `, the nearest to ${asked || 'what it asks for'}`}`,
  );
  const minors = Object.entries(summary.kubernetes).map(([cluster, { asked, checked, exact }]) => {
    const name = cluster === '*' ? 'manifests' : cluster;
    if (asked === null) return `${name} with Kubernetes ${checked}, since nothing tells the version`;
    return `${name} with Kubernetes ${checked}${exact ? '' : `, the nearest to ${asked}`}`;
  });
  const rules = `with the rules of profile ${profile}`;
  return [
    `${numbers.join(', ')} in ${read}`,
    ...[...providers, ...minors, rules].map((text) => `checked ${text}`),
  ].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
