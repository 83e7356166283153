import type { Acknowledgement } from '../../lib/artifact/acknowledgement';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import type { Report } from '../../lib/report/report';
import { judge, type JudgedFinding, type JudgeOptions, type Verdict } from '../../lib/report/verdict';

/** What is found in files, by path. */
export function reportOf(
  files: Readonly<Record<string, string>>,
  { failOn = 'error', home = '', ...options }: JudgeOptions & Partial<Pick<Report, 'failOn' | 'home'>> = {},
): Report {
  const artifacts = readArtifacts(Object.entries(files).map(([path, content]) => ({ path, content })));
  return { verdict: judge(artifacts, { profile: 'pss-restricted', ...options }), artifacts, failOn, home };
}

/** A report of findings that nobody had to find. */
export function reportWith(
  findings: readonly Partial<JudgedFinding>[],
  more: Partial<Pick<Verdict, 'open' | 'compared'>> & Partial<Pick<Report, 'failOn' | 'home'>> = {},
): Report {
  const { failOn = 'error', home = '', ...verdict } = more;
  const { artifacts, verdict: empty } = reportOf({ 'a.yaml': SERVICE });
  return {
    verdict: { ...empty, findings: findings.map((one) => ({ ...FINDING, ...one })), ...verdict },
    artifacts,
    failOn,
    home,
  };
}

export const FINDING: JudgedFinding = {
  rule: 'zones/no-spread',
  severity: 'error',
  message: 'may sit in one zone',
  fix: 'Spread it',
  object: 'apps/v1/Deployment/shop/cart',
  file: 'a.yaml',
  line: 3,
  column: 5,
  acknowledged: false,
  known: false,
};

export function acceptedBy(from: Acknowledgement['from'], more: Partial<Acknowledgement> = {}): Partial<JudgedFinding> {
  const scope = { object: '*' };
  return {
    acknowledged: true,
    acknowledgement: { rule: 'zones/no-spread', reason: 'it is a cache', scope, from, ...more },
  };
}

export const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: { name: cart, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';

/** An error in its line 4, as `schema/unknown-field`. */
export const MISSPELT = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: theme, namespace: shop }\ndta: {}\n';
