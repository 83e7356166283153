import { SEVERITIES } from '../artifact/finding';
import type { Position } from '../artifact/read/model';
import { readPackageVersion } from '../core/data-files';
import { fingerprints } from './fingerprints';
import { reasonText } from './groups';
import { plainFinding, plainQuestion } from './plain';
import type { Report } from './report';
import { placeOf, uriOf } from './repository-path';
import { sarifRules } from './sarif-rules';
import { counts, type JudgedFinding } from './verdict';

/** GitHub takes no more results of a run. */
const MOST_RESULTS = 25_000;

/**
 * SARIF 2.1.0, as code scanning of GitHub and Azure DevOps read it. What was accepted is a suppressed result; what the
 * files do not tell is a notification, since GitHub makes an alert of every result of whatever kind.
 */
export function toSarif(report: Report): object {
  const { verdict, artifacts, home } = report;
  const all = fingerprinted(report);
  const told = worstFirst(all).slice(0, MOST_RESULTS);
  const rules = sarifRules(told.map(({ finding }) => finding.rule));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const printer = new Printer(report, indexes);
  const left = all.length - told.length;
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdk-aks', semanticVersion: readPackageVersion(), rules } },
        invocations: [
          {
            executionSuccessful: artifacts.diagnostics.every(({ severity }) => severity !== 'error'),
            toolExecutionNotifications: [
              ...(left === 0 ? [] : [{ level: 'warning', message: { text: `${left} more findings are left out.` } }]),
              ...verdict.open.map(plainQuestion).map(({ rule, object, file, because }) => ({
                level: 'note',
                message: { text: message(`${object}: not known from these files: ${because}.`) },
                associatedRule: { id: rule },
                locations: [{ physicalLocation: physical({ file, line: 1, column: 1 }, home) }],
              })),
            ],
          },
        ],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results: told.map((one) => printer.result(one)),
      },
    ],
  };
}

interface Fingerprinted {
  readonly finding: JudgedFinding;
  readonly fingerprint: string;
}

function fingerprinted({ verdict, home }: Report): readonly Fingerprinted[] {
  const prints = fingerprints(verdict.findings, home);
  return verdict.findings.map((finding, index) => {
    return { finding: plainFinding(finding), fingerprint: prints[index] as string };
  });
}

/** As they stand in the files, where there is room for all. */
function worstFirst(all: readonly Fingerprinted[]): readonly Fingerprinted[] {
  if (all.length <= MOST_RESULTS) return all;
  const rank = ({ finding }: Fingerprinted): number =>
    SEVERITIES.indexOf(finding.severity) + (counts(finding) ? 0 : SEVERITIES.length);
  return [...all].sort((a, b) => rank(a) - rank(b));
}

class Printer {
  /** Code scanning wants a place for every result. */
  private readonly anyFile: string;

  constructor(
    private readonly report: Report,
    private readonly ruleIndexes: ReadonlyMap<string, number>,
  ) {
    this.anyFile = report.artifacts.files[0]?.path ?? '';
  }

  result({ finding, fingerprint }: Fingerprinted): object {
    const { rule, severity, object, fix } = finding;
    return {
      ruleId: rule,
      ruleIndex: this.ruleIndexes.get(rule),
      level: severity,
      message: { text: message(`${object}: ${sentence(finding.message)} Fix: ${sentence(fix)}`) },
      locations: [
        {
          physicalLocation: physical({ ...finding, file: finding.file || this.anyFile }, this.report.home),
          logicalLocations: logical(finding),
        },
      ],
      partialFingerprints: { 'cdkAksFinding/v1': fingerprint },
      ...this.judged(finding),
    };
  }

  private judged({ acknowledgement, known }: JudgedFinding): object {
    if (acknowledgement === undefined) {
      return this.report.verdict.compared ? { baselineState: known ? 'unchanged' : 'new' } : {};
    }
    const { from, position } = acknowledgement;
    const suppression = {
      kind: from === 'program' || from === 'annotation' ? 'inSource' : 'external',
      status: 'accepted',
      justification: reasonText(acknowledgement),
      ...(position && position.file !== '' && { location: { physicalLocation: physical(position, this.report.home) } }),
    };
    return { suppressions: [suppression] };
  }
}

function physical({ file, line, column }: Position, home: string): object {
  const place = placeOf(file, home);
  const artifactLocation =
    place === undefined
      ? { uri: 'stdin' }
      : { uri: uriOf(place.path), ...(place.inside && { uriBaseId: '%SRCROOT%' }) };
  return { artifactLocation, region: { startLine: line, startColumn: column } };
}

function logical({ object, path }: JudgedFinding): readonly object[] {
  const last = (name: string): string => name.slice(name.lastIndexOf('/') + 1) || name;
  return [
    { name: last(object), fullyQualifiedName: object, kind: 'resource' },
    ...(path === undefined || path === object
      ? []
      : [{ name: last(path), fullyQualifiedName: path, kind: 'construct' }]),
  ];
}

function sentence(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}

/** A link in a message would be one of ours, and none is. */
function message(text: string): string {
  return text.replaceAll('](', '] (');
}
