import { type Answered, allChecks, answersOfArea, answersOfTool } from '../../rules/coverage/answers';
import { TOOLS } from '../../rules/coverage/catalogue';
import { FACT_AREAS } from '../../rules/coverage/catalogue/facts';
import { escaped } from '../explain/markdown';
import { details, item, paragraph, ruleLink, withRuleLinks } from './links';

/** Every check of the public tools, and which rule answers it. */
export function checksPart(rules: ReadonlySet<string>): readonly string[] {
  return TOOLS.flatMap((tool) => [
    `### ${tool.title}`,
    '',
    ...coverage('check', answersOfTool(tool), (id) => id.slice(id.indexOf('/') + 1), rules),
    '',
  ]);
}

/** Every fact of compatibility, and which rule holds it. */
export function factsPart(rules: ReadonlySet<string>): readonly string[] {
  return FACT_AREAS.flatMap((area) => [
    `### ${area.title}`,
    '',
    ...coverage('fact', answersOfArea(area), (id) => id, rules),
    '',
  ]);
}

/** Where public checks are wrong, grouped by what is wrong. */
export function differencesPart(rules: ReadonlySet<string>): readonly string[] {
  const differing = allChecks().filter(({ difference }) => difference !== undefined);
  return [...grouped(differing, ({ difference = '' }) => difference)].flatMap(([text, checks]) => {
    const answers = [...new Set(checks.flatMap((check) => check.rules))].map(ruleLink);
    const answer = answers.length === 0 ? 'no rule' : answers.join(', ');
    const names = checks.map(({ id }) => `\`${id}\``).join(', ');
    return item(`${names} (${answer}): ${withRuleLinks(escaped(text), rules)}.`);
  });
}

function coverage(
  noun: string,
  answers: readonly Answered[],
  name: (id: string) => string,
  rules: ReadonlySet<string>,
): readonly string[] {
  const held = answers.filter((one) => one.rules.length > 0);
  const left = answers.filter((one) => one.rules.length === 0);
  const rows = held.map((one) => {
    const mark = one.difference === undefined ? '' : ' ([differs](#where-public-checks-are-wrong))';
    return `| \`${name(one.id)}\` | ${escaped(one.words)} | ${one.rules.map(ruleLink).join('<br>')}${mark} |`;
  });
  const reasons = [...grouped(left, ({ reason = '' }) => reason)].flatMap(([reason, group]) => [
    ...item(`${withRuleLinks(escaped(reason), rules)}:`),
    ...group.flatMap((one) => item(`\`${name(one.id)}\` ${escaped(one.words)}`).map((line) => `  ${line}`)),
  ]);
  return [
    ...paragraph(`${answers.length} ${noun}s: ${held.length} answered, ${left.length} with the reason why not.`),
    '',
    ...(rows.length === 0
      ? []
      : details(`Answered by rules (${held.length})`, [
          `| ${noun} | ${noun === 'fact' ? 'about' : 'asks for'} | rule |`,
          '| --- | --- | --- |',
          ...rows,
        ])),
    ...(reasons.length === 0
      ? []
      : [...(rows.length === 0 ? [] : ['']), ...details(`Not answered, and why (${left.length})`, reasons)]),
  ];
}

function grouped(
  answers: readonly Answered[],
  key: (answer: Answered) => string,
): ReadonlyMap<string, readonly Answered[]> {
  const groups = new Map<string, Answered[]>();
  for (const answer of answers) {
    const group = groups.get(key(answer));
    if (group) group.push(answer);
    else groups.set(key(answer), [answer]);
  }
  return groups;
}
