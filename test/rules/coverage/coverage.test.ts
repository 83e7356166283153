import { answersOfArea, answersOfTool } from '../../../lib/rules/coverage/answers';
import { AZURE_NOT_COVERED } from '../../../lib/rules/coverage/azure';
import { TOOLS } from '../../../lib/rules/coverage/catalogue';
import { FACT_AREAS } from '../../../lib/rules/coverage/catalogue/facts';
import { DIFFERENCES } from '../../../lib/rules/coverage/differences';
import { FACTS_NOT_COVERED } from '../../../lib/rules/coverage/facts';
import { KUBERNETES_BY_CONFORMANCE, KUBERNETES_NOT_COVERED } from '../../../lib/rules/coverage/kubernetes';
import { RULES } from '../../../lib/rules/table';
import { SCHEMA_RULES } from '../../../lib/schema/report';

const CHECKS = new Map(TOOLS.flatMap(answersOfTool).map((answer) => [answer.id, answer]));
const FACTS = new Map(FACT_AREAS.flatMap(answersOfArea).map((answer) => [answer.id, answer]));
const NOT_COVERED = { ...KUBERNETES_NOT_COVERED, ...AZURE_NOT_COVERED };

describe.each(TOOLS.map((tool) => [tool.title, tool] as const))('%s', (_, tool) => {
  it.each(answersOfTool(tool).map((answer) => [answer.id, answer] as const))(
    '%s is answered by a rule, or listed with the reason why not',
    (_, { rules, reason }) => {
      expect(rules.length > 0).not.toBe(reason !== undefined);
    },
  );
});

describe('public checks', () => {
  it('are all of each tool', () => {
    expect(TOOLS.map(({ title, checks }) => [title.split(/ \d|:/)[0], Object.keys(checks).length])).toEqual([
      ['kube-linter', 63],
      ['kube-score', 39],
      ['Polaris', 44],
      ['Checkov', 119],
      ['Checkov', 65],
      ['Trivy', 80],
      ['Trivy', 21],
      ['PSRule for Azure', 56],
      ['Azure Proactive Resiliency Library', 43],
      ['Azure Policy', 37],
      ['Kubernetes Pod Security Standards', 19],
    ]);
  });

  it('are named by rules, reasons and differences as their catalogues name them', () => {
    const named = [
      ...RULES.flatMap(({ covers = [] }) => covers),
      ...Object.keys(KUBERNETES_BY_CONFORMANCE),
      ...Object.keys(NOT_COVERED),
      ...Object.keys(DIFFERENCES),
    ];
    expect(named.filter((id) => !CHECKS.has(id))).toEqual([]);
  });

  it('are left out with a reason that can be read', () => {
    for (const reason of Object.values({ ...NOT_COVERED, ...FACTS_NOT_COVERED }))
      expect(reason).toMatch(/^[A-Za-z][^\n]{30,}[^.]$/);
  });

  it('are answered by rules of conformance that there are', () => {
    const unknown = Object.values(KUBERNETES_BY_CONFORMANCE).filter((rule) => !(rule in SCHEMA_RULES));
    expect(unknown).toEqual([]);
  });

  it('are told where they are wrong: kubenet accepted, Premium refused, a pattern without an anchor', () => {
    expect(CHECKS.get('checkov/CKV_AZURE_7')).toMatchObject({
      rules: ['cluster/no-network-policy'],
      difference: expect.stringContaining('kubenet'),
    });
    expect(CHECKS.get('checkov/CKV_AZURE_170')).toMatchObject({
      rules: ['cluster/no-uptime-promise'],
      difference: expect.stringContaining('Premium'),
    });
    expect(CHECKS.get('kube-linter/access-to-secrets')).toMatchObject({
      rules: ['tenancy/reads-secrets'],
      difference: expect.stringContaining('anchored to nothing'),
    });
  });
});

describe('facts of compatibility', () => {
  it('are 257, counted from 01 in each area', () => {
    const AREAS = {
      VN: 11,
      NET: 33,
      DP: 24,
      EG: 35,
      EP: 10,
      API: 23,
      ID: 24,
      POOL: 23,
      VM: 17,
      WIN: 11,
      UP: 22,
      ADD: 24,
    };
    const expected = Object.entries(AREAS).flatMap(([area, count]) =>
      Array.from({ length: count }, (_, index) => `${area}${String(index + 1).padStart(2, '0')}`),
    );
    expect(expected).toHaveLength(257);
    expect([...FACTS.keys()]).toEqual(expected);
  });

  it.each([...FACTS])('%s is held by a rule, or listed with the reason why not', (_, { rules, reason }) => {
    expect(rules.length > 0).not.toBe(reason !== undefined);
  });

  it('are named by rules and reasons as the catalogue names them', () => {
    const named = [...RULES.flatMap(({ facts = [] }) => facts), ...Object.keys(FACTS_NOT_COVERED)];
    expect(named.filter((fact) => !FACTS.has(fact))).toEqual([]);
  });
});
