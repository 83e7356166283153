import type { ExampleFiles } from '../../artifact/rule-text';
import type { Answered } from '../../rules/coverage/answers';
import { areaOf, type DescribedRule } from './described';

/** One rule, with its example. */
export function ruleMarkdown(rule: DescribedRule): string {
  const lines = [`### ${rule.id}`, '', ...rulePart(rule)];
  const { example, beside } = rule;
  if (example === undefined) return `${lines.join('\n')}\n`;
  const said = rule.says(example.failing).map(({ message, place }) => {
    const where = place === undefined ? '' : `\`${place.file}:${place.line}:${place.column}\` `;
    return `- ${where}${escaped(message)}`;
  });
  const parts = [
    ...(beside === undefined ? [] : [`**${titled(beside.title)}**`, '', ...filesMarkdown(beside.files)]),
    '**Failing example**',
    '',
    ...filesMarkdown(example.failing),
    ...said,
    '',
    '**Mended example**',
    '',
    ...filesMarkdown(example.mended),
  ];
  return `${[...lines, '', ...parts].join('\n').trimEnd()}\n`;
}

/** Severity, texts, sources and what it answers: what a page of rules tells of one, below its heading. */
export function rulePart({
  severity,
  profiles,
  what,
  why,
  fix,
  sources,
  checks,
  facts,
}: DescribedRule): readonly string[] {
  const where = profiles === undefined ? 'every profile' : profiles.map((profile) => `\`${profile}\``).join(', ');
  return [
    `**${severity}** in ${where}: ${escaped(what)}.`,
    '',
    `- Why: ${escaped(why)}.`,
    `- Fix: ${escaped(fix)}.`,
    `- Sources: ${sources.map((source) => escaped(source)).join('; ')}.`,
    ...(checks.length === 0 ? [] : [`- Public checks: ${ids(checks)}.`]),
    ...(facts.length === 0 ? [] : [`- Facts: ${ids(facts)}.`]),
  ];
}

/** Rules by area. */
export function listMarkdown(rules: readonly DescribedRule[]): string {
  const areas = [...new Set(rules.map(areaOf))];
  const lines = areas.flatMap((area) => [
    `### ${area}`,
    '',
    '| rule | severity | what it finds |',
    '| --- | --- | --- |',
    ...rules
      .filter((rule) => areaOf(rule) === area)
      .map(({ id, severity, what }) => `| \`${id}\` | ${severity} | ${escaped(what)} |`),
    '',
  ]);
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Public checks or facts, and which rules answer them. */
export function answersMarkdown(answers: readonly Answered[]): string {
  const lines = answers.flatMap(({ id, words, rules, reason, difference }) => [
    `### ${id}`,
    '',
    `- Asks for: ${escaped(words)}.`,
    ...(rules.length === 0 ? [] : [`- Answered by: ${rules.map((rule) => `\`${rule}\``).join(', ')}.`]),
    ...(reason === undefined ? [] : [`- No rule: ${escaped(reason)}.`]),
    ...(difference === undefined ? [] : [`- Differs: ${escaped(difference)}.`]),
    '',
  ]);
  return `${lines.join('\n').trimEnd()}\n`;
}

function filesMarkdown(files: ExampleFiles): readonly string[] {
  return Object.entries(files).flatMap(([file, content]) => {
    const language = file.endsWith('.json') ? 'json' : file.endsWith('.tf') ? 'hcl' : 'yaml';
    return [`\`${file}\``, '', `\`\`\`${language}`, ...content.trimEnd().split('\n'), '```', ''];
  });
}

function titled(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function ids(answers: readonly Answered[]): string {
  return answers.map(({ id }) => `\`${id}\``).join(', ');
}

/** Nothing of our texts is markup, but for code in backquotes. */
export function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') ? part : part.replace(/[\\*[\]<>|#]|(?<!\w)_|_(?!\w)/g, (sign) => `\\${sign}`),
    )
    .join('');
}
