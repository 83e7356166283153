import { asBody } from '../../analysis/workload/workloads';
import { type Fault, judgeKinds } from '../judge';
import type { KubernetesObject } from '../../artifact/read/model';
import type { Rule } from '../rule';
import { object } from '../sample';

const release = (version: string): Record<string, string> => ({
  'cert-manager.yaml': object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'cert-manager', [
    'spec:',
    '  interval: 1h',
    `  chart: { spec: { chart: cert-manager${version}, sourceRef: { kind: HelmRepository, name: jetstack } } }`,
  ]),
});

/** Flux looks for new charts at every interval, and installs what it finds. */
export const chartNotPinned: Rule = {
  id: 'delivery/chart-not-pinned',
  severity: 'warning',
  what: 'installs whatever version of a chart is the newest',
  why: 'the cluster changes without a commit: what was reviewed is not what runs, and nothing says when it changed',
  fix: "Write one version, such as '1.18.2', and let a bot propose the next",
  sources: ['Flux: HelmRelease, chart template', 'Flux: OCIRepository, reference'],
  examples: {
    failing: release(", version: '1.x'"),
    mended: release(", version: '1.18.2'"),
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
  },
  check: (world) =>
    judgeKinds(world, ['HelmRelease', 'OCIRepository'], (one) =>
      one.kind === 'HelmRelease' ? ofRelease(one) : ofRepository(one),
    ),
};

function ofRelease({ body, apiVersion }: KubernetesObject): readonly Fault[] | undefined {
  const spec = asBody(asBody(asBody(body.spec)?.chart)?.spec);
  const source = asBody(spec?.sourceRef)?.kind;
  // A chart of Git or a bucket is of the revision of its source.
  if (!apiVersion.startsWith('helm.toolkit.fluxcd.io/') || spec === undefined || source !== 'HelmRepository') {
    return undefined;
  }
  const { version } = spec;
  const chart = String(spec.chart);
  const field = ['spec', 'chart', 'spec'];
  if (version === undefined || version === '') return [{ field, detail: `installs the newest version of ${chart}` }];
  return isRange(String(version))
    ? [{ field: [...field, 'version'], detail: `installs whatever version of ${chart} fits '${String(version)}'` }]
    : [];
}

function ofRepository({ body, apiVersion }: KubernetesObject): readonly Fault[] | undefined {
  if (!apiVersion.startsWith('source.toolkit.fluxcd.io/')) return undefined;
  const spec = asBody(body.spec);
  const ref = asBody(spec?.ref);
  const { digest, semver, tag } = ref ?? {};
  if (digest !== undefined) return [];
  const url = String(spec?.url);
  if (semver !== undefined) {
    return isRange(String(semver))
      ? [{ field: ['spec', 'ref', 'semver'], detail: `takes whatever version of ${url} fits '${String(semver)}'` }]
      : [];
  }
  return tag === undefined || tag === 'latest'
    ? [
        {
          field: ['spec', 'ref'],
          detail: `takes the newest of ${url}`,
          fix: 'Set ref.tag to one version, or ref.digest',
        },
      ]
    : [];
}

/** `1.x`, `~1.18`, `>=1.0.0`, `1.18 - 1.20`; `v1.18.2` and late values are none. */
function isRange(version: string): boolean {
  if (version.includes('${')) return false;
  return !/^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version.trim());
}
