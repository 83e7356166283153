import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { AREAS } from '../../../lib/rules/areas';
import { ruleIds } from '../../../lib/rules/ids';
import { areaOf, describedRules } from '../../../lib/report/explain/described';
import { conform } from '../../../lib/schema/conform';

const rules = describedRules();
const shown = rules.flatMap(({ example, ...rule }) => (example ? [{ ...rule, example }] : []));

describe('rules of every kind', () => {
  it('are described, each once', () => {
    expect(rules.map(({ id }) => id).sort()).toEqual([...ruleIds()].sort());
  });

  it('come by area, and each area says what it is about', () => {
    const areas = [...new Set(rules.map(areaOf))];
    expect(areas).toEqual(Object.keys(AREAS).sort());
    expect(rules.map(areaOf)).toEqual([...rules.map(areaOf)].sort());
    for (const about of Object.values(AREAS)) expect(about).toMatch(/^[^.]{8,70}$/);
  });

  it.each(rules)('$id says what, why, the fix and where it comes from', ({ what, why, fix, sources }) => {
    for (const text of [what, why, fix]) expect(text).toMatch(/^\S.{4,}[^.\s]$/);
    expect(what).toMatch(/^[a-z]/);
    expect(fix).toMatch(/^[A-Z]/);
    for (const source of sources) expect(source).toMatch(/^[A-Za-z][^.]*.*[^.]$/);
    expect(sources.length).toBeGreaterThan(0);
  });

  it.each(shown)('$id says something of its failing example, in its files, and nothing of the mended one', (rule) => {
    const said = rule.says(rule.example.failing);
    expect(said.length).toBeGreaterThan(0);
    for (const { message, place } of said) {
      expect(message).not.toMatch(/^the rule itself failed/);
      if (place) expect(Object.keys(rule.example.failing)).toContain(place.file);
    }
    expect(rule.says(rule.example.mended)).toEqual([]);
  });

  it('mend examples so that they conform, but for what they refer to beside them', () => {
    const broken = shown.filter(({ example }) => {
      const files = Object.entries(example.mended).map(([path, content]) => ({ path, content }));
      const { findings } = conform(readArtifacts(files));
      return findings.some(({ rule, severity }) => severity === 'error' && rule !== 'schema/reference');
    });
    // Terraform wants every argument of a rule in JSON, if only as null: that would hide what the example is about.
    expect(broken.map(({ id }) => id)).toEqual(['network/group-blocks-nodes']);
  });

  it('have no example only where no file can show one', () => {
    const without = rules.filter(({ example }) => example === undefined).map(({ id }) => id);
    expect(without).toEqual([
      'read/encoding',
      'read/file',
      'read/link',
      'read/too-large',
      'read/too-many',
      'secret/literal',
    ]);
  });

  it('know the public checks and facts that they answer', () => {
    const of = (id: string) => rules.find((rule) => rule.id === id);
    expect(of('cluster/no-uptime-promise')?.checks.map(({ id }) => id)).toEqual([
      'checkov/CKV_AZURE_170',
      'psrule/Azure.AKS.UptimeSLA',
      'aprl/0611251f',
    ]);
    expect(of('schema/label')?.checks.map(({ id }) => id)).toEqual(['kube-score/label-values']);
    expect(of('cluster/kubenet')?.facts).toEqual([
      { id: 'NET25', words: 'kubenet holds 400 nodes, and one cluster in a subnet', rules: ['cluster/kubenet'] },
    ]);
  });
});
