import { type Answered, allFacts, answersOfArea } from '../../rules/coverage/answers';
import { FACT_AREAS } from '../../rules/coverage/catalogue/facts';
import { FACT_SEVERITIES, type FactSeverity } from '../../rules/coverage/catalogue/fact-severities';
import { CONSTRUCTS } from '../../rules/coverage/constructs';
import { escaped } from '../explain/markdown';
import { anchorOf, paragraph } from '../rules-page/links';

/** What comes of a fact, as a reader says it. */
const WORDS: Readonly<Record<FactSeverity, string>> = {
  create: 'not created',
  update: 'not changed',
  ignored: 'ignored',
  runtime: 'breaks later',
  unsupported: 'unsupported',
  info: 'behaviour',
};

/** docs/compatibility.md: every fact of compatibility, the error of a construct that tells it, and the rule. */
export function compatibilityPage(): string {
  const refused = allFacts().filter(({ id }) => isRefused(id));
  const held = refused.filter(({ id }) => CONSTRUCTS[id]?.errors !== undefined);
  const lines = [
    '<!-- Written by `npm run compatibility` from the constructs and rules themselves. Do not edit. -->',
    '',
    '# Compatibility',
    '',
    ...paragraph(
      `${allFacts().length} facts about what AKS features need, exclude and ignore, taken from the AKS documentation of August 2026. By ${refused.length} of them Azure refuses to create or to change something: ${held.length} are errors of the constructs, told before anything is rendered, and for the rest the reason stands there why none can be. What Azure accepts and then ignores, does not support or breaks later is a finding of a [rule](rules.md).`,
    ),
    '',
    ...FACT_AREAS.flatMap((area) => [
      `## ${area.title}`,
      '',
      '| fact | about | what comes of it | error of a construct | rule |',
      '| --- | --- | --- | --- | --- |',
      ...answersOfArea(area).map(row),
      '',
    ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function row({ id, words, rules, reason: unanswered }: Answered): string {
  const severity = FACT_SEVERITIES.get(id);
  const { errors = [], reason } = CONSTRUCTS[id] ?? {};
  const told = [...errors.map((code) => `\`${code}\``), ...(reason === undefined ? [] : [escaped(reason)])];
  const links = rules.map((rule) => `[${rule}](rules.md#${anchorOf(rule)})`);
  const rule = links.length > 0 ? links.join('<br>') : escaped(unanswered ?? '');
  return `| ${[`\`${id}\``, escaped(words), severity && WORDS[severity], told.join('<br>'), rule].join(' | ')} |`;
}

/** Azure itself refuses it. */
export function isRefused(id: string): boolean {
  const severity = FACT_SEVERITIES.get(id);
  return severity === 'create' || severity === 'update';
}
