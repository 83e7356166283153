import { describedRules } from '../../../lib/report/explain/described';
import { foundJson, listJson } from '../../../lib/report/explain/json';
import { lookUp, meant } from '../../../lib/report/explain/lookup';
import { answersMarkdown, listMarkdown, ruleMarkdown } from '../../../lib/report/explain/markdown';
import { answersText, listText, ruleText } from '../../../lib/report/explain/text';

const rules = describedRules();
const plain = (text: string): string => text;
const paint = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };
const page = { width: 80, paint };
const ruleOf = (id: string) => {
  const found = lookUp(id, rules);
  if (found?.kind !== 'rule') throw new Error(`${id} is no rule`);
  return found.rule;
};
const answersOf = (id: string) => {
  const found = lookUp(id, rules);
  if (found?.kind !== 'answers') throw new Error(`${id} is no check`);
  return found.answers;
};

describe('looking up', () => {
  it('finds rules, areas, public checks with and without their tool, and facts', () => {
    expect(lookUp('zones/no-spread', rules)).toMatchObject({ kind: 'rule', rule: { id: 'zones/no-spread' } });
    expect(lookUp('zones', rules)).toMatchObject({ kind: 'area' });
    expect(lookUp('zones/', rules)).toMatchObject({ kind: 'area' });
    expect(answersOf('kube-linter/latest-tag').map(({ id }) => id)).toEqual(['kube-linter/latest-tag']);
    expect(answersOf('ckv_k8s_14').map(({ id }) => id)).toEqual(['checkov/CKV_K8S_14']);
    expect(answersOf('procMount').map(({ id }) => id)).toEqual(['polaris/procMount', 'pss/procMount']);
    expect(answersOf('pool02').map(({ id }) => id)).toEqual(['POOL02']);
    expect(lookUp('zone', rules)).toBeUndefined();
  });

  it.each([
    ['zones/spred-not-enforced', 'zones/spread-not-enforced'],
    ['spread-not-enforced', 'zones/spread-not-enforced'],
    ['zone/spread-not-enforced', 'zones/spread-not-enforced'],
    ['placement/spread-not-enforced', 'zones/spread-not-enforced'],
    ['spred-not-enforced', 'zones/spread-not-enforced'],
    ['schema/unknwon-field', 'schema/unknown-field'],
    ['zone', 'zones'],
    ['Pod Security', 'pod-security'],
    ['CKV_AZURE_17O', 'CKV_AZURE_170'],
    ['kube-linter/latest-tga', 'kube-linter/latest-tag'],
    ['xyzzyxyzzyxyzzy', undefined],
    ['', undefined],
  ])('takes %s for %s', (name, expected) => {
    expect(meant(name, rules)).toBe(expected);
  });
});

describe('a rule as text', () => {
  it('tells what, why, fix, sources, and marks in the example where the finding points', () => {
    expect(ruleText(ruleOf('services/node-port'), page)).toBe(`services/node-port  warning

  what  opens a port on every node
  why   callers then depend on the address of a node, which an upgrade replaces,
        and come in past the gateway with its certificates and rules
  fix   Use ClusterIP behind a Gateway, or an internal load balancer
  in    profile recommended, strict

sources
  - Azure: Concepts - Services in AKS
  - Kubernetes: Service, type NodePort

public checks that it answers
  - kube-linter/exposed-services: no Services of type NodePort or LoadBalancer
    It refuses every load balancer; here an internal one, and one that says who
    may call, are right
  - kube-score/service-type: no Service of type NodePort

failing example
  cart.yaml
    1 | apiVersion: v1
    2 | kind: Service
    3 | metadata: { name: cart, namespace: shop }
  > 4 | spec: { selector: { app: cart }, ports: [{ port: 80 }], type: NodePort }
      |                                                         ^
      | opens a port on every node

mended example
  cart.yaml
    1 | apiVersion: v1
    2 | kind: Service
    3 | metadata: { name: cart, namespace: shop }
  + 4 | spec: { selector: { app: cart }, ports: [{ port: 80 }], type: ClusterIP }
`);
  });

  it('puts a long message below its arrow, and leaves out what did not change', () => {
    const text = ruleText(ruleOf('schema/range'), page);
    expect(text).toContain(
      [
        '  > 13 |           ports: [{ containerPort: 80800 }]',
        '       |                     ^',
        '       | spec.template.spec.containers[0].ports[0].containerPort: is 80800 but',
        '       | must be at most 65535',
      ].join('\n'),
    );
    expect(text).toContain('\n       :\n    10 |       containers:');
  });

  it('tells what was deployed before a change, and what becomes of it', () => {
    const text = ruleText(ruleOf('change/replace'), page);
    expect(text).toContain('\n\ndeployed before\n  cdk.tf.json\n');
    expect(text).toContain('  replace azurerm_key_vault.shop, location: "westeurope" ->\n  "northeurope"\n');
  });

  it('tells what the other environment has', () => {
    const text = ruleText(ruleOf('parity/differs'), page);
    expect(text).toContain('\n\nthe other environment\n  cart.yaml\n');
    expect(text).toContain('^ spec.strategy.type: there "RollingUpdate", here "Recreate"');
  });

  it('shows no example where no text can show one', () => {
    expect(ruleText(ruleOf('read/link'), page)).not.toContain('example');
  });

  it('shows what a terminal would obey as text', () => {
    expect(ruleText(ruleOf('read/nul'), page)).toContain("'dark\\u0000'");
  });

  it('keeps to the width, but for the lines of files and words that are longer', () => {
    for (const rule of rules) {
      const lines = ruleText(rule, page).split('\n');
      const prose = lines.filter((line) => !/^[ >+]{2,4} *\d+ \||^ +\|/.test(line));
      expect(prose.filter((line) => line.length > 80 && /\S\s+\S+\s+\S/.test(line.trim()))).toEqual([]);
    }
  });
});

describe('lists as text', () => {
  it('give severity, rule and what it finds, by area', () => {
    const zones = rules.filter(({ id }) => id.startsWith('virtual-nodes/'));
    expect(listText(zones, page)).toBe(`virtual-nodes: pods that may run on virtual nodes
  error    virtual-nodes/limit-above-request  may run on virtual nodes with a
                                              limit above its request
  error    virtual-nodes/no-add-on            asks for virtual nodes, which its
                                              cluster does not have
  error    virtual-nodes/unsupported-field    may run on virtual nodes, which
                                              cannot run it
`);
    expect(listText(zones.slice(0, 1), { width: 50, paint })).toBe(`virtual-nodes: pods that may run on virtual nodes
  error    virtual-nodes/limit-above-request
           may run on virtual nodes with a limit
           above its request
`);
  });

  it('tell which profiles a rule is in that the default is not', () => {
    expect(listText([ruleOf('registry/untagged-kept')], { width: 110, paint })).toContain(' [strict]\n');
  });

  it('tell of public checks which rule answers them, or why none does', () => {
    expect(answersText(answersOf('CKV_AZURE_170'), page)).toBe(`checkov/CKV_AZURE_170
  asks for     a cluster's tier is Standard
  answered by  cluster/no-uptime-promise
  differs      It refuses Premium, which promises as much uptime as Standard;
               here both will do
`);
    expect(answersText(answersOf('sorted-keys'), page)).toBe(`kube-linter/sorted-keys
  asks for     keys in the order of the alphabet
  no rule      Fields are written in the order that readers know (apiVersion,
               kind, metadata, spec), not in that of the alphabet
`);
  });
});

describe('Markdown', () => {
  it('holds both examples as files', () => {
    const text = ruleMarkdown(ruleOf('services/node-port'));
    expect(text).toContain(
      '### services/node-port\n\n**warning** in `recommended`, `strict`: opens a port on every node.',
    );
    expect(text).toContain('**Failing example**\n\n`cart.yaml`\n\n```yaml\napiVersion: v1\n');
    expect(text).toContain('- `cart.yaml:4:57` opens a port on every node');
    expect(text).toContain('**Mended example**');
    expect(text.match(/^```/gm)).toHaveLength(4);
  });

  it('takes nothing of a text for markup, but code in backquotes', () => {
    expect(ruleMarkdown(ruleOf('secrets/in-environment'))).toContain('every `kubectl describe`');
    expect(ruleMarkdown(ruleOf('cluster/private-zone'))).toContain('privatelink.\\<region\\>.azmk8s.io');
  });

  it('lists rules in a table an area, and public checks one by one', () => {
    expect(listMarkdown([ruleOf('zones/no-spread')])).toBe(
      '### zones\n\n| rule | severity | what it finds |\n| --- | --- | --- |\n' +
        '| `zones/no-spread` | warning | is not spread over zones |\n',
    );
    expect(answersMarkdown(answersOf('CKV_AZURE_170'))).toContain('- Answered by: `cluster/no-uptime-promise`.');
  });
});

describe('JSON', () => {
  it('holds the rule, its files, and where the findings are', () => {
    expect(foundJson({ kind: 'rule', rule: ruleOf('services/node-port') })).toMatchObject({
      id: 'services/node-port',
      severity: 'warning',
      profiles: ['recommended', 'strict'],
      checks: [{ id: 'kube-linter/exposed-services' }, { id: 'kube-score/service-type', difference: null }],
      facts: [],
      example: {
        beside: null,
        failing: { 'cart.yaml': expect.stringContaining('NodePort') },
        findings: [{ message: 'opens a port on every node', file: 'cart.yaml', line: 4, column: 57 }],
        mended: { 'cart.yaml': expect.stringContaining('ClusterIP') },
      },
    });
  });

  it('lists rules and public checks', () => {
    expect(listJson([ruleOf('schema/name')])).toEqual({
      rules: [
        { id: 'schema/name', severity: 'error', profiles: null, what: 'has a name that Kubernetes does not take' },
      ],
    });
    expect(foundJson({ kind: 'area', rules: [ruleOf('schema/name')] })).toEqual(listJson([ruleOf('schema/name')]));
    expect(foundJson({ kind: 'answers', answers: answersOf('sorted-keys') })).toMatchObject({
      checks: [{ id: 'kube-linter/sorted-keys', rules: [], reason: expect.any(String), difference: null }],
    });
  });
});
