import type { Artifacts } from '../artifact/read/artifacts';
import type { KubernetesObject } from '../artifact/read/model';
import { unknown } from '../artifact/read/values';
import { objectIndex } from './objects';
import { asBody } from './workload/workloads';

/** A chart that is installed in a cluster. */
export interface Chart {
  /** Last part of where it comes from: `cert-manager`. */
  readonly name: string;
  /** The release that installs it; undefined for one of Terraform. */
  readonly release: KubernetesObject | undefined;
}

/** The charts of one cluster. */
export interface Charts {
  readonly all: readonly Chart[];
  /** True where more may be installed than the files tell of: other sources, charts that nobody here knows. */
  readonly open: boolean;
}

/** Charts that are known not to bring objects other than those that rules ask about, with the classes that they serve. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'alb-controller': ['azure-alb-external'],
  'cert-manager': [],
  contour: ['contour'],
  'external-dns': [],
  'ingress-nginx': ['nginx'],
  keda: [],
  'keda-add-ons-http': [],
  'metrics-server': [],
  traefik: ['traefik'],
};

/** Repositories that are known in the same way: operators that bring nothing that rules ask about. */
const KNOWN_REPOSITORIES = [
  'https://github.com/rabbitmq/cluster-operator',
  'https://github.com/rabbitmq/messaging-topology-operator',
];

const cache = new WeakMap<Artifacts, Map<string, Charts>>();

/** The charts that are installed beside an object. */
export function chartsBeside({ cluster = '' }: KubernetesObject, artifacts: Artifacts): Charts {
  let clusters = cache.get(artifacts);
  if (!clusters) cache.set(artifacts, (clusters = new Map()));
  let found = clusters.get(cluster);
  if (!found) clusters.set(cluster, (found = chartsOf(cluster, artifacts)));
  return found;
}

/** Whether a chart of the cluster serves a class of Ingresses or Gateways; unknown where others may. */
export function servesClass({ all, open }: Charts, name: string): boolean | typeof unknown {
  if (all.some((chart) => KNOWN[chart.name]?.includes(name))) return true;
  return open ? unknown : false;
}

function chartsOf(cluster: string, artifacts: Artifacts): Charts {
  const objects = objectIndex(artifacts);
  const isHere = (object: KubernetesObject): boolean => (object.cluster ?? '') === cluster;
  const releases = objects.ofKind('HelmRelease').filter(isHere);
  const all = releases.map((release) => ({ name: nameOfChart(release, artifacts), release }));
  const terraform = artifacts.modules
    .flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'helm_release'))
    .map(({ arguments: fields }) => ({ name: lastPart(fields.chart), release: undefined }));
  const charts = [...all, ...terraform].map(({ name, release }) => ({ name: name ?? '', release }));
  const isOther =
    ['HelmChart', 'Application'].some((kind) => objects.ofKind(kind).some(isHere)) ||
    objects.ofKind('Kustomization').some((one) => isHere(one) && !isOfKnownRepository(one, artifacts));
  return { all: charts, open: isOther || charts.some(({ name }) => KNOWN[name] === undefined) };
}

/** Flux: "Helm Releases", `chart` or `chartRef`. */
function nameOfChart(release: KubernetesObject, artifacts: Artifacts): string | undefined {
  const spec = asBody(release.body.spec) ?? {};
  const chart = asBody(asBody(spec.chart)?.spec)?.chart;
  if (chart !== undefined) return lastPart(chart);
  const { kind, name, namespace = release.namespace } = asBody(spec.chartRef) ?? {};
  if (typeof kind !== 'string' || typeof name !== 'string' || typeof namespace !== 'string') return undefined;
  const source = asBody(objectIndex(artifacts).beside(release, kind, name, namespace)?.body.spec);
  return lastPart(source?.url ?? source?.chart);
}

/** Flux: "Kustomization", `sourceRef`. */
function isOfKnownRepository(kustomization: KubernetesObject, artifacts: Artifacts): boolean {
  const ref = asBody(asBody(kustomization.body.spec)?.sourceRef) ?? {};
  const { kind, name, namespace = kustomization.namespace } = ref;
  if (typeof kind !== 'string' || typeof name !== 'string' || typeof namespace !== 'string') return false;
  const url = asBody(objectIndex(artifacts).beside(kustomization, kind, name, namespace)?.body.spec)?.url;
  return typeof url === 'string' && KNOWN_REPOSITORIES.includes(url.replace(/\.git$/, ''));
}

function lastPart(path: unknown): string | undefined {
  return typeof path === 'string' ? path.split('/').at(-1) : undefined;
}
