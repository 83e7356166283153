import { AREAS } from '../../rules/areas';
import type { Answered } from '../../rules/coverage/answers';
import type { Paint } from '../paint';
import { severityText } from '../text';
import { labelled, wrap } from '../wrap';
import { areaOf, type DescribedRule } from './described';
import { failingText, mendedText } from './example-text';
import type { Page } from './page';

/** One rule with its example. */
export function ruleText(rule: DescribedRule, page: Page): string {
  const { paint, width } = page;
  const paragraph = (label: string, text: string): readonly string[] => labelled(`  ${label}  `, text, width);
  const lines = [
    `${paint.bold(rule.id)}  ${severityText(rule.severity, paint)}`,
    '',
    ...paragraph('what', rule.what),
    ...paragraph('why ', rule.why),
    ...paragraph('fix ', rule.fix),
    ...paragraph('in  ', rule.profiles === undefined ? 'every profile' : `profile ${rule.profiles.join(', ')}`),
    ...section(
      'sources',
      rule.sources.flatMap((source) => labelled('  - ', source, width)),
      paint,
    ),
    ...section(
      'public checks that it answers',
      rule.checks.flatMap((check) => answered(check, page)),
      paint,
    ),
    ...section(
      'facts of compatibility that it holds',
      rule.facts.flatMap((fact) => answered(fact, page)),
      paint,
    ),
    ...(rule.example === undefined
      ? []
      : [...failingText(rule, rule.example, page), ...mendedText(rule.example, page)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Rules by area, one line each where the width allows it. */
export function listText(rules: readonly DescribedRule[], { paint, width }: Page): string {
  const areas = [...new Set(rules.map(areaOf))];
  return areas
    .map((area) => {
      const own = rules.filter((rule) => areaOf(rule) === area);
      const longest = Math.max(...own.map(({ id }) => id.length));
      const lines = own.flatMap((rule) => {
        const columns = `  ${rule.severity.padEnd(7)}  ${rule.id.padEnd(longest)}  `;
        const isCramped = width - columns.length < 30;
        const [first = '', ...more] = isCramped
          ? [
              `  ${rule.severity.padEnd(7)}  ${rule.id}`,
              ...wrap(note(rule), width - 11).map((line) => `           ${line}`),
            ]
          : labelled(columns, note(rule), width);
        return [first.replace(rule.severity, severityText(rule.severity, paint)), ...more];
      });
      const about = AREAS[area] === undefined ? '' : `: ${AREAS[area]}`;
      return `${paint.bold(area)}${about}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

/** Public checks or facts, and which rules answer them. */
export function answersText(answers: readonly Answered[], { paint, width }: Page): string {
  return answers
    .map(({ id, words, rules, reason, difference }) => {
      const lines = [
        paint.bold(id),
        ...labelled('  asks for     ', words, width),
        ...(rules.length > 0 ? labelled('  answered by  ', rules.join(', '), width) : []),
        ...(reason === undefined ? [] : labelled('  no rule      ', reason, width)),
        ...(difference === undefined ? [] : labelled('  differs      ', difference, width)),
      ];
      return `${lines.join('\n')}\n`;
    })
    .join('\n');
}

/** What a rule finds, and where it is not found by default. */
function note({ what, profiles }: DescribedRule): string {
  return profiles === undefined || profiles.includes('recommended') ? what : `${what} [${profiles.join(', ')}]`;
}

function answered({ id, words, difference }: Answered, { width }: Page): readonly string[] {
  const label = `  - ${id}: `;
  const isCramped = label.length > width / 2;
  return [
    ...(isCramped ? [label.trimEnd(), ...labelled('    ', words, width)] : labelled(label, words, width)),
    ...(difference === undefined ? [] : labelled('    ', difference, width)),
  ];
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
}
