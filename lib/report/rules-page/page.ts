import { AREAS } from '../../rules/areas';
import { allChecks, allFacts } from '../../rules/coverage/answers';
import { areaOf, describedRules, type DescribedRule } from '../explain/described';
import { escaped } from '../explain/markdown';
import { checksPart, differencesPart, factsPart } from './coverage';
import { anchorOf, item, paragraph, ruleLink, withRuleLinks } from './links';

/** docs/rules.md: every rule, and how every public check and fact of compatibility is answered. */
export function rulesPage(): string {
  const rules = describedRules();
  const known = new Set(rules.map(({ id }) => id));
  const areas = [...new Set(rules.map(areaOf))];
  const lines = [
    '<!-- Written by `npm run rules` from the rules themselves. Do not edit. -->',
    '',
    '# Rules',
    '',
    ...intro(rules),
    '',
    '## Areas',
    '',
    '| area | rules | about |',
    '| --- | --- | --- |',
    ...areas.map((area) => {
      const count = rules.filter((rule) => areaOf(rule) === area).length;
      return `| [${area}](#${anchorOf(`Area ${area}`)}) | ${count} | ${AREAS[area] ?? ''} |`;
    }),
    '',
    ...paragraph(
      `Then: [where public checks are wrong](#where-public-checks-are-wrong), the coverage of [public checks](#public-checks) and of [facts of compatibility](#facts-of-compatibility).`,
    ),
    '',
    ...areas.flatMap((area) =>
      areaPart(
        area,
        rules.filter((rule) => areaOf(rule) === area),
        known,
      ),
    ),
    '## Where public checks are wrong',
    '',
    ...paragraph(
      'A check that passes what Azure gives up, or refuses what is right, is answered by what it is after, not by what it does.',
    ),
    '',
    ...differencesPart(known),
    '',
    '## Public checks',
    '',
    ...paragraph(
      `${allChecks().length} checks, in the names of their tools. What they ask for is told in words of ours.`,
    ),
    '',
    ...checksPart(known),
    '## Facts of compatibility',
    '',
    ...paragraph(
      `${allFacts().length} facts about what AKS features need, exclude and ignore, taken from the AKS documentation of August 2026.`,
    ),
    '',
    ...factsPart(known),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function intro(rules: readonly DescribedRule[]): readonly string[] {
  return [
    ...paragraph(
      `${rules.length} rules. The command \`cdk-aks explain\` tells each of them with an example that fails and one that is mended, and which of them answers a public check such as \`CKV_K8S_14\`.`,
    ),
    '',
    ...item(
      'An **error** is refused by Azure or Kubernetes, or breaks; a **warning** is a risk; a **note** is worth knowing.',
    ),
    ...item(
      'Profiles: `recommended` is the default; `strict` adds what is right for production and a nuisance elsewhere; `azure-safeguards` is what AKS deployment safeguards enforce, `pss-restricted` the restricted Pod Security Standard. What cannot be read, does not conform or is destroyed is told in every profile.',
    ),
  ];
}

function areaPart(area: string, rules: readonly DescribedRule[], known: ReadonlySet<string>): readonly string[] {
  return [
    `## Area ${area}`,
    '',
    ...paragraph(`${sentence(AREAS[area] ?? '')}: ${rules.map(({ id }) => ruleLink(id)).join(', ')}.`),
    '',
    ...rules.flatMap((rule) => [`### ${rule.id}`, '', ...rulePart(rule, known), '']),
  ];
}

function rulePart(rule: DescribedRule, known: ReadonlySet<string>): readonly string[] {
  const { severity, profiles, what, why, fix, sources, checks, facts } = rule;
  const where = profiles === undefined ? 'every profile' : profiles.map((profile) => `\`${profile}\``).join(', ');
  const linked = (text: string): string => withRuleLinks(escaped(text), known);
  const codes = (all: readonly { readonly id: string }[]): string => all.map(({ id }) => `\`${id}\``).join(', ');
  return [
    ...paragraph(`**${severity}** in ${where}: ${linked(what)}.`),
    '',
    ...item(`Why: ${linked(why)}.`),
    ...item(`Fix: ${linked(fix)}.`),
    ...item(`Sources: ${sources.map(escaped).join('; ')}.`),
    ...(checks.length === 0 ? [] : item(`Public checks: ${codes(checks)}.`)),
    ...(facts.length === 0 ? [] : item(`Facts: ${codes(facts)}.`)),
  ];
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
