import type { Severity } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import type { JudgedFinding, Summary, Verdict } from './verdict';

/** Colours of a terminal, or functions that change nothing. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const LONGEST_LINE = 160;

/** Findings by object, each with the lines that it is about; empty where there is none. */
export function toText({ findings }: Verdict, artifacts: Artifacts, paint: Paint): string {
  const groups = new Map<string, JudgedFinding[]>();
  for (const finding of findings) {
    const key = `${finding.object}\n${finding.file}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].map((group) => groupText(group, artifacts, paint)).join('\n');
}

function groupText(group: readonly JudgedFinding[], artifacts: Artifacts, paint: Paint): string {
  const { object, path, file } = group[0] as JudgedFinding;
  const from = path === undefined ? '' : paint.dim(`  (${path})`);
  const title = object === file ? paint.bold(file) : `${paint.bold(object)}${from}`;
  return `${title}\n${group.map((finding) => findingText(finding, artifacts, paint)).join('')}`;
}

function findingText(finding: JudgedFinding, artifacts: Artifacts, paint: Paint): string {
  const { severity, message, rule, file, line, column, fix, why, acknowledged } = finding;
  const accepted = acknowledged ? paint.dim(' [acknowledged]') : '';
  const lines = [
    `  ${severityText(severity, paint)} ${message} ${paint.dim(`(${rule})`)}${accepted}`,
    `    ${paint.cyan(`${file}:${line}:${column}`)}`,
    ...codeFrame(artifacts.lines(file, line - 1, line + 1), line, column, paint).map((text) => `    ${text}`),
    ...(why === undefined ? [] : [`    why: ${why}`]),
    `    fix: ${fix}`,
  ];
  return `${lines.join('\n')}\n`;
}

function severityText(severity: Severity, paint: Paint): string {
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
  const { errors, warnings, notes, acknowledged, files, objects, resources } = summary;
  const counts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')];
  if (acknowledged > 0) counts.push(`${acknowledged} acknowledged`);
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
  return [`${counts.join(', ')} in ${read}`, ...[...providers, ...minors].map((text) => `checked ${text}`)].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
