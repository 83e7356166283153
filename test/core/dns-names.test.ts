import fc from 'fast-check';
import * as names from '../../lib/core/dns-names';

const LABEL_RULE =
  "is not a DNS label (RFC 1123): 1 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit";

describe('names of Kubernetes', () => {
  it.each<[string, (text: string) => boolean, string[], string[]]>([
    [
      'DNS label',
      names.isDnsLabel,
      ['a', '1', 'my-app', 'a'.repeat(63)],
      ['', 'A', 'a.b', '-a', 'a-', 'a_b', 'a'.repeat(64), 'a\n'],
    ],
    ['DNS label of RFC 1035', names.isDns1035Label, ['a', 'a-1'], ['1a', '-a', 'a-', '']],
    [
      'DNS subdomain',
      names.isDnsSubdomain,
      ['a', 'a.b-c.1', 'a'.repeat(253)],
      ['', 'a..b', '.a', 'a.', 'a.-b', 'A.b', 'a'.repeat(254)],
    ],
    [
      'value of a label',
      names.isLabelValue,
      ['', 'a', 'A_b.c-1', 'a'.repeat(63)],
      ['-a', 'a-', 'a b', 'a/b', 'a'.repeat(64)],
    ],
    ['environment variable', names.isEnvName, ['A', '_a', 'a.b-c', '.a'], ['', '1A', 'A=B', 'A B', 'Ä']],
    [
      'port',
      names.isPortName,
      ['http', 'a', '1a', 'http-metrics-15'],
      ['', '80', 'http--a', '-a', 'a-', 'HTTP', 'a'.repeat(16), 'a_b'],
    ],
    [
      'key of a ConfigMap',
      names.isConfigKey,
      ['a', 'app.json', '.env', '-_', 'a'.repeat(253)],
      ['', '.', '..', '..a', 'a/b', 'a b', 'a'.repeat(254)],
    ],
    [
      'qualified name',
      names.isQualifiedName,
      ['a', 'app.kubernetes.io/name', 'a/B_c.d'],
      ['', '/a', 'a/', 'a/b/c', 'A/b', 'a b', `a/${'b'.repeat(64)}`, `${'a'.repeat(254)}/b`],
    ],
  ])('tells a %s from what is none', (_, is, good, bad) => {
    expect(good.filter((text) => !is(text))).toEqual([]);
    expect(bad.filter(is)).toEqual([]);
  });

  it('gives back the text that it accepts', () => {
    expect([
      names.dnsLabel('my-app'),
      names.portName('http'),
      names.qualifiedName('a.b/c'),
      names.labelValue(''),
    ]).toEqual(['my-app', 'http', 'a.b/c', '']);
  });

  it.each([
    [() => names.dnsLabel('My_App', 'name'), `'name' (My_App) ${LABEL_RULE}. Did you mean 'my-app'? (name/dns-label)`],
    [() => names.dnsLabel('', 'name'), `'name' () ${LABEL_RULE}. Write another one. (name/dns-label)`],
    [
      () => names.dnsLabel('a'.repeat(64)),
      `(${'a'.repeat(64)}) has 64 characters; a DNS label (RFC 1123) has at most 63. Did you mean '${'a'.repeat(63)}'? (name/dns-label)`,
    ],
    [
      () => names.dns1035Label('1-web'),
      "(1-web) is not a DNS label (RFC 1035): 1 to 63 lower-case letters, digits and '-', starting with a letter and ending with a letter or digit. Did you mean 'web'? (name/dns-1035-label)",
    ],
    [
      () => names.dnsSubdomain('A..b_c'),
      "(A..b_c) is not a DNS subdomain (RFC 1123): 1 to 253 lower-case letters, digits, '-' and '.', every part starting and ending with a letter or digit. Did you mean 'a.b-c'? (name/dns-subdomain)",
    ],
    [
      () => names.labelValue('hello world!'),
      "(hello world!) is not the value of a label: up to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, or nothing. Did you mean 'hello-world'? (name/label-value)",
    ],
    [
      () => names.envName('1 A=B'),
      "(1 A=B) is not the name of an environment variable: letters, digits, '_', '-' and '.', not starting with a digit. Did you mean '_1_A_B'? (name/env)",
    ],
    [
      () => names.portName('http_metrics_of_web'),
      "(http_metrics_of_web) is not the name of a port: 1 to 15 lower-case letters, digits and single '-', with at least one letter, starting and ending with a letter or digit. Did you mean 'http-metrics-of'? (name/port)",
    ],
    [
      () => names.portName('8080'),
      "(8080) is not the name of a port: 1 to 15 lower-case letters, digits and single '-', with at least one letter, starting and ending with a letter or digit. Write another one. (name/port)",
    ],
    [
      () => names.configKey('conf/app.json'),
      "(conf/app.json) is not a key of a ConfigMap or Secret: 1 to 253 letters, digits, '-', '_' and '.', neither '.' nor starting with '..'. Did you mean 'conf.app.json'? (name/config-key)",
    ],
    [
      () => names.qualifiedName('Foo.com/Bar baz'),
      "(Foo.com/Bar baz) is not a qualified name: 1 to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, with an optional DNS subdomain and '/' in front. Did you mean 'foo.com/Bar-baz'? (name/qualified)",
    ],
  ])('refuses with the rule and a name that would do (%#)', (make, message) => {
    expect(make).toThrow(new Error(message));
  });

  it('suggests only what it would accept', () => {
    const checks: [(text: string) => string, (text: string) => boolean][] = [
      [names.dnsLabel, names.isDnsLabel],
      [names.dns1035Label, names.isDns1035Label],
      [names.dnsSubdomain, names.isDnsSubdomain],
      [names.labelValue, names.isLabelValue],
      [names.envName, names.isEnvName],
      [names.portName, names.isPortName],
      [names.configKey, names.isConfigKey],
      [names.qualifiedName, names.isQualifiedName],
    ];
    for (const [check, is] of checks) {
      fc.assert(
        fc.property(fc.string({ maxLength: 300 }), (text) => {
          try {
            expect(is(check(text))).toBe(true);
          } catch (error) {
            const guess = /Did you mean '(.*)'\? \(/s.exec((error as Error).message)?.[1];
            if (guess !== undefined) expect(is(guess)).toBe(true);
          }
        }),
      );
    }
  });
});
