import { readArtifacts } from '../../lib/artifact/read/artifacts';
import type { ExampleFiles } from '../../lib/artifact/rule-text';
import type { Rule } from '../../lib/rules/rule';
import { worldOf } from '../../lib/analysis/world';
import { RULES } from '../../lib/rules/table';

/** What a rule says of a few files, as verdicts. */
function verdicts(rule: Rule, files: ExampleFiles): string[] {
  const input = Object.entries(files).map(([path, content]) => ({ path, content }));
  const artifacts = readArtifacts(input);
  expect(artifacts.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return [...rule.check(worldOf(artifacts))].map(({ verdict }) => verdict);
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it('finds its failing example', () => {
    expect(verdicts(rule, rule.examples.failing)).toContain('finding');
  });

  it('is content with the mended one', () => {
    const found = verdicts(rule, rule.examples.mended);
    expect(found).not.toContain('finding');
    expect(found).not.toContain('unknown');
    expect(found).toContain('compliant');
  });

  it('does not apply elsewhere', () => {
    const found = verdicts(rule, rule.examples.notApplicable);
    expect(found.filter((verdict) => verdict !== 'not-applicable')).toEqual([]);
  });

  if (rule.examples.unknown) {
    it('says so when it cannot know', () => {
      const found = verdicts(rule, rule.examples.unknown as ExampleFiles);
      expect(found).toContain('unknown');
      expect(found).not.toContain('finding');
    });
  }

  it('says what, why, the fix and where it comes from', () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const text of [rule.what, rule.why, rule.fix]) {
      expect(text.length).toBeGreaterThan(10);
      expect(text).not.toMatch(/\.$/);
    }
    expect(rule.sources.length).toBeGreaterThan(0);
  });
});

describe('the table of rules', () => {
  it('has each id once', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});
