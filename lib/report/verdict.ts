import { acknowledgementOf } from '../artifact/acknowledged';
import { compareFindings, type Finding, SEVERITIES, type Severity } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import type { Conformance } from '../schema/conform';

/** A finding, and whether somebody accepted it. */
export interface JudgedFinding extends Finding {
  readonly acknowledged: boolean;
}

/** How much was read, and what it was checked with. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly acknowledged: number;
  readonly files: number;
  readonly objects: number;
  readonly resources: number;
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
  readonly summary: Summary;
}

/** What was found, with what was accepted on purpose marked as such. */
export function judge(artifacts: Artifacts, conformance: Conformance, findings: readonly Finding[]): Verdict {
  const judged = [...findings].sort(compareFindings).map((finding): JudgedFinding => ({
    ...finding,
    acknowledged: acknowledgementOf(finding, artifacts.acknowledgements) !== undefined,
  }));
  const count = (severity: Severity): number =>
    judged.filter((finding) => !finding.acknowledged && finding.severity === severity).length;
  const { providers, minors } = conformance;
  return {
    findings: judged,
    summary: {
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
      acknowledged: judged.filter(({ acknowledged }) => acknowledged).length,
      files: artifacts.files.filter(({ holds }) => holds !== 'nothing').length,
      objects: artifacts.objects().length,
      resources: artifacts.terraform().length,
      provider: Object.fromEntries(
        providers.map(({ module, asked, checked, exact }) => [module, { asked, checked, exact }]),
      ),
      kubernetes: Object.fromEntries(
        minors.map(({ cluster = '*', asked = null, checked, exact }) => [cluster, { asked, checked, exact }]),
      ),
    },
  };
}

/** Whether a finding that nobody accepted is as bad as that, or worse. */
export function fails({ findings }: Verdict, failOn: Severity): boolean {
  const worst = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return findings.some(({ severity, acknowledged }) => !acknowledged && worst.includes(severity));
}
