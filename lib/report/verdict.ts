import { type Acknowledgement, acknowledgementOf } from '../artifact/acknowledgement';
import { type SecretsOf, writtenSecrets } from '../analysis/secrets/written';
import { statedIn } from '../artifact/acknowledgements';
import { compareFindings, type Finding, SEVERITIES, type Severity } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import { withoutPatterns } from '../core/secret-patterns';
import type { Profile } from '../rules/rule';
import { type OpenQuestion, runRules } from '../rules/run';
import { withoutSaid } from '../rules/said-once';
import { type Conformance, conform, type ConformOptions } from '../schema/conform';
import { acknowledgementFindings, isExpired } from './acknowledgement-findings';
import { type BaselineEntry, isKnownBy } from './baseline';
import { promiseFindings } from './promise-findings';

/** A finding, and whether it counts. */
export interface JudgedFinding extends Finding {
  readonly acknowledged: boolean;
  /** Who accepted it, and why. */
  readonly acknowledgement?: Acknowledgement;
  /** True where the baseline has it: it was there before. */
  readonly known: boolean;
}

/** How much was read, and what it was checked with. */
export interface Summary {
  /** Of each severity those that count: neither acknowledged nor in the baseline. */
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly acknowledged: number;
  /** In the baseline. */
  readonly known: number;
  /** Questions that the files do not answer. */
  readonly unknown: number;
  readonly files: number;
  readonly objects: number;
  readonly resources: number;
  readonly profile: Profile;
  /** Version of the azurerm schema, by folder of a module. */
  readonly provider: Readonly<
    Record<string, { readonly asked: string; readonly checked: string; readonly exact: boolean }>
  >;
  /** Kubernetes minor, by cluster; `*` where the cluster is not known. */
  readonly kubernetes: Readonly<
    Record<string, { readonly asked: string | null; readonly checked: string; readonly exact: boolean }>
  >;
}

export interface Verdict {
  readonly findings: readonly JudgedFinding[];
  /** What the rules could not answer. */
  readonly open: readonly OpenQuestion[];
  /** Everything that was accepted on purpose, used or not. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** Whether a baseline told what was there before. */
  readonly compared: boolean;
  readonly summary: Summary;
}

export interface JudgeOptions extends ConformOptions {
  /** @default recommended */
  readonly profile?: Profile;
  /** Those that no file of the artifacts holds: of a config file. @default - none */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** @default - everything counts */
  readonly baseline?: readonly BaselineEntry[];
  /** Day of the run, as `2027-01-31`. @default - no acknowledgement expires */
  readonly today?: string;
  /** What others found in the same files. @default - nothing */
  readonly more?: readonly Finding[];
}

/** Does it conform, what do the rules say, and what of that was accepted on purpose? */
export function judge(artifacts: Artifacts, options: JudgeOptions = {}): Verdict {
  const { profile = 'recommended', today, more = [] } = options;
  const conformance = conform(artifacts, options);
  const rules = runRules(artifacts, profile);
  const asked = withoutSaid(rules.findings, conformance.findings);
  const stated = statedIn(artifacts);
  const acknowledgements = [...stated.all, ...(options.acknowledgements ?? [])];
  const holding = acknowledgements.filter((one) => !isExpired(one, today));

  const used = new Set<Acknowledgement>();
  const accept = (finding: Finding): JudgedFinding => {
    const acknowledgement = acknowledgementOf(finding, holding);
    if (acknowledgement) used.add(acknowledgement);
    return { ...finding, acknowledged: acknowledgement !== undefined, acknowledgement, known: false };
  };
  const secrets = writtenSecrets(artifacts);
  const found = [
    ...unread(artifacts),
    ...conformance.findings,
    ...asked,
    ...stated.malformed,
    ...promiseFindings(artifacts),
    ...more,
  ].map((one) => withoutSecrets(one, secrets));
  const open = rules.open.map((one) => ({ ...one, because: withoutPatterns(one.because) }));
  const accepted = found.map(accept);
  // An acknowledgement is not accepted by another one.
  const ofAcknowledgements = acknowledgementFindings(acknowledgements, { artifacts, used, rules, today }).map(
    (finding): JudgedFinding => ({ ...finding, acknowledged: false, known: false }),
  );
  const isKnown = isKnownBy(options.baseline ?? []);
  const findings = [...accepted, ...ofAcknowledgements]
    .sort(compareFindings)
    .map((finding) => (finding.acknowledged || !isKnown(finding) ? finding : { ...finding, known: true }));
  const summary = summaryOf(artifacts, conformance, { findings, profile, unknown: rules.open.length });
  const compared = options.baseline !== undefined;
  return { findings, open, acknowledgements, compared, summary };
}

/** How a message quotes what is written: texts in the quotes of JSON, and numbers. */
const QUOTES = /["']|\d{4}/;

/** What no format may print is not in the verdict: a message may quote what it is about. */
function withoutSecrets(finding: Finding, secretsOf: SecretsOf): Finding {
  const { message, fix, file, object } = finding;
  const hide = (text: string): string =>
    QUOTES.test(text) ? withoutPatterns(secretsOf(file, object).hide(text)) : withoutPatterns(text);
  return { ...finding, message: hide(message), fix: hide(fix) };
}

/** What could not be read is told with the rest. */
function unread({ diagnostics }: Artifacts): readonly Finding[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, object: diagnostic.file }));
}

interface Judged {
  readonly findings: readonly JudgedFinding[];
  readonly profile: Profile;
  readonly unknown: number;
}

function summaryOf(artifacts: Artifacts, { providers, minors }: Conformance, judged: Judged): Summary {
  const { findings, profile, unknown } = judged;
  const count = (severity: Severity): number =>
    findings.filter((finding) => counts(finding) && finding.severity === severity).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    notes: count('note'),
    acknowledged: findings.filter(({ acknowledged }) => acknowledged).length,
    known: findings.filter(({ known }) => known).length,
    unknown,
    files: artifacts.files.filter(({ holds }) => holds !== 'nothing').length,
    objects: artifacts.objects().length,
    resources: artifacts.terraform().length,
    profile,
    provider: Object.fromEntries(
      providers.map(({ module, asked, checked, exact }) => [module, { asked, checked, exact }]),
    ),
    kubernetes: Object.fromEntries(
      minors.map(({ cluster = '*', asked = null, checked, exact }) => [cluster, { asked, checked, exact }]),
    ),
  };
}

/** Whether a finding is neither accepted nor known from before. */
export function counts({ acknowledged, known }: JudgedFinding): boolean {
  return !acknowledged && !known;
}

/** Findings that count and are as bad as that, or worse. */
export function failing({ findings }: Pick<Verdict, 'findings'>, failOn: Severity): readonly JudgedFinding[] {
  const worst = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return findings.filter((finding) => counts(finding) && worst.includes(finding.severity));
}
