import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { printYaml, printYamlDocuments } from '../artifact/yaml';
import type { RenderedFile } from '../artifact/files';
import { CdkAksError, pathOf, Problems } from '../core/errors';
import { GROUP, NAMESPACE } from '../core/marks';
import { ClusterManifests } from './cluster-manifests';
import { checkedName, checkFileNames } from './file-names';
import { withFluxAnnotations } from './flux-annotations';
import { isFreeText } from './free-text';
import { holdsAnyToken, holdsToken, isNumberToken, type LateValues } from './late-values';
import { checkObject, type ObjectChecks } from './object-checks';
import { printLateText, type Substitution } from './print-late-text';
import { inReadingOrder } from './reading-order';
import { sortByDependencies } from './sort-by-dependencies';

/** One object as it will be written, and where it comes from. */
export interface ManifestObject {
  readonly construct: ApiObject;
  readonly json: Readonly<Record<string, unknown>>;
  /** True where some string of it holds a late value. */
  readonly late: boolean;
}

/** The manifests of one file, in the order they are written. */
export interface ManifestFile {
  readonly path: string;
  readonly objects: readonly ManifestObject[];
  readonly manifests: ClusterManifests | undefined;
}

/** Where the walk is: the cluster, the chart and the file that objects go to. */
interface Place {
  readonly manifests?: ClusterManifests;
  readonly chart?: Chart;
  readonly folder: string;
  /** What file names begin with: the names of the groups around. */
  readonly prefix?: string;
  readonly file?: string;
}

/** What the manifests must know of the program around them. */
export interface ProgramFacts {
  readonly lateValuesOf: (manifests: ClusterManifests) => LateValues;
  readonly accepts: ObjectChecks['accepts'];
  readonly appliedByFlux: (manifests: ClusterManifests) => boolean;
}

/** Walks the Kubernetes tree once. @throws CdkAksError with everything that the API server would refuse */
export function renderManifests(root: IConstruct, facts: ProgramFacts): readonly ManifestFile[] {
  const files = new Map<string, { objects: ManifestObject[]; manifests: ClusterManifests | undefined }>();
  const problems = new Problems();
  const checks: ObjectChecks = { seen: new Map(), scalers: new Map(), accepts: facts.accepts, problems };

  const visit = (construct: IConstruct, place: Place): void => {
    if (ApiObject.isApiObject(construct)) {
      problems.attempt(undefined, () => {
        const object = toObject(construct, place, problems, facts);
        checkObject(construct, object.json, applyTogether(place), checks);
        const path = place.file ?? fileOf(construct, place, problems);
        const file = files.get(path) ?? { objects: [], manifests: place.manifests };
        file.objects.push(object);
        files.set(path, file);
      });
    }
    for (const child of construct.node.children) visit(child, enter(child, place, problems));
  };
  visit(root, { folder: '' });
  checkFileNames(
    [...files].map(([path, { objects }]) => [path, (objects[0] as ManifestObject).construct]),
    problems,
  );
  problems.throwIfAny();
  return [...files].map(([path, { objects, manifests }]) => ({
    path,
    manifests,
    objects: sortByDependencies(objects),
  }));
}

/** What is applied to one cluster; charts of no cluster may each be for another. */
function applyTogether({ manifests, file }: Place): string {
  return manifests?.cluster.clusterName ?? file ?? '';
}

/** The place of a child: a cluster and a chart open a folder, a child of a chart opens a file. */
function enter(child: IConstruct, place: Place, problems: Problems): Place {
  if (ClusterManifests.isClusterManifests(child)) {
    return { manifests: child, chart: child, folder: `${child.node.id}/` };
  }
  if (Chart.isChart(child)) {
    const id = checkedName(child, problems);
    if (!place.manifests) return { chart: child, folder: '', file: place.file ?? `${id}.yaml` };
    if (place.chart !== place.manifests) return place; // a chart within a namespace stays in the file it is in
    const folder = `${place.folder}${id}/`;
    return isNamespace(child)
      ? { ...place, chart: child, folder }
      : { ...place, chart: child, folder, file: `${folder}${id}.yaml` };
  }
  if (GROUP in child && place.file === undefined) {
    const id = checkedName(child, problems);
    return { ...place, prefix: `${place.prefix ?? ''}${id === 'Default' ? '' : `${id}-`}` };
  }
  return place.file === undefined && place.chart ? { ...place, file: fileOf(child, place, problems) } : place;
}

function fileOf(construct: IConstruct, place: Place, problems: Problems): string {
  const clusterWide = place.chart !== undefined && place.chart === place.manifests;
  const name = `${place.prefix ?? ''}${checkedName(construct, problems)}`;
  return `${place.folder}${clusterWide ? '_cluster/' : ''}${name}.yaml`;
}

function isNamespace(chart: Chart): boolean {
  return NAMESPACE in chart;
}

function toObject(
  construct: ApiObject,
  place: Place,
  problems: Problems,
  { lateValuesOf, appliedByFlux }: ProgramFacts,
): ManifestObject {
  const json = construct.toJson() as Record<string, unknown>;
  const ordered = inReadingOrder(place.manifests && appliedByFlux(place.manifests) ? withFluxAnnotations(json) : json);
  if (!holdsAnyToken(ordered)) return { construct, json: ordered, late: false };
  const kind = String(ordered.kind);
  let late = false;

  const resolve = (value: unknown, field: string): unknown => {
    if (typeof value === 'string')
      return holdsToken(value) ? resolveText(value, field, isFreeText(kind, field)) : value;
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, `${field}[${index}]`));
    if (typeof value === 'number') return isNumberToken(value) ? resolveText(String(value), field, false) : value;
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        resolveKey(key, field),
        resolve(item, field === '' ? key : `${field}.${key}`),
      ]),
    );
  };
  const resolveKey = (key: string, field: string): string =>
    holdsToken(key) ? (resolveText(key, `${field} key`, false) as string) : key;
  const resolveText = (text: string, field: string, freeText: boolean): unknown => {
    if (!place.manifests) {
      throw new CdkAksError([
        {
          path: pathOf(construct),
          property: field,
          rule: 'waits for a value that only Azure knows, and this chart belongs to no cluster',
          fix: 'Put the chart below `cluster.kubernetes`',
          code: 'late/no-cluster',
        },
      ]);
    }
    const resolved = problems.attempt(undefined, () =>
      lateValuesOf(place.manifests as ClusterManifests).resolve(text, { construct, field, freeText }),
    );
    late ||= typeof resolved === 'object';
    return resolved;
  };

  return { construct, json: resolve(ordered, '') as Record<string, unknown>, late };
}

/** The text of one file. */
export function printManifestFile(file: ManifestFile, substitution: Substitution): RenderedFile {
  const documents = file.objects.map(({ json, late }) =>
    late || substitution === 'flux' ? (printLateText(json, substitution) as object) : json,
  );
  return { root: 'kubernetes', path: file.path, content: printYamlDocuments(documents) };
}

/** A `kustomization.yaml` in every folder that lists what lies in it. */
export function renderKustomizations(paths: readonly string[]): readonly RenderedFile[] {
  const folders = new Map<string, Set<string>>();
  const list = (folder: string, entry: string): void => {
    folders.set(folder, (folders.get(folder) ?? new Set()).add(entry));
  };
  for (const path of paths) {
    const parts = path.split('/');
    // Not above the clusters: whoever applies the top folder would put every environment into one cluster.
    for (let depth = parts.length - 1; depth >= (parts.length > 1 ? 1 : 0); depth--) {
      list(parts.slice(0, depth).join('/'), parts[depth] as string);
    }
  }
  return [...folders].map(([folder, entries]) => ({
    root: 'kubernetes' as const,
    path: folder === '' ? 'kustomization.yaml' : `${folder}/kustomization.yaml`,
    content: printYaml({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: [...entries].sort((a, b) => (a < b ? -1 : 1)),
    }),
  }));
}
