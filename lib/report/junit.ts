import type { Severity } from '../artifact/finding';
import { codeFrame } from './code-frame';
import { grouped, reasonText } from './groups';
import { NO_PAINT } from './paint';
import { plain, plainFinding, plainQuestion } from './plain';
import type { Report } from './report';
import { placeOf } from './repository-path';
import { failing, type JudgedFinding } from './verdict';

interface Failure {
  readonly kind: 'failure';
  readonly message: string;
  readonly severity: Severity;
  readonly text: string;
}

/** What a test case tells: passed without an outcome. */
interface Case {
  /** Suite: what a CI system shows findings under. */
  readonly file: string;
  readonly object: string;
  readonly name: string;
  readonly outcome?: Failure | { readonly kind: 'skipped'; readonly message: string };
}

/** Suite of what is about no file. */
const NO_FILE = 'cdk-aks check';

/**
 * A suite for each file, and a case for each finding: those that make the check fail are failures, all others are
 * skipped with the reason. A file in which nothing is found has one case that passed, so that a clean run has tests too.
 *
 * The form is what Azure Pipelines, GitLab and Jenkins read; there is no standard of it.
 */
export function toJunit(report: Report): string {
  const cases = [...foundCases(report), ...openCases(report)];
  const found = new Set(cases.map(({ file }) => file));
  const clean = checkedFiles(report).filter((file) => !found.has(file));
  const all = [...cases, ...clean.map((file) => ({ file, object: file, name: 'nothing is found' }))];
  const suites = [...grouped(all, ({ file }) => file)].sort(([a], [b]) => ((a?.file ?? '') < (b?.file ?? '') ? -1 : 1));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cdk-aks check" ${numbers(all)}>`,
    ...suites.map((suite) => suiteXml(suite, report.home)),
    '</testsuites>',
    '',
  ].join('\n');
}

function checkedFiles({ artifacts }: Report): readonly string[] {
  return artifacts.files.filter(({ holds }) => holds === 'kubernetes' || holds === 'terraform').map(({ path }) => path);
}

function foundCases(report: Report): readonly Case[] {
  const fail = new Set(failing(report.verdict, report.failOn));
  return report.verdict.findings.map((raw): Case => {
    const finding = plainFinding(raw);
    const { file, object, rule, message, severity } = finding;
    const outcome = fail.has(raw)
      ? { kind: 'failure' as const, message, severity, text: details(finding, report) }
      : { kind: 'skipped' as const, message: whyNotFailing(finding) };
    return { file, object, name: `${rule}: ${message}`, outcome };
  });
}

function openCases({ verdict }: Report): readonly Case[] {
  return verdict.open.map(plainQuestion).map(({ file, object, rule, because }) => {
    return {
      file,
      object,
      name: rule,
      outcome: { kind: 'skipped', message: `not known from these files: ${because}` },
    };
  });
}

function whyNotFailing({ severity, known, acknowledgement, fix }: JudgedFinding): string {
  if (acknowledgement) return `acknowledged: ${reasonText(acknowledgement)}`;
  return known ? 'known from before' : `a ${severity}, which fails with --fail-on ${severity}. fix: ${fix}`;
}

function details(finding: JudgedFinding, { artifacts }: Report): string {
  const { file, line, column, why, fix } = finding;
  return [
    ...(file === '' ? [] : [`${plain(file)}:${line}:${column}`]),
    ...codeFrame(finding, artifacts, NO_PAINT),
    ...(why === undefined ? [] : [`why: ${why}`]),
    `fix: ${fix}`,
  ].join('\n');
}

function suiteXml(cases: readonly Case[], home: string): string {
  const file = cases[0]?.file ?? '';
  const seen = new Map<string, number>();
  const path = placeOf(file, home)?.path;
  const place = path === undefined ? '' : ` file="${escape(path)}"`;
  const lines = cases.map(({ object, name, outcome }) => {
    // CI systems tell cases apart by their names.
    const key = `${object}\n${name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const unique = count === 1 ? name : `${name} (${count})`;
    const open = `    <testcase classname="${escape(object)}" name="${escape(unique)}"${place}`;
    return outcome === undefined ? `${open}/>` : `${open}>\n${outcomeXml(outcome)}\n    </testcase>`;
  });
  return [`  <testsuite name="${escape(file || NO_FILE)}" ${numbers(cases)}>`, ...lines, '  </testsuite>'].join('\n');
}

function outcomeXml(outcome: NonNullable<Case['outcome']>): string {
  const message = escape(outcome.message);
  if (outcome.kind === 'skipped') return `      <skipped message="${message}"/>`;
  const text = outcome.text.split('\n').map(escape).join('\n');
  return `      <failure message="${message}" type="${outcome.severity}">${text}</failure>`;
}

function numbers(cases: readonly Case[]): string {
  const count = (wanted: string): number => cases.filter(({ outcome }) => outcome?.kind === wanted).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}"`;
}

function escape(text: string): string {
  return plain(text).replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
