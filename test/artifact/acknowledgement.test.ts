import fc from 'fast-check';
import { acknowledgementOf, type Acknowledgement, isDate, takesIn } from '../../lib/artifact/acknowledgement';
import { statedIn } from '../../lib/artifact/acknowledgements';
import { readArtifacts } from '../../lib/artifact/read/artifacts';

const at = (object: string, more: { file?: string; path?: string } = {}) => ({ object, file: '', ...more });

describe('takesIn', () => {
  it('takes in a construct and everything below it', () => {
    const scope = { path: 'prod/aks' };
    expect(takesIn(scope, at('x', { path: 'prod/aks' }))).toBe(true);
    expect(takesIn(scope, at('x', { path: 'prod/aks/Resource' }))).toBe(true);
    expect(takesIn(scope, at('x', { path: 'prod/aks2' }))).toBe(false);
    expect(takesIn(scope, at('x'))).toBe(false);
  });

  it('takes in the whole program by the empty path', () => {
    expect(takesIn({ path: '' }, at('x', { path: 'anything' }))).toBe(true);
  });

  it('takes in objects by name, with * for any text', () => {
    const takes = (pattern: string, object: string): boolean => takesIn({ object: pattern }, at(object));
    expect(takes('apps/v1/Deployment/shop/*', 'apps/v1/Deployment/shop/cart')).toBe(true);
    expect(takes('apps/v1/*/shop/cart', 'apps/v1/Deployment/shop/cart')).toBe(true);
    expect(takes('*', 'anything')).toBe(true);
    expect(takes('azurerm_subnet.nodes', 'azurerm_subnet.nodes2')).toBe(false);
    expect(takes('a*a', 'a')).toBe(false);
    expect(takes('*.b.*', 'a.c.d')).toBe(false);
  });

  it('agrees with a regular expression on every pattern', () => {
    const letters = fc.stringMatching(/^[ab]{0,6}$/);
    const patterns = fc.stringMatching(/^[ab*]{0,5}$/);
    fc.assert(
      fc.property(patterns, letters, (pattern, text) => {
        expect(takesIn({ object: pattern }, at(text))).toBe(new RegExp(`^${pattern.replace(/\*/g, '.*')}$`).test(text));
      }),
    );
  });

  it('takes in only the object of its own file', () => {
    const scope = { object: 'v1/Secret/shop/a', file: 'blue/a.yaml' };
    expect(takesIn(scope, at('v1/Secret/shop/a', { file: 'blue/a.yaml' }))).toBe(true);
    expect(takesIn(scope, at('v1/Secret/shop/a', { file: 'green/a.yaml' }))).toBe(false);
  });
});

describe('acknowledgementOf', () => {
  const accept = (rule: string): Acknowledgement => ({ rule, reason: 'r', scope: { path: '' }, from: 'program' });

  it('accepts the same rule only', () => {
    const finding = { rule: 'pool/burstable', ...at('x', { path: 'p' }) };
    expect(acknowledgementOf(finding, [accept('pool/other'), accept('pool/burstable')])?.rule).toBe('pool/burstable');
    expect(acknowledgementOf(finding, [accept('pool/other')])).toBeUndefined();
  });

  it('accepts a secret wherever it is found again', () => {
    for (const rule of ['secrets/in-terraform', 'schema/sensitive-literal', 'secret/literal']) {
      expect(acknowledgementOf({ rule, ...at('x', { path: 'p' }) }, [accept('secret/literal')])).toBeDefined();
    }
    expect(
      acknowledgementOf({ rule: 'secrets/vanishing', ...at('x', { path: 'p' }) }, [accept('secret/literal')]),
    ).toBe(undefined);
  });
});

describe('isDate', () => {
  it.each(['2027-01-31', '2028-02-29'])('knows %s', (text) => expect(isDate(text)).toBe(true));
  it.each(['2027-02-29', '2027-1-1', '31.1.2027', '2027-13-01', ''])('refuses %j', (text) => {
    expect(isDate(text)).toBe(false);
  });
});

describe('statedIn', () => {
  const manifest = (value: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\n  annotations:\n    cdk-aks.dev/acknowledge: ${value}\n`;
  const stated = (content: string, path = 'a.yaml') => statedIn(readArtifacts([{ path, content }]));

  it('reads a line for each rule of an annotation', () => {
    const { all, malformed } = stated(
      manifest('|\n      zones/no-spread: a cache\n      services/alone until 2027-01-31: moves in January\n'),
    );
    expect(malformed).toEqual([]);
    expect(all).toEqual([
      {
        rule: 'zones/no-spread',
        reason: 'a cache',
        scope: { object: 'v1/ConfigMap/shop/a', file: 'a.yaml' },
        from: 'annotation',
        position: { file: 'a.yaml', line: 7, column: 5 },
      },
      expect.objectContaining({ rule: 'services/alone', reason: 'moves in January', until: '2027-01-31' }),
    ]);
  });

  it('reads the comment of a Terraform block', () => {
    const block = { name: 'a', '//': { 'cdk-aks.dev/acknowledge': 'network/open: a test' } };
    const { all } = stated(JSON.stringify({ resource: { azurerm_subnet: { a: block } } }), 'a.tf.json');
    expect(all).toEqual([
      expect.objectContaining({
        rule: 'network/open',
        reason: 'a test',
        scope: { object: 'azurerm_subnet.a', file: 'a.tf.json' },
      }),
    ]);
  });

  it.each([
    ['zones/no-spread', 'accepts zones/no-spread without a reason'],
    ["'zones/no-spread:  '", 'accepts zones/no-spread without a reason'],
    ['whatever', "'whatever' does not begin with a rule and a colon"],
    ["''", "'' does not begin with a rule and a colon"],
    ["'a/b until soon: x'", "'soon' is no date such as 2027-01-31"],
    ['[1]', 'is no text'],
  ])('tells what cannot be read: %s', (value, message) => {
    const { all, malformed } = stated(manifest(value));
    expect(all).toEqual([]);
    expect(malformed).toEqual([
      expect.objectContaining({
        rule: 'acknowledgement/malformed',
        severity: 'error',
        message: `annotation 'cdk-aks.dev/acknowledge': ${message}`,
        object: 'v1/ConfigMap/shop/a',
        line: 7,
      }),
    ]);
  });
});
