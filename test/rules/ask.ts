import { worldOf } from '../../lib/analysis/world';
import { formatField } from '../../lib/artifact/field-path';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import type { Rule } from '../../lib/rules/rule';

/** What a rule says of one file: a verdict, or `field: message` for a finding. */
export function ask(rule: Rule, content: string, path = 'all.yaml'): readonly string[] {
  const world = worldOf(readArtifacts([{ path, content }]));
  return [...rule.check(world)].map((answer) =>
    answer.verdict === 'finding' ? `${formatField(answer.field)}: ${answer.detail ?? rule.what}` : answer.verdict,
  );
}
