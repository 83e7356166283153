import { diffFiles } from '../../lib/analysis/change/diff';
import { changesJson } from '../../lib/report/changes/json';
import { changesMarkdown } from '../../lib/report/changes/markdown';
import { changesText } from '../../lib/report/changes/text';
import { judgeChanges } from '../../lib/report/changes/verdict';
import { print } from '../../lib/report/format';
import { FORMATS } from '../../lib/report/formats';
import { NO_PAINT } from '../../lib/report/paint';
import { renderBaseline } from '../../lib/report/baseline';
import { reportOf } from './sample';

const secretFile = (data: string): string =>
  ['apiVersion: v1', 'kind: Secret', 'metadata: { name: a, namespace: shop }', data, 'tipe: Opaque', ''].join('\n');

const deployment = (container: readonly string[]): string =>
  [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: cart, namespace: shop }',
    'spec:',
    '  selector: { matchLabels: { app: cart } }',
    '  template:',
    '    metadata: { labels: { app: cart } }',
    '    spec:',
    '      containers:',
    '        - name: cart',
    '          image: cart:1',
    ...container.map((line) => `          ${line}`),
    '',
  ].join('\n');

const server = (argument: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    {
      resource: {
        azurerm_mssql_server: {
          sql: {
            name: 'shop',
            location: 'westeurope',
            resource_group_name: 'shop',
            version: '12.0',
            ...argument,
            conection: 'x',
          },
        },
      },
    },
    undefined,
    2,
  );

/** What is in each file, and what no report of it may hold. */
const CASES: readonly (readonly [what: string, file: string, text: string, hidden: readonly string[]])[] = [
  [
    'the value of a Secret that is no base64',
    'a.yaml',
    secretFile('data: { password: hunter2-staple, pin: 4711 }'),
    ['hunter2', '4711'],
  ],
  [
    'a value of a Secret above what is misspelt',
    'a.yaml',
    secretFile('stringData:\n  password: correct-horse'),
    ['correct-horse'],
  ],
  [
    'a folded value of a Secret',
    'a.yaml',
    secretFile('stringData:\n  key: >-\n    abcdefgh\n    ijklmnop'),
    ['abcdefgh', 'ijklmnop'],
  ],
  [
    'a number where a password must be a text',
    'a.yaml',
    deployment(['env:', '  - name: DB_PASSWORD', '    value: 8234567112', '    vlue: x']),
    ['8234567112'],
  ],
  [
    'a password beside a field that is unknown',
    'a.yaml',
    deployment(['env: [{ name: DB_PASSWORD, value: correct-horse }]', 'imagepolicy: Always']),
    ['correct-horse'],
  ],
  [
    'an argument with a token',
    'a.yaml',
    deployment(['argz: []', 'args:', '  - --api-token=correct-horse', 'stdn: true']),
    ['correct-horse'],
  ],
  [
    'a URL with a password where another value is wanted',
    'a.yaml',
    deployment(['imagePullPolicy: amqp://shop:correct-horse@rabbit/']),
    ['correct-horse'],
  ],
  [
    'what the provider calls sensitive',
    'cdk.tf.json',
    server({ administrator_login: 'shop', administrator_login_password: 'staple' }),
    ['staple'],
  ],
  [
    'all on one line',
    'cdk.tf.json',
    JSON.stringify(JSON.parse(server({ administrator_login_password: 'battery-staple' }))),
    ['battery-staple'],
  ],
  [
    'the default of a sensitive variable',
    'cdk.tf.json',
    JSON.stringify(
      { variable: { door: { type: 'string', sensitive: true, defalt: 1, default: 'open-sesame' } } },
      undefined,
      1,
    ),
    ['open-sesame'],
  ],
];

describe('no format of a report', () => {
  describe.each(FORMATS)('%s', (format) => {
    it.each(CASES)('tells %s', (_, file, text, hidden) => {
      for (const profile of ['strict', 'pss-restricted'] as const) {
        const report = reportOf({ [file]: text }, { profile, failOn: 'note' });
        const told = print(format, report);
        for (const secret of hidden) expect(told).not.toContain(secret);
        for (const secret of hidden) expect(renderBaseline(report.verdict.findings)).not.toContain(secret);
      }
    });
  });

  it('tells a secret that changes', () => {
    const before = {
      'a.yaml': secretFile('stringData: { password: correct-horse }'),
      'b.yaml': deployment(['env: [{ name: DB_PASSWORD, value: correct-horse }]']),
      'c.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { API_TOKEN: correct-horse }\n',
      'tf/cdk.tf.json': server({ administrator_login: 'shop', administrator_login_password: 'correct-horse' }),
    };
    const after = Object.entries(before).map(([path, text]) => ({ path, content: text.replace('correct', 'wrong') }));
    const files = Object.entries(before).map(([path, content]) => ({ path, content }));
    const changes = judgeChanges(diffFiles(files, after), { said: new Map() });
    const told = [changesText(changes, NO_PAINT), changesMarkdown(changes), JSON.stringify(changesJson(changes))];
    expect(changes).toHaveLength(4);
    for (const text of told) expect(text).not.toContain('horse');
    expect(told[0]).toContain('because spec.template.spec.containers[0].env[0].value: "(secret)" -> "(secret)"');
  });

  it('leaves out what is no secret', () => {
    const text = print(
      'text',
      reportOf({ 'a.yaml': deployment(['env: [{ name: LEVEL, value: debug }]', 'imagepolicy: x']) }),
    );
    expect(text).toContain('  12 |           env: [{ name: LEVEL, value: debug }]');
  });
});
