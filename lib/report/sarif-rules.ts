import { READER_RULE_TEXTS } from '../artifact/read/rules';
import type { Severity } from '../artifact/finding';
import type { RuleText } from '../artifact/rule-text';
import type { Rule } from '../rules/rule';
import { profilesOf } from '../rules/run';
import { RULES } from '../rules/table';
import { SCHEMA_RULE_TEXTS } from '../schema/rules';
import { POLICY_RULE_TEXTS } from '../schema/rules/policies';
import { ACKNOWLEDGEMENT_RULE_TEXTS } from './acknowledgement-rules';
import { code, text } from './markdown-words';
import { OTHER_RULE_TEXTS } from './other-rules';
import { PROMISE_RULE_TEXTS } from './promise-rules';
import { shorten } from './plain';

/** What GitHub takes of the descriptions of a rule. */
const LONGEST = 1024;

/** What GitHub calls a severity. */
const PROBLEM = { error: 'error', warning: 'warning', note: 'recommendation' } as const;

/** A rule as SARIF describes it; with its id and name alone where no rule of this version is called that. */
export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription?: { readonly text: string };
  readonly fullDescription?: { readonly text: string };
  readonly help?: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration?: { readonly level: Severity };
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** Rules in the order of their ids. */
export function sarifRules(ids: Iterable<string>): readonly SarifRule[] {
  const texts = [
    ...SCHEMA_RULE_TEXTS,
    ...READER_RULE_TEXTS,
    ...ACKNOWLEDGEMENT_RULE_TEXTS,
    ...POLICY_RULE_TEXTS,
    ...OTHER_RULE_TEXTS,
    ...PROMISE_RULE_TEXTS,
  ];
  const rules = [...texts.map((rule) => describe(rule)), ...RULES.map(describeOfTable)];
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  return [...new Set(ids)].sort().map((id) => known.get(id) ?? { id, name: nameOf(id) });
}

function describeOfTable(rule: Rule): SarifRule {
  return describe(rule, rule.covers, profilesOf(rule));
}

function describe(rule: RuleText, covers: readonly string[] = [], profiles: readonly string[] = []): SarifRule {
  const { id, severity, what, why } = rule;
  const area = id.slice(0, id.indexOf('/'));
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: sentence(what) },
    fullDescription: { text: sentence(why) },
    help: help(rule, covers),
    defaultConfiguration: { level: severity },
    properties: { tags: [area, ...profiles], precision: 'high', 'problem.severity': PROBLEM[severity] },
  };
}

function help({ id, fix, sources }: RuleText, covers: readonly string[]): SarifRule['help'] {
  const explain = `cdk-aks explain ${id}`;
  const answers = covers.length === 0 ? [] : [`Public checks: ${covers.join(', ')}.`];
  return {
    text: [`Fix: ${fix}.`, `Sources: ${sources.join('; ')}.`, ...answers, `Examples: ${explain}`].join(' '),
    markdown: [
      `**Fix:** ${text(fix)}.`,
      ['**Sources:**', '', ...sources.map((source) => `- ${text(source)}`)].join('\n'),
      ...(covers.length === 0 ? [] : [`**Public checks:** ${covers.map(code).join(', ')}`]),
      `**Examples:** ${code(explain)}`,
    ].join('\n\n'),
  };
}

/** `ZonesSpreadNotEnforced` of `zones/spread-not-enforced`. */
function nameOf(id: string): string {
  return id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, first: string) => first.toUpperCase());
}

function sentence(words: string): string {
  return shorten(`${words.charAt(0).toUpperCase()}${words.slice(1)}.`, LONGEST);
}
