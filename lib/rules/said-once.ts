import type { Finding } from '../artifact/finding';
import { RULES } from './table';

/** Findings of rules without those that conformance, or a rule that tells more, says of the same place already. */
export function withoutSaid(findings: readonly Finding[], conformance: readonly Finding[]): readonly Finding[] {
  const said = new Set([...conformance, ...findings].map((finding) => keyOf(finding, finding.rule)));
  return findings.filter(
    (finding) => !(SAID_BY.get(finding.rule) ?? []).some((rule) => said.has(keyOf(finding, rule))),
  );
}

const SAID_BY: ReadonlyMap<string, readonly string[]> = new Map(RULES.map(({ id, saidBy = [] }) => [id, saidBy]));

function keyOf({ file, line, column }: Finding, rule: string): string {
  return `${rule} ${line}:${column} ${file}`;
}
