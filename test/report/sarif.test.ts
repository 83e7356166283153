import { readPackageVersion } from '../../lib/core/data-files';
import type { Report } from '../../lib/report/report';
import { toSarif } from '../../lib/report/sarif';
import type { JudgedFinding } from '../../lib/report/verdict';
import { sarifProblems } from '../support/sarif';
import { acceptedBy, MISSPELT, reportOf, reportWith, SERVICE } from './sample';

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: { readonly startLine: number; readonly startColumn: number };
  };
  readonly logicalLocations: readonly object[];
}

interface Run {
  readonly tool: { readonly driver: { readonly semanticVersion: string; readonly rules: readonly { id: string }[] } };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly Location[];
    readonly partialFingerprints: Readonly<Record<string, string>>;
    readonly suppressions?: readonly object[];
    readonly baselineState?: string;
  }[];
}

/** The run of a report, after it was held against the schema of the standard. */
function runOf(report: Report): Run {
  const log = JSON.parse(JSON.stringify(toSarif(report))) as { readonly runs: readonly [Run] };
  expect(sarifProblems(log)).toEqual([]);
  return log.runs[0];
}

const resultOf = (finding: Partial<JudgedFinding>, more: Parameters<typeof reportWith>[1] = {}) =>
  runOf(reportWith([finding], more)).results[0] as Run['results'][number];

const placeOf = (file: string, home = '') =>
  resultOf({ file }, { home }).locations[0]?.physicalLocation.artifactLocation;

const printsOf = (report: Report): readonly string[] =>
  runOf(report).results.map(({ partialFingerprints }) => partialFingerprints['cdkAksFinding/v1'] as string);

describe('SARIF', () => {
  it('tells a finding, its rule and its place', () => {
    const { results, tool, invocations } = runOf(reportOf({ 'a.yaml': MISSPELT }));

    expect(results).toEqual([
      {
        ruleId: 'schema/unknown-field',
        ruleIndex: 0,
        level: 'error',
        message: { text: "v1/ConfigMap/shop/theme: dta: unknown field, did you mean 'data'? Fix: Write 'data'." },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a.yaml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 4, startColumn: 1 },
            },
            logicalLocations: [{ name: 'theme', fullyQualifiedName: 'v1/ConfigMap/shop/theme', kind: 'resource' }],
          },
        ],
        partialFingerprints: { 'cdkAksFinding/v1': expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    ]);
    expect(tool.driver).toMatchObject({ name: 'cdk-aks', semanticVersion: readPackageVersion() });
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['schema/unknown-field']);
    expect(invocations[0]?.executionSuccessful).toBe(true);
  });

  it('describes the rules that found something, and no others', () => {
    const findings = [{ rule: 'zones/no-spread' }, { rule: 'availability/one-replica' }, { rule: 'zones/no-spread' }];
    const { results, tool } = runOf(reportWith(findings));

    expect(tool.driver.rules).toMatchObject([
      { id: 'availability/one-replica', name: 'AvailabilityOneReplica' },
      {
        id: 'zones/no-spread',
        name: 'ZonesNoSpread',
        shortDescription: { text: expect.stringMatching(/^[A-Z].*\.$/) },
        fullDescription: { text: expect.stringMatching(/^[A-Z].*\.$/) },
        help: {
          text: expect.stringMatching(/^Fix: /),
          markdown: expect.stringMatching(/^\*\*Fix:.*cdk-aks explain zones\/no-spread<\/code>$/s),
        },
        properties: { precision: 'high', tags: expect.arrayContaining(['zones', 'strict']) },
      },
    ]);
    expect(results.map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex])).toEqual([
      ['zones/no-spread', 1],
      ['availability/one-replica', 0],
      ['zones/no-spread', 1],
    ]);
  });

  it('describes rules of every kind', () => {
    const ids = ['schema/unknown-field', 'read/json', 'acknowledgement/unused', 'policy/denied', 'zones/no-spread'];
    for (const rule of runOf(reportWith(ids.map((id) => ({ rule: id })))).tool.driver.rules) {
      expect(rule).toHaveProperty('fullDescription.text', expect.stringMatching(/^.{10,}\.$/));
    }
    expect(runOf(reportWith([{ rule: 'gone/rule' }])).tool.driver.rules).toEqual([
      { id: 'gone/rule', name: 'GoneRule' },
    ]);
  });

  it('names the construct besides the object', () => {
    expect(resultOf({ path: 'prod/shop/cart/Resource' }).locations[0]?.logicalLocations).toEqual([
      { name: 'cart', fullyQualifiedName: 'apps/v1/Deployment/shop/cart', kind: 'resource' },
      { name: 'Resource', fullyQualifiedName: 'prod/shop/cart/Resource', kind: 'construct' },
    ]);
  });

  it.each([
    ['below the root of the repository', 'a.yaml', 'infra/prod', 'infra/prod/a.yaml', '%SRCROOT%'],
    ['with signs that a URI has other uses for', 'my app/50%#1?.yaml', '', 'my%20app/50%25%231%3F.yaml', '%SRCROOT%'],
    ['beside the folder that people stand in', '../shop/a.yaml', 'infra', 'shop/a.yaml', '%SRCROOT%'],
    ['outside of the repository', '../../a.yaml', 'infra', '../a.yaml', undefined],
    ['that is named from the root of the disk', '/srv/a b.yaml', 'infra', 'file:///srv/a%20b.yaml', undefined],
    ['on a drive', 'C:\\shop\\a.yaml', 'infra', 'file:///C:/shop/a.yaml', undefined],
    ['that is standard input', '<stdin>', 'infra', 'stdin', undefined],
    ['that nobody knows, at the first one that was read', '', '', 'a.yaml', '%SRCROOT%'],
  ])('names a file %s', (_, file, home, uri, uriBaseId) => {
    expect(placeOf(file, home)).toEqual({ uri, ...(uriBaseId && { uriBaseId }) });
  });

  it('knows a finding again when lines move, and tells equal ones apart', () => {
    const before = printsOf(reportOf({ 'a.yaml': MISSPELT }));
    const moved = printsOf(reportOf({ 'a.yaml': `# a comment\n\n${MISSPELT}` }));
    const twice = printsOf(reportWith([{ line: 1 }, { line: 9 }]));
    const elsewhere = printsOf(reportWith([{ file: 'dev.yaml' }, { file: 'prod.yaml' }]));

    expect(moved).toEqual(before);
    expect(new Set([...twice, ...elsewhere]).size).toBe(4);
    expect(printsOf(reportWith([{ file: 'prod.yaml' }]))).toEqual([elsewhere[1]]);
  });

  it.each([
    ['program', 'inSource'],
    ['annotation', 'inSource'],
    ['config', 'external'],
    ['command line', 'external'],
  ] as const)('suppresses what the %s accepts', (from, kind) => {
    const position = { file: 'a.yaml', line: 2, column: 1 };
    const [plain] = resultOf(acceptedBy(from)).suppressions ?? [];
    const [dated] = resultOf(acceptedBy(from, { until: '2027-01-31', position })).suppressions ?? [];

    expect(plain).toEqual({ kind, status: 'accepted', justification: 'it is a cache' });
    expect(dated).toMatchObject({
      justification: 'it is a cache (until 2027-01-31)',
      location: { physicalLocation: { artifactLocation: { uri: 'a.yaml' }, region: { startLine: 2 } } },
    });
  });

  it('tells what the baseline had, where there is one', () => {
    const files = { 'a.yaml': MISSPELT, 'b.yaml': MISSPELT.replace('theme', 'other') };
    const known = reportOf(files)
      .verdict.findings.slice(0, 1)
      .map((finding) => ({ ...finding, count: 1 }));
    const states = (report: Report) => runOf(report).results.map(({ baselineState }) => baselineState);

    expect(states(reportOf(files))).toEqual([undefined, undefined]);
    expect(states(reportOf(files, { baseline: known }))).toEqual(['unchanged', 'new']);
    expect(states(reportOf(files, { baseline: [] }))).toEqual(['new', 'new']);
  });

  it('tells open questions as notifications, since GitHub makes an alert of any result', () => {
    const open = [{ rule: 'zones/no-spread', object: 'v1/Pod/shop/a', file: 'a.yaml', because: 'no pool is there' }];
    const { results, invocations } = runOf(reportWith([], { open }));

    expect(results).toEqual([]);
    expect(invocations[0]?.toolExecutionNotifications).toEqual([
      {
        level: 'note',
        message: { text: 'v1/Pod/shop/a: not known from these files: no pool is there.' },
        associatedRule: { id: 'zones/no-spread' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a.yaml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 1, startColumn: 1 },
            },
          },
        ],
      },
    ]);
  });

  it('tells what could not be read as a result, and that not all was read', () => {
    const { results, invocations } = runOf(reportOf({ 'a.yaml': SERVICE, 'cdk.tf.json': '{"resource": ' }));

    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([['read/json', 'error']]);
    expect(invocations[0]?.executionSuccessful).toBe(false);
  });

  it('makes no link of what looks like one', () => {
    expect(resultOf({ message: 'image [x](https://example.com)' }).message.text).toContain('image [x] (https');
  });

  it('leaves out no error where there are more findings than code scanning takes', () => {
    const notes = Array.from({ length: 25_000 }, (_, index) => ({ severity: 'note' as const, line: index + 1 }));
    const run = JSON.parse(JSON.stringify(toSarif(reportWith([...notes, { line: 30_000 }])))) as { runs: [Run] };
    const { results, invocations } = run.runs[0];

    expect(results).toHaveLength(25_000);
    expect(results[0]?.level).toBe('error');
    expect(invocations[0]?.toolExecutionNotifications[0]?.message.text).toBe('1 more findings are left out.');
  });
});
