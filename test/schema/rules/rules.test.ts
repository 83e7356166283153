import type { ExampleFiles } from '../../../lib/artifact/rule-text';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { conform } from '../../../lib/schema/conform';
import { SCHEMA_RULES } from '../../../lib/schema/report';
import { SCHEMA_RULE_TEXTS } from '../../../lib/schema/rules';

function found(files: ExampleFiles): string[] {
  const artifacts = readArtifacts(Object.entries(files).map(([path, content]) => ({ path, content })));
  expect(artifacts.diagnostics).toEqual([]);
  return conform(artifacts).findings.map(({ rule }) => rule);
}

describe('rules of conformance', () => {
  it('are all described', () => {
    expect(SCHEMA_RULE_TEXTS.map(({ id }) => id)).toEqual(Object.keys(SCHEMA_RULES));
  });

  it.each(SCHEMA_RULE_TEXTS)('$id finds its failing example, alone, and is content with the mended one', (rule) => {
    expect(found(rule.example.failing)).toEqual([rule.id]);
    expect(found(rule.example.mended)).toEqual([]);
  });

  it.each(SCHEMA_RULE_TEXTS)('$id says what, why, the fix and where it comes from', ({ what, why, fix, sources }) => {
    for (const text of [what, why, fix]) expect(text).toMatch(/^.{5,}[^.]$/);
    expect(sources.length).toBeGreaterThan(0);
  });
});
