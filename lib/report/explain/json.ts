import type { Answered } from '../../rules/coverage/answers';
import type { DescribedRule } from './described';
import type { Found } from './lookup';

/** The fields that programs may rely on, in this order. */
export function foundJson(found: Found): object {
  if (found.kind === 'rule') return ruleJson(found.rule);
  return found.kind === 'area' ? listJson(found.rules) : { checks: found.answers.map(answerJson) };
}

export function listJson(rules: readonly DescribedRule[]): object {
  return {
    rules: rules.map(({ id, severity, profiles, what }) => ({ id, severity, profiles: profiles ?? null, what })),
  };
}

function ruleJson(rule: DescribedRule): object {
  const { id, severity, profiles, what, why, fix, sources, checks, facts, beside, example } = rule;
  const findings = example === undefined ? [] : rule.says(example.failing);
  return {
    id,
    severity,
    profiles: profiles ?? null,
    what,
    why,
    fix,
    sources,
    checks: checks.map(({ id, words, difference }) => ({ id, asks: words, difference: difference ?? null })),
    facts: facts.map(({ id, words }) => ({ id, about: words })),
    example:
      example === undefined
        ? null
        : {
            beside: beside?.files ?? null,
            failing: example.failing,
            findings: findings.map(({ message, place }) => ({
              message,
              file: place?.file ?? null,
              line: place?.line ?? null,
              column: place?.column ?? null,
            })),
            mended: example.mended,
          },
  };
}

function answerJson({ id, words, rules, reason, difference }: Answered): object {
  return { id, asks: words, rules, reason: reason ?? null, difference: difference ?? null };
}
